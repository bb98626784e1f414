"""One change: look at it, take all or some of it, put it right, refuse it, take the decision back."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import change_desk, deciding
from locator.actions.carrying_out import CannotUndoError
from locator.actions.change_desk import OnDesk
from locator.actions.deciding import BaseMovedError, MovedOnError, ReasonMissingError, Seen
from locator.actions.revising import OwnerMissingError
from locator.revision.content import ContentError, Json
from locator.revision.proposal import Proposal, ProposalState
from locator.web.curator import change_page, queue_way, typed
from locator.web.curator.change_page import MAY_BE_NONE, SIMPLE, Sent
from locator.web.shared import field_words, service_page, site

door = Blueprint("decisions", __name__, url_prefix="/curate/changes")

LONGEST_TEXT = 20_000
BASE_MOVED = "Something else was published since you opened the page. Look at it once more, then decide."
MOVED_ON = "It has been decided on, or taken back, since you opened the page. This is how it stands now."
NO_REASON = "Write a reason, or choose a ready sentence: the group reads it"
NO_OWNER = "The group that it belongs to is not in the directory yet. Approve the group first."


@door.get("/<change_id>")
def one(change_id: str) -> Response:
    """The change."""
    return _shown(change_desk.look(site.context(), change_id), Sent())


@door.get("/<change_id>/preview")
def preview(change_id: str) -> Response:
    """The listing as it would look."""
    context, desk = site.context(), change_desk.look(site.context(), change_id)
    try:
        page = service_page.page(change_desk.preview(context, change_id), context.today, ())
    except ContentError as wrong:
        return _shown(desk, Sent(problem=_said(desk, wrong), problem_at="fields"), 422)
    return make_response(render_template("curator/preview.html", page=page, change_id=change_id, way=queue_way.read()))


@door.post("/<change_id>")
def decide(change_id: str) -> Answer:
    """Approve what is ticked, or refuse it all."""
    context, sent, seen = site.context(), _sent(), _seen()
    try:
        if request.form.get("press") == "refuse":
            found = deciding.refuse(context, change_id, seen, _reason(sent))
        else:
            found = _approve(change_id, sent, seen)
    except ReasonMissingError:
        return _again(change_id, replace(sent, problem=NO_REASON, problem_at="reason"), 422)
    except ContentError as wrong:
        words = _said(change_desk.look(context, change_id), wrong)
        return _again(change_id, replace(sent, problem=words, problem_at="fields"), 422)
    except OwnerMissingError:
        return _again(change_id, replace(sent, problem=NO_OWNER, problem_at="fields"), 422)
    except (MovedOnError, BaseMovedError, CannotUndoError) as trouble:
        return _stale(change_id, trouble, sent, seen)
    return _onward(found)


@door.post("/<change_id>/undo")
def undo(change_id: str) -> Answer:
    """Take the decision back: the change waits again."""
    seen, way = _seen(), queue_way.read()
    try:
        deciding.undo(site.context(), change_id, seen)
    except (MovedOnError, BaseMovedError, CannotUndoError) as trouble:
        is_undone = isinstance(trouble, MovedOnError) and trouble.proposal.state is ProposalState.WAITING
        if not (is_undone and _is_next(trouble, seen)):
            return _again(change_id, Sent(problem=_trouble(change_id, trouble), problem_at="moved"), 409)
    return redirect(way.to(f"/curate/changes/{change_id}"), 303)


def _approve(change_id: str, sent: Sent, seen: Seen) -> Proposal:
    context = site.context()
    asked = {one.name: one.after for one in deciding.look(context, change_id).proposal.fields}
    edits = {name: _edited(name, text) for name, text in (sent.edits or {}).items() if name in asked}
    return deciding.approve(
        context,
        change_id,
        seen,
        only=frozenset(sent.taken or ()),
        edits={name: text for name, text in edits.items() if text != asked[name]},
        reason=_reason(sent),
    )


def _stale(change_id: str, trouble: Exception, sent: Sent, seen: Seen) -> Answer:
    """Pressed twice by the same person it is done; otherwise how it stands now."""
    user = site.context().user
    if isinstance(trouble, MovedOnError) and _is_next(trouble, seen) and user is not None:
        is_own = trouble.proposal.decided_by == user.id
        if is_own:
            return _onward(trouble.proposal)
    return _again(change_id, replace(sent, problem=_trouble(change_id, trouble), problem_at="moved"), 409)


def _is_next(trouble: Exception, seen: Seen) -> bool:
    return isinstance(trouble, MovedOnError) and trouble.proposal.step == seen.step + 1


def _trouble(change_id: str, trouble: Exception) -> str:
    if isinstance(trouble, MovedOnError):
        return MOVED_ON
    if isinstance(trouble, CannotUndoError):
        kind = deciding.look(site.context(), change_id).proposal.subject.kind
        fields = ", ".join(field_words.label(kind, name) for name in trouble.fields)
        return f"It cannot be taken back, because this was changed again since: {fields}. Use the history instead."
    return BASE_MOVED


def _onward(found: Proposal) -> Answer:
    since = found.sent_at or found.created_at
    return queue_way.onward(site.context(), since, f"/curate/changes/{found.id}", done=f"change:{found.id}")


def _again(change_id: str, sent: Sent, status: int) -> Response:
    return _shown(change_desk.look(site.context(), change_id), sent, status)


def _shown(desk: OnDesk, sent: Sent, status: int = 200) -> Response:
    context, way, found = site.context(), queue_way.read(), desk.hand.proposal
    following = queue_way.next_item(context, way, found.sent_at or found.created_at, f"/curate/changes/{found.id}")
    skip = way.to(following.href) if following else ""
    page = change_page.page(desk, way, queue_way.done(context), skip, sent)
    return make_response(render_template("curator/change.html", page=page), status)


def _said(desk: OnDesk, wrong: ContentError) -> str:
    return field_words.trouble(desk.hand.proposal.subject.kind, wrong)


def _sent() -> Sent:
    """What the form says."""
    form = request.form
    edits = {name: typed.lines(form[f"edit-{name}"], LONGEST_TEXT) for name in SIMPLE if f"edit-{name}" in form}
    return Sent(
        taken=frozenset(form.getlist("take")),
        edits=edits,
        ready=typed.line(form.get("ready", ""), deciding.LONGEST_REASON),
        reason=typed.lines(form.get("reason", ""), deciding.LONGEST_REASON),
    )


def _reason(sent: Sent) -> str:
    """The ready sentence and the curator's own words, whichever there are."""
    return " ".join(part.strip() for part in (sent.ready, sent.reason) if part.strip())


def _edited(name: str, text: str) -> Json:
    words = text.strip()
    return words or (None if name in MAY_BE_NONE else "")


def _seen() -> Seen:
    """What the person had in front of them; a number that is none never fits what is there."""
    step, number = (typed.number(request.form.get(name, ""), -1) for name in ("step", "number"))
    return Seen(step=step, number=number)
