"""Merge two listings of one thing: choose them, choose field by field, and take it back."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import duplicates, histories, merging
from locator.actions.deciding import BaseMovedError
from locator.actions.merging import AlreadyMergedError, Asked, Pair, SameListingError, StillWaitingError
from locator.actions.revising import OwnerMissingError
from locator.revision import merged as rules
from locator.revision import subject as subjects
from locator.revision.content import EMPTY_SERVICE, ContentError
from locator.revision.merged import Choice
from locator.revision.subject import SubjectKind
from locator.web.curator import merge_page, typed, ways
from locator.web.shared import field_words, form_keys, site

door = Blueprint("merge", __name__, url_prefix="/curate")

MOVED = "One of the two was changed since you opened the page. Look once more, then merge."
WAITING = "Changes wait for the listing that goes. Decide on them first, or let them move along"
SAME = "This is the same listing. Choose another one."
MERGED = "One of the two is a part of another listing already. Choose the other listing instead."
NO_OWNER = "The group that runs it is not in the directory."


@door.get("/merge")
def pair() -> Answer:
    """Two listings side by side, or the choice of the second."""
    first, second = (typed.line(request.args.get(name, ""), 64) for name in ("first", "second"))
    if not first:
        return redirect("/curate/listings", 303)
    if not second:
        return _choose(first)
    try:
        found = merging.look(site.context(), first, second)
    except SameListingError:
        return _choose(first, SAME, 409)
    except AlreadyMergedError as merged:
        other = first if merged.service_id == second else second
        return _choose(other, MERGED, 409)
    return _shown(found, form_keys.fresh(), _likely(found))


@door.post("/merge")
def merge() -> Answer:
    """Merge them."""
    context, asked = site.context(), _asked()
    try:
        done = merging.merge(context, asked)
    except (SameListingError, AlreadyMergedError):
        return redirect(f"/curate/merge?first={asked.first_id}&second={asked.second_id}", 303)
    except BaseMovedError:
        return _again(asked, MOVED, 409)
    except StillWaitingError:
        return _again(asked, WAITING, 422)
    except OwnerMissingError:
        return _again(asked, NO_OWNER, 422)
    except ContentError as wrong:
        return _again(asked, field_words.trouble(SubjectKind.SERVICE, wrong), 422)
    return redirect(f"/curate/merged/{done.id}?done=yes", 303)


@door.post("/duplicates/<duplicate_id>/different")
def different(duplicate_id: str) -> Answer:
    """Say that the two are not one."""
    duplicates.say_not_same(site.context(), duplicate_id)
    return redirect("/curate/queue?kind=duplicate", 303)


@door.get("/merged/<merge_id>")
def merged(merge_id: str) -> str:
    """What was done, and the way back."""
    found = merging.done(site.context(), merge_id)
    page = merge_page.merged_page(found, is_new=request.args.get("done") == "yes")
    return render_template("curator/merged.html", page=page)


@door.post("/merged/<merge_id>/undo")
def undo(merge_id: str) -> Answer:
    """Take it back."""
    context = site.context()
    try:
        merging.undo(context, merge_id)
    except ContentError as wrong:
        return _not_undone(merge_id, field_words.trouble(SubjectKind.SERVICE, wrong))
    except OwnerMissingError:
        return _not_undone(merge_id, NO_OWNER)
    return redirect(f"/curate/merged/{merge_id}?done=yes", 303)


def _not_undone(merge_id: str, problem: str) -> Response:
    page = merge_page.merged_page(merging.done(site.context(), merge_id), is_new=False, problem=problem)
    return make_response(render_template("curator/merged.html", page=page), 422)


def _choose(first_id: str, problem: str = "", status: int = 200) -> Response:
    """Look for the second listing."""
    context = site.context()
    words = typed.line(request.args.get("q", ""), 200)
    first = histories.look(context, subjects.service(first_id))
    found = histories.listings(context, words or first.title, None, 1)
    others = tuple(one for one in found.entries if one.id != first_id and one.merged_into is None)
    page = render_template(
        "curator/merge_choose.html",
        first_id=first_id,
        title=first.title,
        words=words,
        others=others,
        problem=problem,
        history_href=ways.history(first.subject),
    )
    return make_response(page, status)


def _shown(
    found: Pair,
    form_key: str,
    chosen: Mapping[str, Choice],
    *,
    moves: bool = False,
    problem: str = "",
    status: int = 200,
) -> Response:
    page = merge_page.page(found, form_key, chosen, moves_waiting=moves, problem=problem)
    return make_response(render_template("curator/merge.html", page=page), status)


def _again(asked: Asked, problem: str, status: int) -> Answer:
    """The page again as things stand now; where one of the two has been merged meanwhile, the page that says so."""
    try:
        found = merging.look(site.context(), asked.first_id, asked.second_id)
    except AlreadyMergedError:
        return redirect(f"/curate/merge?first={asked.first_id}&second={asked.second_id}", 303)
    moves = asked.moves_waiting
    return _shown(found, asked.form_key, asked.choices, moves=moves, problem=problem, status=status)


def _likely(found: Pair) -> dict[str, Choice]:
    return {name: rules.likely(name, found.first, found.second) for name in found.first}


def _asked() -> Asked:
    """What the form says; a choice that is none is left to the first listing."""
    form = request.form
    known = {one.value: one for one in Choice}
    chosen = {name: known.get(form.get(f"choose-{name}", ""), Choice.FIRST) for name in EMPTY_SERVICE}
    return Asked(
        first_id=typed.line(form.get("first", ""), 64),
        second_id=typed.line(form.get("second", ""), 64),
        first_number=typed.number(form.get("first_number", ""), -1),
        second_number=typed.number(form.get("second_number", ""), -1),
        choices=chosen,
        moves_waiting=form.get("moves") == "yes",
        form_key=form_keys.sent(form.get("form_key", "")),
    )
