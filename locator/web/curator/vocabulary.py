"""Themes and other terms by form: the lists, one term, retiring it, and two made one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, StringField, TextAreaField

from locator.actions import vocabulary
from locator.actions.vocabulary import Vocabulary, Wanted
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory.term_entry import TermEntry
from locator.web.curator import typed
from locator.web.shared import site

door = Blueprint("vocabulary", __name__, url_prefix="/curate/terms")

LISTS: Mapping[str, tuple[str, str]] = {
    "theme": ("Themes", "The kinds of group that people choose from on the first page."),
    "activity": ("Activities", "What people do there, such as a lunch club. Search finds a group by these."),
    "who": ("Who it is for", "The people that a group is for, such as carers."),
    "accreditation": ("Accreditations", "What a group has been checked or trained for."),
    "language": ("Languages", "The languages that are spoken there."),
}
TOLD = {
    "added": "That is added. It can be chosen now.",
    "kept": "That is kept. Search and filters say it now.",
    "retired": "That is not offered any more.",
    "offered": "That is offered again.",
    "merged": "The listings have moved.",
}


class TermForm(Form):  # type: ignore[misc]
    """One term."""

    name = StringField("Name")
    description = TextAreaField("What it means", description="One plain sentence. You can leave it empty")
    place = StringField("Place in the list", description="1 is the first")


@door.get("")
def lists() -> str:
    """The lists that there are."""
    return render_template("curator/terms.html", lists=LISTS)


@door.get("/<taxonomy>")
def every(taxonomy: str) -> str:
    """One list in its order."""
    found = vocabulary.every(site.context(), taxonomy)
    names = {one.code: one.name for one in found.entries}
    title, what = LISTS[taxonomy]
    told = TOLD.get(request.args.get("done", ""), "")
    return render_template("curator/terms_list.html", found=found, names=names, title=title, what=what, told=told)


@door.route("/<taxonomy>/add", methods=["GET", "POST"])
def add(taxonomy: str) -> Answer:
    """A new term."""
    there = vocabulary.every(site.context(), taxonomy)
    form = TermForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            vocabulary.add(site.context(), taxonomy, _wanted(form))
            return redirect(f"/curate/terms/{taxonomy}?done=added", 303)
        except WrongError as wrong:
            form[wrong.at].errors = [wrong.sentence]
    page = render_template("curator/term_add.html", form=form, taxonomy=taxonomy, title=LISTS[there.taxonomy][0])
    return make_response(page, 422 if form.errors else 200)


@door.get("/<taxonomy>/<code>")
def one(taxonomy: str, code: str) -> Answer:
    """One term, to change."""
    entry, found = vocabulary.one(site.context(), taxonomy, code), vocabulary.every(site.context(), taxonomy)
    boxes = {"name": entry.name, "description": entry.description, "place": str(found.place(code))}
    return _page(entry, found, TermForm(data=boxes), vocabulary.state(entry, found.place(code)))


@door.post("/<taxonomy>/<code>")
def keep(taxonomy: str, code: str) -> Answer:
    """Keep what was typed."""
    form, seen = TermForm(request.form), request.form.get("seen", "")
    try:
        vocabulary.change(site.context(), taxonomy, code, _wanted(form), seen=seen)
    except WrongError as wrong:
        form[wrong.at].errors = [wrong.sentence]
        return _page(*_there(taxonomy, code), form, seen, status=422)
    except ChangedMeanwhileError:
        entry, found = _there(taxonomy, code)
        return _page(entry, found, form, vocabulary.state(entry, found.place(code)), status=409)
    return redirect(f"/curate/terms/{taxonomy}?done=kept", 303)


@door.post("/<taxonomy>/<code>/retire")
def retire(taxonomy: str, code: str) -> Answer:
    """Offer it no more."""
    vocabulary.retire(site.context(), taxonomy, code)
    return redirect(f"/curate/terms/{taxonomy}?done=retired", 303)


@door.post("/<taxonomy>/<code>/offer")
def offer(taxonomy: str, code: str) -> Answer:
    """Offer it again."""
    vocabulary.offer(site.context(), taxonomy, code)
    return redirect(f"/curate/terms/{taxonomy}?done=offered", 303)


@door.get("/<taxonomy>/<code>/merge")
def merging(taxonomy: str, code: str) -> Answer:
    """How many listings would move to which term."""
    entry, found = _there(taxonomy, code)
    into = request.args.get("into", "")
    if into not in {other.code for other in found.entries if other.code != code and other.retired_on is None}:
        abort(404)
    return _merge_page(entry, found, into)


@door.post("/<taxonomy>/<code>/merge")
def merge(taxonomy: str, code: str) -> Answer:
    """Make the two one."""
    into, seen = request.form.get("into", ""), request.form.get("seen", "")
    try:
        vocabulary.merge(site.context(), taxonomy, code, into, seen=seen)
    except WrongError:
        return redirect(f"/curate/terms/{taxonomy}/{code}", 303)
    except ChangedMeanwhileError:
        return _merge_page(*_there(taxonomy, code), into, has_changed=True)
    return redirect(f"/curate/terms/{taxonomy}?done=merged", 303)


def _there(taxonomy: str, code: str) -> tuple[TermEntry, Vocabulary]:
    return vocabulary.one(site.context(), taxonomy, code), vocabulary.every(site.context(), taxonomy)


def _page(entry: TermEntry, found: Vocabulary, form: TermForm, seen: str, *, status: int = 200) -> Answer:
    now = (
        ("Name", entry.name),
        ("What it means", entry.description),
        ("Place in the list", str(found.place(entry.code))),
    )
    page = render_template(
        "curator/term.html",
        entry=entry,
        found=found,
        form=form,
        seen=seen,
        title=LISTS[found.taxonomy][0],
        count=found.counts.get(entry.code, 0),
        others=[one for one in found.entries if one.code != entry.code and one.retired_on is None],
        target=next((one.name for one in found.entries if one.code == entry.merged_into), ""),
        now=now if status == 409 else (),
        has_changed=status == 409,
    )
    return make_response(page, status)


def _merge_page(entry: TermEntry, found: Vocabulary, into: str, *, has_changed: bool = False) -> Answer:
    kept = next(one for one in found.entries if one.code == into)
    page = render_template(
        "curator/term_merge.html",
        gone=entry,
        kept=kept,
        count=found.counts.get(entry.code, 0),
        title=LISTS[found.taxonomy][0],
        seen=vocabulary.both_state(entry, kept),
        has_changed=has_changed,
    )
    return make_response(page, 409 if has_changed else 200)


def _wanted(form: TermForm) -> Wanted:
    """What was typed; a place that is no number leaves the term where it is."""
    place = (form.place.data or "").strip()
    return Wanted(
        name=typed.line(form.name.data, 300),
        description=typed.line(form.description.data, 1000),
        place=int(place) if place.isascii() and place.isdecimal() and len(place) < 6 else None,
    )
