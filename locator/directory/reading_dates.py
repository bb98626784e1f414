"""Dates as people type them, the day before the month: "7 March", "Tue 7 Mar", "7/3/26", "07.03.2026", "2026-03-07"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from locator.directory.dates import MONTHS, WEEKDAYS

MOST_LETTERS = 2_000
"""Of a box with several dates; what is longer was not typed by a person."""

MOST_DATES = 100
FIRST_YEAR, LAST_YEAR = 1950, 2150
_SHORTEST = 3  # letters of a month or a weekday: "Mar", "Tue"
_MONTH = "|".join(month[:_SHORTEST] for month in MONTHS)
_WEEKDAY = "|".join(day[:_SHORTEST] for day in WEEKDAYS)
_NUMBERS = re.compile(r"(?P<day>[0-9]{1,2}) ?[/.\- ] ?(?P<month>[0-9]{1,2})(?: ?[/.\- ] ?(?P<year>[0-9]{1,6}))?\.?")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_DAY_FIRST = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?[ \-]?(?:of )?(?P<name>(?:{_MONTH})[a-z]*)\.?(?:[ \-]?'?(?P<year>[0-9]{{1,6}}))?",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>(?:{_MONTH})[a-z]*)\.? (?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: '?(?P<year>[0-9]{{4,6}}))?",
    re.I,
)
_SHAPES = (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMBERS)
_LED_BY_WEEKDAY = re.compile(rf"(?P<weekday>(?:{_WEEKDAY})[a-z]*)\.?,? ?(?:the )?(?P<rest>.*)", re.I)
_DAY_ALONE = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?", re.I)
_YEAR_ALONE = re.compile(r"[0-9]{4}")
_RANGE = re.compile(r"[0-9a-z] ?(?:to|until|till|–|—) ?[0-9a-z]", re.I)


class DateFault(StrEnum):
    """Why a text is not one date."""

    NOT_A_DATE = "not_a_date"
    NO_MONTH = "no_month"
    MONTH_FIRST = "month_first"  # 3/13/26: the American order
    NO_SUCH_DAY = "no_such_day"  # 31 April
    WRONG_WEEKDAY = "wrong_weekday"
    YEAR = "year"  # 0226, 1026, 20026
    RANGE = "range"
    TOO_MANY = "too_many"


class NotADateError(ValueError):
    """This text is not one date; `day` is the date that its numbers give where only the weekday does not fit."""

    def __init__(self, text: str, fault: DateFault, day: date | None = None) -> None:
        super().__init__(f"“{text}” is not a date that we can read.")
        self.text = text
        self.fault = fault
        self.day = day


def read_date(text: str, earliest: date) -> date:
    """The date that this says; without a year the first such day from `earliest` on. Raises NotADateError."""
    said = " ".join(text.split())
    led = _LED_BY_WEEKDAY.fullmatch(said)
    weekday = _named(led["weekday"], WEEKDAYS) if led else None
    if led is None or weekday is None:
        return _plain_date(said, earliest, said)
    day = _plain_date(led["rest"], earliest, said)
    if day.weekday() != weekday:
        raise NotADateError(said, DateFault.WRONG_WEEKDAY, day)
    return day


def read_dates(text: str, earliest: date) -> tuple[date, ...]:
    """All dates of a box, one on a line or with commas between: "7, 14 and 21 March". Raises NotADateError for the first bad one."""
    if len(text) > MOST_LETTERS:
        raise NotADateError(text[:20], DateFault.TOO_MANY)
    pieces = [piece for line in re.split(r"[\r\n;]+", text) for piece in _pieces(line)]
    if len(pieces) > MOST_DATES:
        raise NotADateError(pieces[MOST_DATES], DateFault.TOO_MANY)
    return tuple(read_date(piece, earliest) for piece in pieces)


def _pieces(line: str) -> list[str]:
    """The dates of one line as single texts: a weekday goes to what follows, a year to what is before, and a bare day takes
    the month of the next.
    """
    found: list[str] = []
    weekday = ""
    for piece in (" ".join(part.split()) for part in re.split(r"[,&]|\band\b", line, flags=re.I)):
        if _named(piece.rstrip("."), WEEKDAYS) is not None:
            weekday = f"{piece} "
        elif found and _YEAR_ALONE.fullmatch(piece):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(weekday + piece)
            weekday = ""
    return _with_months([*found, weekday.strip()] if weekday else found)


def _with_months(pieces: Sequence[str]) -> list[str]:
    found: list[str] = []
    month = ""
    for piece in reversed(pieces):
        led = _LED_BY_WEEKDAY.fullmatch(piece)
        is_bare = _DAY_ALONE.fullmatch(led["rest"] if led else piece)
        named = _DAY_FIRST.search(piece)
        month = month if is_bare else f" {named['name']} {named['year'] or ''}".rstrip() if named else ""
        found.append(piece + month if is_bare else piece)
    return found[::-1]


def _plain_date(text: str, earliest: date, said: str) -> date:
    """The date of a text without a weekday; `said` is the whole of it, for the error."""
    match = next(filter(None, (shape.fullmatch(text) for shape in _SHAPES)), None)
    if match is None:
        raise NotADateError(said, _why(text))
    parts = match.groupdict()
    month = _month(parts)
    day = int(parts["day"])
    if month is None:
        raise NotADateError(said, DateFault.NOT_A_DATE)
    if "name" not in parts and month > 12 >= day > 0:
        raise NotADateError(said, DateFault.MONTH_FIRST)
    year = _year(parts["year"], said)
    found = _first(day, month, earliest) if year is None else _day(year, month, day)
    if found is None:
        raise NotADateError(said, DateFault.NO_SUCH_DAY)
    return found


def _why(text: str) -> DateFault:
    """What is missing in a text that has no shape of ours."""
    if _DAY_ALONE.fullmatch(text) or not text:
        return DateFault.NO_MONTH
    return DateFault.RANGE if _RANGE.search(text) else DateFault.NOT_A_DATE


def _month(parts: dict[str, str]) -> int | None:
    if "name" not in parts:
        return int(parts["month"])
    place = _named(parts["name"], MONTHS)
    return None if place is None else place + 1


def _year(text: str | None, said: str) -> int | None:
    if text is None:
        return None
    year = 2000 + int(text) if len(text) == 2 else int(text)
    if len(text) not in (2, 4) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADateError(said, DateFault.YEAR)
    return year


def _first(day: int, month: int, earliest: date) -> date | None:
    """The first such day from `earliest` on: eight years are enough for the 29th of February."""
    days = (_day(earliest.year + later, month, day) for later in range(9))
    return next((found for found in days if found and found >= earliest), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(text: str, names: Sequence[str]) -> int | None:
    """Which of the names this is, or is the beginning of ("Tues", "Weds", "Sept", "Thurs"); None for no name."""
    said = text.casefold()
    said = {"weds": "wed"}.get(said, said)
    return next(
        (n for n, name in enumerate(names) if len(said) >= _SHORTEST and name.casefold().startswith(said)), None
    )
