"""Areas by form: the sets with their days, a new set, and which ward is in which area."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from locator.actions import locality_sets
from locator.actions.locality_sets import Dates, Row
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory import dates, locality_dates
from locator.directory.locality import LocalitySet
from locator.web.curator import typed
from locator.web.shared import site

door = Blueprint("locality_sets", __name__, url_prefix="/curate/areas")

NEW_ROWS = 3
MOST_ROWS = 40
TOLD = {
    "added": "That set is added. Now say which ward is in which area.",
    "kept": "That is kept. Search, filters and figures use it now.",
}


class SetForm(Form):  # type: ignore[misc]
    """The name and days of a set; `areas` stands for what is wrong with its areas."""

    name = StringField("Name of the set", description="Such as: The nine consortia")
    starts = StringField("First day")
    ends = StringField("Last day", description="Leave it empty while no end is known")
    areas = StringField("Areas")

    def said(self) -> Dates:
        """What was typed."""
        first, last = (_day(one.data or "") for one in (self.starts, self.ends))
        return Dates(name=typed.line(self.name.data), first=first, last=last)


class NewSetForm(SetForm):
    """A new set."""

    copy_of = SelectField("Start with a copy of", validate_choice=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One set of the list: when it holds, and how that stands to today."""

    id: str
    name: str
    when: str
    now: str
    areas: int


@door.get("")
def every() -> str:
    """The sets, and days on which none holds."""
    today, found = site.context().today, locality_sets.every(site.context())
    missing = [(dates.date_words(one.first), dates.date_words(one.last)) for one in locality_dates.gaps(found)]
    lines = [_line(one, today) for one in found]
    ends = None if any(one.valid_to is None for one in found) else max(one.valid_to or today for one in found)
    return render_template("curator/areas.html", lines=lines, missing=missing, ends=ends)


@door.route("/add", methods=["GET", "POST"])
def add() -> Answer:
    """A new set."""
    there = locality_sets.every(site.context())
    form = NewSetForm(request.form if request.method == "POST" else None)
    form.copy_of.choices = [SelectChoice(value=one.id, label=one.name) for one in there]
    is_ending = request.method == "GET" or "ends_other" in request.form
    if request.method == "POST":
        try:
            copy_of = form.copy_of.data if form.copy_of.data in {one.id for one in there} else there[0].id
            made = locality_sets.add(site.context(), form.said(), copy_of=copy_of, ends_other=is_ending)
            return redirect(f"/curate/areas/{made.id}?done=added", 303)
        except WrongError as wrong:
            form[wrong.at].errors = [wrong.sentence]
    page = render_template("curator/area_add.html", form=form, is_ending=is_ending)
    return make_response(page, 422 if form.errors else 200)


@door.get("/<set_id>")
def one(set_id: str) -> Answer:
    """One set, to change."""
    found = locality_sets.one(site.context(), set_id)
    rows = [Row(slug=place.slug, name=place.name, ward_codes=place.ward_codes) for place in found.localities]
    boxes = {
        "name": found.name,
        "starts": found.valid_from.isoformat(),
        "ends": found.valid_to.isoformat() if found.valid_to else "",
    }
    return _page(found, SetForm(data=boxes), rows, locality_sets.state(found))


@door.post("/<set_id>")
def keep(set_id: str) -> Answer:
    """Keep what was typed."""
    form, rows, seen = SetForm(request.form), _sent_rows(), request.form.get("seen", "")
    try:
        locality_sets.change(site.context(), set_id, form.said(), rows, seen=seen)
    except WrongError as wrong:
        form[wrong.at].errors = [wrong.sentence]
        return _page(locality_sets.one(site.context(), set_id), form, rows, seen, status=422)
    except ChangedMeanwhileError:
        found = locality_sets.one(site.context(), set_id)
        return _page(found, form, rows, locality_sets.state(found), status=409)
    return redirect(f"/curate/areas/{set_id}?done=kept", 303)


def _page(found: LocalitySet, form: SetForm, rows: list[Row], seen: str, *, status: int = 200) -> Answer:
    blank = Row(slug="", name="", ward_codes=frozenset())
    shown = [*rows, *[blank] * (NEW_ROWS - sum(not row.slug for row in rows))]
    placed = {code: number for number, row in enumerate(shown) for code in row.ward_codes}
    new = iter(("the first new area", "the second new area", "the third new area"))
    page = render_template(
        "curator/area.html",
        found=found,
        form=form,
        rows=shown,
        labels=[row.name or next(new, "a new area") for row in shown],
        wards=locality_sets.wards(),
        placed=placed,
        seen=seen,
        told=TOLD.get(request.args.get("done", ""), ""),
        now=_said(found) if status == 409 else (),
        has_changed=status == 409,
        is_over=found.valid_to is not None and found.valid_to < site.context().today,
    )
    return make_response(page, status)


def _sent_rows() -> list[Row]:
    """The areas that were typed: each has a number, and each ward names one."""
    sent, chosen = request.form, {code: request.form.get(f"ward-{code}", "") for code in locality_sets.wards()}
    numbers = [number for number in range(MOST_ROWS) if f"name-{number}" in sent]
    return [
        Row(
            slug=typed.line(sent.get(f"slug-{number}"), 80),
            name=typed.line(sent.get(f"name-{number}")),
            ward_codes=frozenset(code for code, at in chosen.items() if at == str(number)),
        )
        for number in numbers
    ]


def _said(found: LocalitySet) -> tuple[tuple[str, str], ...]:
    """What the set says now."""
    return (
        ("Name", found.name),
        ("Days", _when(found)),
        *((place.name, _names(place.ward_codes)) for place in found.localities),
    )


def _names(codes: Iterable[str]) -> str:
    return ", ".join(name for code, name in locality_sets.wards().items() if code in set(codes))


def _line(one: LocalitySet, today: date) -> Line:
    if one.valid_from > today:
        now = "Still to come"
    else:
        now = "Holds today" if one.valid_to is None or one.valid_to >= today else "Over"
    return Line(id=one.id, name=one.name, when=_when(one), now=now, areas=len(one.localities))


def _when(one: LocalitySet) -> str:
    start = f"From {dates.date_words(one.valid_from)}"
    return f"{start} to {dates.date_words(one.valid_to)}" if one.valid_to else start


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
