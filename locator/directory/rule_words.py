"""A recurrence rule in plain words: "Every second Tuesday", "First and third Monday of the month"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from locator.directory import recurrence
from locator.directory.dates import MONTHS, WEEKDAYS, joined, ordinal

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OTHERWISE = "On certain days"
_NUMBERS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

Parts = Mapping[str, str]


def regularly(rule: str, starts_on: date) -> str:
    """How often and on which days, without times; `OTHERWISE` for a rule that has no short words."""
    named = recurrence.parts(rule)
    words = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[named["FREQ"]](
        named, starts_on
    )
    return words[:1].upper() + words[1:]


def _daily(named: Parts, starts_on: date) -> str:
    if "BYDAY" in named:
        return _weekly(named, starts_on)
    return f"every {_nth(named, 'day')}{_in_months(named)}"


def _weekly(named: Parts, starts_on: date) -> str:
    if "BYSETPOS" in named:
        return OTHERWISE
    days = sorted({CODES.index(code) for code in named.get("BYDAY", CODES[starts_on.weekday()]).split(",")})
    if "INTERVAL" not in named or named["INTERVAL"] == "1":
        return f"{_week(days)}{_in_months(named)}"
    if len(days) == 1:
        return f"every {_nth(named, WEEKDAYS[days[0]])}{_in_months(named)}"
    return f"every {_nth(named, 'week')} on {joined([WEEKDAYS[day] for day in days])}{_in_months(named)}"


def _week(days: Sequence[int]) -> str:
    """The days of every week."""
    if len(days) == 1:
        return f"every {WEEKDAYS[days[0]]}"
    if len(days) == 7:
        return "every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{WEEKDAYS[days[0]]} to {WEEKDAYS[days[-1]]}"
    return joined([f"{WEEKDAYS[day]}s" for day in days])


def _monthly(named: Parts, starts_on: date) -> str:
    if "BYMONTH" in named and named.get("INTERVAL", "1") != "1":
        return OTHERWISE
    if "BYDAY" not in named:
        if "BYSETPOS" in named:
            return OTHERWISE
        return f"{_month_days(named.get('BYMONTHDAY', str(starts_on.day)))} of {_months(named)}"
    if "BYMONTHDAY" in named:
        return OTHERWISE
    pairs = _numbered_days(named)
    if all(number == 0 for number, _ in pairs):
        return OTHERWISE if "BYSETPOS" in named else _weekly(_as_weekly(named), starts_on)
    if any(number == 0 for number, _ in pairs):
        return OTHERWISE
    return f"{_groups(pairs)} of {_months(named)}"


def _yearly(named: Parts, starts_on: date) -> str:
    if {"BYWEEKNO", "BYYEARDAY", "BYSETPOS"} & named.keys():
        return OTHERWISE
    if "BYDAY" in named:
        return _monthly(named, starts_on) if "BYMONTH" in named and named.get("INTERVAL", "1") == "1" else OTHERWISE
    if "BYMONTHDAY" in named and ("BYMONTH" not in named or "-" in named["BYMONTHDAY"]):
        return OTHERWISE
    months = sorted(int(month) for month in named.get("BYMONTH", str(starts_on.month)).split(","))
    days = sorted(int(day) for day in named.get("BYMONTHDAY", str(starts_on.day)).split(","))
    dates = joined([f"{joined([str(day) for day in days])} {MONTHS[month - 1]}" for month in months])
    return f"every {_nth(named, 'year')} on {dates}"


def _as_weekly(named: Parts) -> Parts:
    """A monthly rule for a day of every week; one for every second month has no such words."""
    return named if named.get("INTERVAL", "1") == "1" else {**named, "BYSETPOS": "1"}


def _numbered_days(named: Parts) -> list[tuple[int, int]]:
    """(number in the month, weekday) of BYDAY; a BYSETPOS on one day of the week says the same as a number."""
    days = named["BYDAY"].split(",")
    pairs = [(int(day[:-2] or 0), CODES.index(day[-2:])) for day in days]
    if "BYSETPOS" in named and len(pairs) == 1 and pairs[0][0] == 0:
        return [(int(position), pairs[0][1]) for position in named["BYSETPOS"].split(",")]
    return [(0, 0)] if "BYSETPOS" in named else pairs


def _groups(pairs: Sequence[tuple[int, int]]) -> str:
    """ "first and third Monday", "first Monday and third Thursday"."""
    numbers: dict[int, list[int]] = {}
    for number, day in pairs:
        numbers.setdefault(day, []).append(number)
    ordered = sorted(numbers.items(), key=lambda item: (min(map(_place, item[1])), item[0]))
    return joined(
        [f"{joined([_which(n) for n in sorted(set(found), key=_place)])} {WEEKDAYS[day]}" for day, found in ordered]
    )


def _month_days(text: str) -> str:
    """ "1st and 15th", "last day"."""
    days = sorted({int(day) for day in text.split(",")}, key=_place)
    return joined([ordinal(day) if day > 0 else f"{_which(day)} day" for day in days])


def _place(number: int) -> int:
    """Where it stands in the month, those counted from the end after all others."""
    return number if number > 0 else 100 + number


def _which(number: int) -> str:
    if number > 0:
        return _counted(number)
    return "last" if number == -1 else f"{_counted(-number)} to last"


def _counted(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else ordinal(number)


def _nth(named: Parts, noun: str) -> str:
    interval = int(named.get("INTERVAL", "1"))
    return noun if interval == 1 else f"{_counted(interval)} {noun}"


def _months(named: Parts) -> str:
    if "BYMONTH" in named:
        return _month_names(named["BYMONTH"])
    interval = int(named.get("INTERVAL", "1"))
    return "the month" if interval == 1 else f"every {_counted(interval)} month"


def _in_months(named: Parts) -> str:
    return f" in {_month_names(named['BYMONTH'])}" if "BYMONTH" in named else ""


def _month_names(text: str) -> str:
    months = sorted({int(month) for month in text.split(",")})
    if len(months) > 2 and months[-1] - months[0] == len(months) - 1:
        return f"{MONTHS[months[0] - 1]} to {MONTHS[months[-1] - 1]}"
    return joined([MONTHS[month - 1] for month in months])
