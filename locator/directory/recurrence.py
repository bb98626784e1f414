"""RFC 5545 recurrence rules: their named parts, and the dates that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from dateutil import rrule

LONDON = ZoneInfo("Europe/London")
# https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10, without the parts of an hour: a session has one start a day.
PARTS = (
    "FREQ",
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "BYMONTH",
    "BYWEEKNO",
    "BYYEARDAY",
    "BYMONTHDAY",
    "BYDAY",
    "BYSETPOS",
    "WKST",
)
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# dateutil looks for the days of a rule that has none (the first Monday that is also the last day of January) until
# the year 9999. The calendar repeats every 400 years, so we count in the last such era: a twentieth of the way.
ERAS = timedelta(days=19 * 146_097)
LAST_YEAR_END = date(2398, 12, 31)
LONGEST = 200  # letters; a rule longer than this was not written by a person
_DAYS = r"(MO|TU|WE|TH|FR|SA|SU)"
_VALUES = {
    "FREQ": "|".join(FREQUENCIES),
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYMONTH": r"([1-9]|1[0-2])",
    "BYWEEKNO": r"[+-]?([1-9]|[1-4]\d|5[0-3])",
    "BYYEARDAY": r"[+-]?([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])",
    "BYMONTHDAY": r"[+-]?([1-9]|[12]\d|3[01])",
    "BYDAY": rf"([+-]?[1-5])?{_DAYS}",
    "BYSETPOS": r"[+-]?([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])",
    "WKST": _DAYS,
}
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SINGLE = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST")
_LEGAL = {
    name: re.compile(pattern if name in _SINGLE else rf"({pattern})(,({pattern}))*")
    for name, pattern in _VALUES.items()
}


class BadRuleError(ValueError):
    """This text is not a rule that we can follow."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"“{rule[:LONGEST]}” is not a rule for dates that we can follow.")
        self.rule = rule


@lru_cache(maxsize=4096)
def parts(rule: str) -> Mapping[str, str]:
    """The rule's parts by name, in the usual order; raises BadRuleError where one is strange, missing or said twice."""
    found: dict[str, str] = {}
    for part in rule.split(";") if len(rule) <= LONGEST else ():
        name, _, value = part.partition("=")
        if name not in PARTS or name in found or not _LEGAL[name].fullmatch(value):
            raise BadRuleError(rule)
        found[name] = value
    if not _goes_together(found) or not _is_day(found.get("UNTIL")):
        raise BadRuleError(rule)
    return MappingProxyType({name: found[name] for name in PARTS if name in found})


def text(named: Mapping[str, str | int | None]) -> str | None:
    """The rule of these parts, in the usual order; None without a frequency."""
    if not named.get("FREQ"):
        return None
    return ";".join(f"{name}={named[name]}" for name in PARTS if named.get(name) is not None)


def last_day(rule: str) -> date | None:
    """The day in London of the rule's UNTIL; None where it has none."""
    until = parts(rule).get("UNTIL")
    return None if until is None else _london_day(until)


def dates(rule: str, starts_on: date, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included, that the rule gives when counted from `starts_on`."""
    until = last_day(rule)
    end = min(last, until or last, LAST_YEAR_END)
    if max(starts_on, first) > end:
        return
    begin = _nearer_start(parts(rule), starts_on, first)
    for moment in _rule(rule, begin + ERAS):
        day = moment.date() - ERAS
        if day > end:
            return
        if day >= first:
            yield day


def _london_day(until: str) -> date:
    day = date.fromisoformat(until[:8])
    if not until.endswith("Z"):
        return day
    moment = datetime.combine(day, time.fromisoformat(until[9:15]), tzinfo=UTC)
    return moment.astimezone(LONDON).date()


def _is_day(until: str | None) -> bool:
    try:
        return until is None or bool(_london_day(until))
    except ValueError:
        return False


def _goes_together(found: Mapping[str, str]) -> bool:
    """Whether RFC 5545 allows these parts together, and BYMONTHDAY names days that there are."""
    frequency = found.get("FREQ")
    if frequency is None or ("COUNT" in found and "UNTIL" in found):
        return False
    forbidden = {
        "DAILY": {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYSETPOS"},
        "WEEKLY": {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"},
        "MONTHLY": {"BYWEEKNO", "BYYEARDAY"},
        "YEARLY": set(),
    }[frequency]
    if frequency == "DAILY" and "INTERVAL" in found:
        forbidden = forbidden | {"BYDAY", "BYMONTH"}
    if any(character.isdigit() for character in found.get("BYDAY", "")):
        forbidden = forbidden | ({"BYDAY"} if frequency in ("DAILY", "WEEKLY") else {"BYWEEKNO"})
    return not forbidden & found.keys() and _has_such_days(found)


def _has_such_days(found: Mapping[str, str]) -> bool:
    """False for the 31st of April and its like."""
    if "BYMONTHDAY" not in found:
        return True
    longest = max(_LONGEST_MONTHS[int(month) - 1] for month in found.get("BYMONTH", "1").split(","))
    return any(abs(int(day)) <= longest for day in found["BYMONTHDAY"].split(","))


def _nearer_start(named: Mapping[str, str], starts_on: date, first: date) -> date:
    """A later start that gives the same days from `first` on, so that old weekly rules are not counted from their birth."""
    step = int(named.get("INTERVAL", "1")) * {"DAILY": 1, "WEEKLY": 7}.get(named["FREQ"], 0)
    if not step or "COUNT" in named or first <= starts_on:
        return starts_on
    steps = max(0, (first - starts_on).days // step - 1)
    return starts_on + timedelta(days=steps * step)


@lru_cache(maxsize=4096)
def _rule(rule: str, starts_on: date) -> rrule.rrule:
    named: Mapping[str, str] = {name: value for name, value in parts(rule).items() if name != "UNTIL"}
    try:
        found = rrule.rrulestr(text(named) or "", dtstart=datetime.combine(starts_on, time()))
    except ValueError as error:
        raise BadRuleError(rule) from error
    assert isinstance(found, rrule.rrule)
    return found
