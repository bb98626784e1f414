"""Sessions, distances and amounts as pages say them; days and times come from the directory's own words."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask

from locator.directory import dates
from locator.directory.recurrence import LONDON
from locator.directory.schedule import Session
from locator.places.place import UnknownPlaceError


def session(one: Session) -> str:
    """One occasion: "Tuesday 24 November, 10am to 11.30am"."""
    hours = dates.times_words(one.opens_at, one.closes_at)
    return ", ".join(part for part in (day(one.on), hours) if part)


def day(on: date) -> str:
    """A day with its weekday and without its year: "Tuesday 24 November"."""
    return dates.weekday_words(on, on.year)


def day_with_year(on: date | datetime) -> str:
    """A day as in a letter: "24 November 2026"."""
    return dates.date_words(on)


def moment(at: datetime) -> str:
    """A moment in London: "24 November 2026, 10.05am"."""
    local = at.astimezone(LONDON)
    return f"{dates.date_words(local)}, {dates.time_words(local.time())}"


def clock(at: datetime) -> str:
    """The time in London: "10.05am"."""
    return dates.time_words(at.astimezone(LONDON).time().replace(second=0, microsecond=0))


def miles(distance: float) -> str:
    """A distance: "0.4 miles", "1 mile", "less than 0.1 miles", "12 miles"."""
    if distance < 0.1:
        return "less than 0.1 miles"
    rounded = round(distance, 1) if distance < 10 else round(distance)
    text = f"{rounded:g}"
    return f"{text} mile" if text == "1" else f"{text} miles"


def no_place(unknown: UnknownPlaceError) -> str:
    """Why nothing can be near what was typed: it is not known, or it is a whole county or country."""
    return f"“{unknown.text}” is a big area" if unknown.is_wide else f"We do not know the place “{unknown.text}”"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 group", "1,204 groups"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def register(app: Flask) -> None:
    """Give the templates these words as filters."""
    app.jinja_env.filters.update(day_with_year=day_with_year, moment=moment, counted=counted, no_place=no_place)
