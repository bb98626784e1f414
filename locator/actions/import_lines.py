"""One line of an imported file -> what it says of a listing, its group and its place, or what cannot be read in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from locator.actions.context import Context
from locator.directory import (
    contact_rules,
    reading_dates,
    reading_money,
    reading_times,
    session_problems,
    session_value,
)
from locator.directory.dates import WEEKDAYS
from locator.directory.location import AreaKind
from locator.directory.reading_dates import NotADateError
from locator.directory.reading_money import NotMoneyError
from locator.directory.reading_times import NotATimeError
from locator.directory.service import Joining
from locator.directory.session_entry import Entry, Pattern, to_schedule
from locator.exchange.listing_table import Line
from locator.post import addresses
from locator.revision.content import Json

_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_BACK = timedelta(days=366)
_ODD = {
    "closes_at": ("to", "is before it begins: check am and pm"),
    "starts_on": ("starts", "is none of its days, or too far off"),
}
"""What is wrong with a day and time whose columns can each be read, by the part of it that it is about."""


@dataclass(slots=True, kw_only=True)
class Said:
    """What a line says: fields of the service, the place where it meets, and columns that cannot be read, each with why."""

    fields: dict[str, Json] = field(default_factory=dict)
    place: dict[str, Json] | None = None
    session: dict[str, Json] | None = None
    wrong: list[tuple[str, str]] = field(default_factory=list)


def read(context: Context, line: Line) -> Said:
    """What the line says; columns that the file does not have say nothing."""
    said = Said()
    for column in ("name", "summary", "description"):
        if column in line.cells:
            said.fields[column] = line[column]
    for part in (_ways_to_ask, _cost, _terms, _areas, _place, _times):
        part(context, line, said)
    if not line["name"]:
        said.wrong.append(("name", "is empty"))
    return said


def _ways_to_ask(context: Context, line: Line, said: Said) -> None:
    if line["phone"]:
        _look(said, "phone", line["phone"], contact_rules.phone_problem)
        words = line["phone for"] or None
        said.fields["phones"] = [{"number": line["phone"], "kind": "voice", "extension": None, "description": words}]
    if line["email"]:
        _look(said, "email", line["email"], addresses.problem)
        said.fields["email"] = line["email"]
    if line["website"]:
        _look(said, "website", line["website"], contact_rules.website_problem)
        said.fields["website"] = line["website"]
    joining = line["joining"].lower()
    if joining and joining not in tuple(Joining):
        said.wrong.append(("joining", f"is none of {', '.join(Joining)}"))
    elif joining:
        said.fields["joining"] = joining


def _cost(context: Context, line: Line, said: Said) -> None:
    if not line["cost"]:
        return
    try:
        pence = reading_money.pence(line["cost"])
    except NotMoneyError:
        said.wrong.append(("cost", "is no amount, such as 3.50 or free"))
        return
    option = {"amount_pence": pence, "option": line["cost for"], "details": ""}
    said.fields["cost"] = {"is_free": pence == 0, "options": [option] if pence else []}


def _terms(context: Context, line: Line, said: Said) -> None:
    for column, taxonomy in (("who", "who"), ("themes", "theme"), ("activities", "activity")):
        if column not in line.cells:
            continue
        known = {term.code.lower(): term.code for term in context.reference.terms.get(taxonomy, ())}
        known |= {term.name.lower(): term.code for term in context.reference.terms.get(taxonomy, ())}
        said.fields[column] = list(
            dict.fromkeys(filter(None, (known.get(one.lower()) for one in line.several(column))))
        )
        said.wrong += [
            (column, f"has “{one[:40]}”, which we do not know")
            for one in line.several(column)
            if one.lower() not in known
        ]


def _areas(context: Context, line: Line, said: Said) -> None:
    if not line["areas"]:
        return
    known = {one.name.lower(): one for one in context.reference.localities(context.today)}
    found = [known[one.lower()] for one in line.several("areas") if one.lower() in known]
    said.wrong += [
        ("areas", f"has “{one[:40]}”, which we do not know")
        for one in line.several("areas")
        if one.lower() not in known
    ]
    said.fields["areas"] = [{"kind": AreaKind.LOCALITY.value, "code": one.id, "name": one.name} for one in found]
    said.fields.setdefault("deliveries", ["home visit"])


def _place(context: Context, line: Line, said: Said) -> None:
    if not line["place"] and not line["postcode"]:
        return
    at = context.places.postcode(line["postcode"])
    if at is None or not line["place"]:
        said.wrong.append(("postcode" if at is None else "place", "is not known" if at is None else "is empty"))
        return
    said.fields["deliveries"] = ["venue"]
    said.place = {
        "name": line["place"],
        "address": {"address_1": line["street"], "address_2": "", "city": line["town"], "postal_code": at.name},
        "point": {"latitude": at.latitude, "longitude": at.longitude, "ward_code": at.ward_code},
    }


def _times(context: Context, line: Line, said: Said) -> None:
    if not line["days"] and not line["starts"]:
        return
    names = [day.lower() for day in WEEKDAYS]
    days = [one.lower().removesuffix("s") for one in line.several("days")]
    if any(one not in names for one in days):
        said.wrong.append(("days", "has something that is no day of the week"))
        return
    try:
        opens, closes = reading_times.read_times(line["from"], line["to"])
        earliest = context.today - _BACK
        starts_on = reading_dates.read_date(line["starts"], earliest) if line["starts"] else context.today
    except NotATimeError:
        said.wrong.append(("from", "is no time, such as 10am or 10.30"))
        return
    except NotADateError:
        said.wrong.append(("starts", "is no date, such as 7 March 2027"))
        return
    how = _how_often(line["how often"].lower(), is_weekly=bool(days))
    if how is None:
        said.wrong.append(("how often", "is none of the ways that we know"))
        return
    pattern, interval, numbers = how
    entry = Entry(
        pattern=pattern,
        interval=interval,
        numbers=numbers,
        weekdays=tuple(sorted(names.index(one) for one in days)),
        starts_on=starts_on,
        opens_at=opens,
        closes_at=closes,
    )
    for one in session_problems.find(entry, context.today):
        if one.stops:
            said.wrong.append(_ODD.get(one.where, ("days", "is no day and time that we can keep")))
            return
    said.session = dict(session_value.value_of(to_schedule(entry, "imported"), None))


def _how_often(text: str, *, is_weekly: bool) -> tuple[Pattern, int, tuple[int, ...]] | None:
    if not is_weekly:
        return Pattern.ONCE, 1, ()
    words = text.replace(" of the month", "").replace("every", "").replace("weeks", "").replace("week", "").strip()
    if words in ("", "weekly", "1"):
        return Pattern.WEEKLY, 1, ()
    if words in ("2", "3", "4"):
        return Pattern.WEEKLY, int(words), ()
    found = [_NUMBERS.get(one) for one in words.replace(" and ", " ").replace(",", " ").split()]
    known = tuple(sorted(one for one in found if one is not None))
    return (Pattern.MONTHLY, 1, known) if known and len(known) == len(found) else None


def _look(said: Said, column: str, text: str, problem: Callable[[str], StrEnum | None]) -> None:
    if problem(text) is not None:
        said.wrong.append((column, "cannot be right"))
