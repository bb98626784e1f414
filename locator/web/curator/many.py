"""Many listings at once: choose them, see what would change, do it, and take it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from locator.actions import bulk_changes
from locator.actions.bulk_changes import Filter, Line, Plan
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.revision.bulk import MOST, Deed, DeedKind
from locator.web.curator import many_forms, many_words
from locator.web.curator.many_forms import DeedForm, FilterForm, Pair
from locator.web.curator.many_words import Words
from locator.web.shared import form_keys, paging, site

door = Blueprint("many", __name__, url_prefix="/curate/many")

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One listing of the preview or the result: its fields before and after, or a sentence."""

    id: str
    name: str
    href: str
    group: str
    fields: tuple[tuple[str, str, str], ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would change, what would not and why, and what the form that does it carries."""

    what: str
    changing: tuple[Change, ...]
    skipped: tuple[tuple[str, tuple[str, ...]], ...]
    beyond: int
    mark: str
    form_key: str


@door.get("")
def every() -> str:
    """The listings that fit, and what can be done to them."""
    context, wanted = site.context(), many_forms.wanted(request.args)
    groups, found = bulk_changes.groups(context), bulk_changes.choose(context, wanted)
    form = FilterForm(request.args)
    form.offer(context.reference, groups, context.today)
    form.words.data = wanted.words
    pairs = many_forms.pairs(wanted)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(1, _number(request.args.get("page", ""))), pages)
    return render_template(
        "curator/many.html",
        form=form,
        found=found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        total=len(found),
        most=MOST,
        pairs=pairs,
        doing=many_words.DOING,
        states=many_words.STATUS,
        page=page,
        pages=pages,
        paging=paging.paging(page, pages, lambda number: _address(pairs, page=str(number))),
    )


@door.get("/do")
def prepare() -> Answer:
    """The boxes of one deed, and what it would change once they are filled in."""
    kind = _kind(request.args.get("do", ""))
    form = many_forms.FORMS[kind](request.args)
    is_filled = request.args.get("show") == "yes" or not form.shown
    return _page(kind, form, request.args, is_filled=is_filled)


@door.post("/do")
def do() -> Answer:
    """Do it."""
    kind, context = _kind(request.form.get("do", "")), site.context()
    form, wanted = many_forms.FORMS[kind](request.form), many_forms.wanted(request.form)
    deed, words = form.deed(kind), _words()
    try:
        deed_id = bulk_changes.do(
            context,
            wanted,
            deed,
            seen=request.form.get("seen", ""),
            left_out=frozenset(request.form.getlist("left_out")),
            form_key=form_keys.sent(request.form.get("form_key", "")),
            details={"what": words.what(deed), "which": words.which(wanted)},
        )
    except ChangedMeanwhileError:
        return _page(kind, form, request.form, is_filled=True, problem="changed", status=409)
    except WrongError as wrong:
        problem = wrong.sentence if wrong.at == "left_out" else ""
        return _page(kind, form, request.form, is_filled=True, problem=problem, status=422)
    return redirect(f"/curate/many/deeds/{deed_id}", 303)


@door.get("/deeds")
def deeds() -> str:
    """What was done to many listings lately."""
    return render_template("curator/many_deeds.html", deeds=bulk_changes.recent(site.context()))


@door.get("/deeds/<deed_id>")
def deed(deed_id: str) -> str:
    """One deed and its listings."""
    found, words = bulk_changes.result(site.context(), deed_id), _words()
    changes = tuple(
        _change(Line(listing=listing, before=item.before, after=item.after), words, many_words.OUTCOME[item.outcome])
        for item, listing in found.items
    )
    return render_template("curator/many_deed.html", found=found, changes=changes)


@door.post("/deeds/<deed_id>/undo")
def undo(deed_id: str) -> Answer:
    """Take it back, where nobody has changed the listing since."""
    bulk_changes.undo(site.context(), deed_id)
    return redirect(f"/curate/many/deeds/{deed_id}", 303)


def _page(
    kind: DeedKind,
    form: DeedForm,
    sent: MultiDict[str, str],
    *,
    is_filled: bool,
    problem: str = "",
    status: int = 200,
) -> Answer:
    context, wanted = site.context(), many_forms.wanted(sent)
    form.offer(context, bulk_changes.groups(context))
    preview = _preview(wanted, form.deed(kind), form) if is_filled else None
    pairs = many_forms.pairs(wanted)
    page = render_template(
        "curator/many_do.html",
        kind=kind,
        heading=many_words.DOING[kind],
        form=form,
        boxes=[Pair(name, form[name].data or "") for name in form.shown],
        fields=[form[name] for name in form.shown],
        which=_words().which(wanted),
        pairs=pairs,
        back=_address(pairs),
        preview=preview,
        problem=problem,
    )
    return make_response(page, 422 if form.errors else status)


def _preview(wanted: Filter, deed: Deed, form: DeedForm) -> Preview | None:
    """What would change; None where a box is wrong, and then the form says so."""
    try:
        found, words = bulk_changes.plan(site.context(), wanted, deed), _words()
    except WrongError as wrong:
        form[wrong.at].errors = [wrong.sentence]
        return None
    return Preview(
        what=words.what(deed),
        changing=tuple(_change(line, words) for line in found.changing),
        skipped=_skipped(found),
        beyond=found.beyond,
        mark=found.mark,
        form_key=form_keys.fresh(),
    )


def _skipped(found: Plan) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Why, and the names of those that are left out for it."""
    by_reason: dict[str, list[str]] = {}
    for line in found.skipped:
        if line.skip is not None:
            by_reason.setdefault(many_words.SKIPPED[line.skip], []).append(line.listing.service.name)
    return tuple((reason, tuple(names)) for reason, names in by_reason.items())


def _change(line: Line, words: Words, said: str = "") -> Change:
    service = line.listing.service
    return Change(
        id=service.id,
        name=service.name,
        href="" if service.status.value == "inactive" else f"/services/{service.slug}",
        group=line.listing.organization.name,
        fields=tuple(
            (words.name(name), words.value(name, line.before[name]), words.value(name, line.after[name]))
            for name in line.after
        ),
        said=said,
    )


def _words() -> Words:
    context = site.context()
    return Words(context, {one.id: one.name for one in bulk_changes.groups(context)})


def _kind(text: str) -> DeedKind:
    if text not in set(DeedKind):
        abort(404)
    return DeedKind(text)


def _address(pairs: Sequence[Pair], **more: str) -> str:
    query = urlencode([*((pair.name, pair.value) for pair in pairs), *more.items()])
    return f"/curate/many?{query}" if query else "/curate/many"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
