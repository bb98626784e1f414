"""When listings are checked again: the months of each locality, and the form that changes them."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, StringField, SubmitField

from locator.actions import cycles
from locator.actions.cycles import Chosen
from locator.directory.cycle import DEFAULT, MOST_MONTHS, Cycle, CycleError
from locator.web.shared import site

STEPS = (
    ("remind_months", "Remind the group"),
    ("again_months", "Remind it again"),
    ("call_months", "Ask a curator to phone"),
    ("lower_months", "Show it lower, and say that nobody checked it"),
    ("hide_months", "Ask a curator if it should be hidden"),
)
NOT_A_NUMBER = f"Type a whole number of months, from 1 to {MOST_MONTHS}"
NOT_LONGER = "Type more months than in the box before"

door = Blueprint("freshness", __name__, url_prefix="/curate/freshness")


class CycleForm(Form):  # type: ignore[misc]
    """The five numbers of months."""

    remind_months = StringField(STEPS[0][1])
    again_months = StringField(STEPS[1][1])
    call_months = StringField(STEPS[2][1])
    lower_months = StringField(STEPS[3][1])
    hide_months = StringField(STEPS[4][1])
    send = SubmitField("Keep these months")

    def cycle(self) -> Cycle | None:
        """The cycle that was typed; None with words at the box that is wrong."""
        months = {name: _number(str(self[name].data or "")) for name, _ in STEPS}
        before = 0
        for name, number in months.items():
            if number is None:
                self[name].errors = [NOT_A_NUMBER]
            elif number <= before:
                self[name].errors = [NOT_LONGER]
            before = number or before
        try:
            return None if self.errors else Cycle(**{name: number or 0 for name, number in months.items()})
        except CycleError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One locality; `months` in the order of the steps."""

    name: str
    href: str
    months: tuple[int, ...]
    is_own: bool


@door.get("")
def every() -> str:
    """Each locality with its months."""
    lines = tuple(_line(one) for one in cycles.every(site.context()))
    return render_template("curator/freshness.html", lines=lines, steps=[words for _, words in STEPS])


@door.route("/<slug>", methods=["GET", "POST"])
def one(slug: str) -> Answer:
    """One locality, to give it other months."""
    chosen = next((one for one in cycles.every(site.context()) if one.locality.slug == slug), None)
    if chosen is None:
        abort(404)
    now = {name: str(number) for (name, _), number in zip(STEPS, chosen.cycle.months, strict=True)}
    form = CycleForm(request.form if request.method == "POST" else None, data=now)
    cycle = form.cycle() if request.method == "POST" else None
    if cycle is not None:
        cycles.choose(site.context(), chosen.locality.id, cycle)
        return redirect("/curate/freshness", 303)
    page = render_template(
        "curator/freshness_of.html", form=form, name=chosen.locality.name, usual=DEFAULT.months, most=MOST_MONTHS
    )
    return make_response(page, 422 if form.errors else 200)


def _line(one: Chosen) -> Line:
    href = f"/curate/freshness/{one.locality.slug}"
    return Line(name=one.locality.name, href=href, months=one.cycle.months, is_own=one.is_own)


def _number(text: str) -> int | None:
    plain = text.strip()
    is_number = plain.isascii() and plain.isdecimal() and len(plain) <= 3
    return int(plain) if is_number and 0 < int(plain) <= MOST_MONTHS else None
