"""When something is on as a form asks for it: how often, on which days, from when to when; and the schedule that this makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from locator.directory import recurrence
from locator.directory.rule_words import CODES
from locator.directory.schedule import Gap, Schedule

LONGEST_INTERVAL = 4  # weeks
NUMBERS = (1, 2, 3, 4, -1)
"""Which of its weekdays in a month: first to fourth, and last."""

EVERY_DAY_OF_THE_WEEK = tuple(range(7))
_TWO_TURNS = timedelta(weeks=2 * LONGEST_INTERVAL)
_SHOWN = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYSETPOS", "UNTIL", "WKST"})
"""The parts of a rule that an entry can hold; one that counts its times or names its months cannot be shown."""


class Pattern(StrEnum):
    """How often it is on."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    DAILY = "daily"
    ONCE = "once"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the editor: a day and time, at a venue (its key) or at none.

    `interval` is in weeks and only of weekly ones; `weekdays` (0 is Monday) are of weekly and monthly ones, in their order;
    `numbers` of monthly ones (`NUMBERS`). `starts_on` is the day itself where it is on once; where it is on every few weeks, a
    day on which it is on. `cancelled` and `extra` are in their order, each day once.
    """

    pattern: Pattern
    starts_on: date
    venue: str | None = None
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    opens_at: time | None = None
    closes_at: time | None = None
    ends_on: date | None = None
    cancelled: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: str = ""


def to_schedule(entry: Entry, id: str) -> Schedule:
    """The schedule that the entry means."""
    return Schedule(
        id=id,
        rrule=_rule(entry),
        starts_on=entry.starts_on,
        opens_at=entry.opens_at,
        closes_at=entry.closes_at,
        ends_on=entry.ends_on,
        cancelled=entry.cancelled,
        extra=entry.extra,
        gaps=entry.gaps,
        notes=entry.notes,
    )


def from_schedule(schedule: Schedule, venue: str | None = None) -> Entry | None:
    """The entry that gives the same sessions; None for a rule that the editor cannot show, which is then kept as it is."""
    repeats = _repeats(schedule)
    ends_on = _end(schedule)
    is_lost = ends_on != schedule.ends_on and any(ends_on and day > ends_on for day in schedule.extra)
    if repeats is None or is_lost:
        return None
    return Entry(
        pattern=repeats.pattern,
        interval=repeats.interval,
        weekdays=repeats.weekdays,
        numbers=repeats.numbers,
        starts_on=_first_day(schedule, repeats.interval),
        venue=venue,
        opens_at=schedule.opens_at,
        closes_at=schedule.closes_at,
        ends_on=ends_on,
        cancelled=tuple(sorted(set(schedule.cancelled))),
        extra=tuple(sorted(set(schedule.extra))),
        gaps=schedule.gaps,
        notes=schedule.notes,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repeats:
    pattern: Pattern
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


def _rule(entry: Entry) -> str | None:
    days = ",".join(CODES[day] for day in entry.weekdays) or None
    if entry.pattern is Pattern.ONCE:
        return None
    if entry.pattern is Pattern.DAILY:
        return "FREQ=DAILY"
    if entry.pattern is Pattern.WEEKLY:
        interval = entry.interval if entry.interval > 1 else None
        return recurrence.text({"FREQ": "WEEKLY", "INTERVAL": interval, "BYDAY": days})
    numbered = ",".join(f"{number}{CODES[day]}" for day in entry.weekdays for number in entry.numbers)
    return recurrence.text({"FREQ": "MONTHLY", "BYDAY": numbered or None})


def _repeats(schedule: Schedule) -> _Repeats | None:
    """How often it is on; None where an entry has no way to say it."""
    if schedule.rrule is None:
        return _Repeats(pattern=Pattern.ONCE)
    named = recurrence.parts(schedule.rrule)
    interval = int(named.get("INTERVAL", "1"))
    if named.keys() - _SHOWN or ("BYSETPOS" in named and named["FREQ"] != "MONTHLY"):
        return None
    if named["FREQ"] == "WEEKLY" or (named["FREQ"] == "DAILY" and "BYDAY" in named):
        return _weekly(named, interval, schedule.starts_on)
    if named["FREQ"] == "DAILY":
        return _Repeats(pattern=Pattern.DAILY) if interval == 1 else None
    return _monthly(named) if named["FREQ"] == "MONTHLY" and interval == 1 and "BYDAY" in named else None


def _weekly(named: Mapping[str, str], interval: int, starts_on: date) -> _Repeats | None:
    begins_elsewhere = interval > 1 and named.get("WKST", "MO") != "MO"
    if interval > LONGEST_INTERVAL or begins_elsewhere:
        return None
    codes = named.get("BYDAY", CODES[starts_on.weekday()]).split(",")
    return _Repeats(pattern=Pattern.WEEKLY, interval=interval, weekdays=tuple(sorted({CODES.index(c) for c in codes})))


def _monthly(named: Mapping[str, str]) -> _Repeats | None:
    """Numbered weekdays, where each of the numbers goes with each of the weekdays."""
    pairs = _pairs(named)
    numbers = tuple(number for number in NUMBERS if any(number == found for found, _ in pairs))
    weekdays = tuple(sorted({day for _, day in pairs}))
    if pairs != {(number, day) for number in numbers for day in weekdays}:
        return None
    return _Repeats(pattern=Pattern.MONTHLY, weekdays=weekdays, numbers=numbers)


def _pairs(named: Mapping[str, str]) -> set[tuple[int, int]]:
    """(number in the month, weekday); with BYSETPOS, the positions of its one weekday: no pair that we know where it has more."""
    days = named["BYDAY"].split(",")
    if "BYSETPOS" not in named:
        return {(int(day[:-2] or 0), CODES.index(day[-2:])) for day in days}
    if len(days) > 1 or len(days[0]) > 2:
        return {(0, 0)}
    return {(int(position), CODES.index(days[0])) for position in named["BYSETPOS"].split(",")}


def _end(schedule: Schedule) -> date | None:
    """The last day that the rule and the schedule allow."""
    until = recurrence.last_day(schedule.rrule) if schedule.rrule is not None else None
    return min((day for day in (until, schedule.ends_on) if day is not None), default=None)


def _first_day(schedule: Schedule, interval: int) -> date:
    """Where only some weeks count, the first day on which it is on: that is what people know; else the day of the schedule."""
    if schedule.rrule is None or interval == 1:
        return schedule.starts_on
    last = min(schedule.starts_on, date.max - _TWO_TURNS) + _TWO_TURNS
    return next(recurrence.dates(schedule.rrule, schedule.starts_on, schedule.starts_on, last), schedule.starts_on)
