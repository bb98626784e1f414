"""What is wrong with a day and time as typed, and in which box: the words for it are the form's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from enum import StrEnum

from locator.directory.schedule import occurrences
from locator.directory.session_entry import Entry, Pattern, to_schedule
from locator.directory.session_words import next_sessions

NIGHT_BEGINS = time(17)
LONGEST_NIGHT_MINUTES = 12 * 60
"""What begins in the evening and ends within this is on through the night; "7pm to 9am" is a slip, as 2pm to 1am is."""

YEARS_BACK, YEARS_ON = 60, 5
"""A first day before or a day after that is a slip of the finger."""

MOST_NOTES = 300
MOST_REASON = 60
MOST_GAPS = 12


class Problem(StrEnum):
    """What is wrong."""

    NO_WEEKDAY = "no_weekday"
    NO_NUMBER = "no_number"
    START_IS_NO_SESSION = "start_is_no_session"  # every second Tuesday, from a Wednesday: which weeks?
    END_BEFORE_START = "end_before_start"
    PAST_MIDNIGHT = "past_midnight"
    NO_END_TIME = "no_end_time"
    LAST_BEFORE_FIRST = "last_before_first"
    GAP_TURNED = "gap_turned"
    OFF_IS_NO_SESSION = "off_is_no_session"
    EXTRA_IS_SESSION = "extra_is_session"
    EXTRA_AFTER_END = "extra_after_end"
    OFF_AND_EXTRA = "off_and_extra"
    TWICE = "twice"
    YEAR = "year"
    TOO_MANY_GAPS = "too_many_gaps"
    TOO_LONG = "too_long"
    OVER = "over"  # no session from today on


CAUTIONS = frozenset({Problem.PAST_MIDNIGHT, Problem.NO_END_TIME, Problem.EXTRA_IS_SESSION, Problem.OVER})
"""What is said and saved all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One problem, the field of the entry that it is about (for gaps `gaps` and which), and the days that it is about."""

    problem: Problem
    where: str
    days: tuple[date, ...] = ()
    number: int = 0

    @property
    def stops(self) -> bool:
        """Whether it must be put right before the entry can be saved."""
        return self.problem not in CAUTIONS


def find(entry: Entry, today: date) -> tuple[Found, ...]:
    """All that is wrong with the entry; where days are missing or years mistyped, only that."""
    first = (*_shape(entry), *_years(entry, today))
    return first or (*_times(entry), *_lengths(entry), *_days(entry, today))


def _shape(entry: Entry) -> Iterator[Found]:
    if entry.pattern in (Pattern.WEEKLY, Pattern.MONTHLY) and not entry.weekdays:
        yield Found(problem=Problem.NO_WEEKDAY, where="weekdays")
    if entry.pattern is Pattern.MONTHLY and not entry.numbers:
        yield Found(problem=Problem.NO_NUMBER, where="numbers")


def _years(entry: Entry, today: date) -> Iterator[Found]:
    """Days that nobody plans: of the same day in a year that is far off."""
    first, last = today - timedelta(days=366 * YEARS_BACK), today + timedelta(days=366 * YEARS_ON)
    named = {"starts_on": (entry.starts_on,), "ends_on": (entry.ends_on,) if entry.ends_on else ()}
    for where, days in (*named.items(), ("cancelled", entry.cancelled), ("extra", entry.extra)):
        far = tuple(day for day in days if not first <= day <= last)
        if far:
            yield Found(problem=Problem.YEAR, where=where, days=far)
    for number, gap in enumerate(entry.gaps):
        far = tuple(day for day in (gap.starts_on, gap.ends_on) if not first <= day <= last)
        if far:
            yield Found(problem=Problem.YEAR, where="gaps", days=far, number=number)


def _times(entry: Entry) -> Iterator[Found]:
    """Until midnight is no end before the start."""
    if entry.opens_at is None:
        return
    if entry.closes_at is None:
        yield Found(problem=Problem.NO_END_TIME, where="closes_at")
    elif entry.closes_at <= entry.opens_at and entry.closes_at != time():
        is_night = _is_night(entry.opens_at, entry.closes_at)
        yield Found(problem=Problem.PAST_MIDNIGHT if is_night else Problem.END_BEFORE_START, where="closes_at")


def _is_night(opens_at: time, closes_at: time) -> bool:
    """Whether an end that comes before the start in one day is meant to be on the next."""
    minutes = 24 * 60 + 60 * (closes_at.hour - opens_at.hour) + closes_at.minute - opens_at.minute
    return opens_at >= NIGHT_BEGINS and minutes <= LONGEST_NIGHT_MINUTES


def _lengths(entry: Entry) -> Iterator[Found]:
    if len(entry.notes) > MOST_NOTES:
        yield Found(problem=Problem.TOO_LONG, where="notes")
    for number, gap in enumerate(entry.gaps):
        if len(gap.reason) > MOST_REASON:
            yield Found(problem=Problem.TOO_LONG, where="gaps", number=number)
    if len(entry.gaps) > MOST_GAPS:
        yield Found(problem=Problem.TOO_MANY_GAPS, where="gaps", number=MOST_GAPS)


def _days(entry: Entry, today: date) -> Iterator[Found]:
    turned = [number for number, gap in enumerate(entry.gaps) if gap.ends_on < gap.starts_on]
    for number in turned:
        yield Found(problem=Problem.GAP_TURNED, where="gaps", number=number)
    if entry.ends_on and entry.ends_on < entry.starts_on:
        yield Found(problem=Problem.LAST_BEFORE_FIRST, where="ends_on")
        return
    if entry.pattern is Pattern.WEEKLY and entry.interval > 1 and entry.starts_on.weekday() not in entry.weekdays:
        yield Found(problem=Problem.START_IS_NO_SESSION, where="starts_on", days=(entry.starts_on,))
        return
    yield from _exceptions(entry, today)
    if not next_sessions(to_schedule(entry, ""), today, 1):
        yield Found(problem=Problem.OVER, where="ends_on" if entry.ends_on else "starts_on")


def _exceptions(entry: Entry, today: date) -> Iterator[Found]:
    """What is wrong with the days off and the other days; those that are over only matter where they contradict each other."""
    both = tuple(day for day in entry.cancelled if day in entry.extra)
    coming = [day for day in (*entry.cancelled, *entry.extra) if day >= today and day not in both]
    regular = _regular(entry, min(coming), max(coming)) if coming else frozenset()
    off = tuple(day for day in entry.cancelled if day in coming and day not in regular)
    late = tuple(day for day in entry.extra if entry.ends_on and day > entry.ends_on)
    doubled = tuple(day for day in entry.extra if day in coming and day in regular and not _is_in_gap(entry, day))
    for problem, where, days in (
        (Problem.TWICE, "cancelled", _twice(entry.cancelled)),
        (Problem.TWICE, "extra", _twice(entry.extra)),
        (Problem.OFF_AND_EXTRA, "extra", both),
        (Problem.OFF_IS_NO_SESSION, "cancelled", off),
        (Problem.EXTRA_AFTER_END, "extra", late),
        (Problem.EXTRA_IS_SESSION, "extra", doubled),
    ):
        if days:
            yield Found(problem=problem, where=where, days=tuple(dict.fromkeys(days)))


def _twice(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(day for day in dict.fromkeys(days) if days.count(day) > 1)


def _regular(entry: Entry, first: date, last: date) -> frozenset[date]:
    """The days that its rule alone gives."""
    plain = replace(entry, cancelled=(), extra=(), gaps=())
    return frozenset(session.on for session in occurrences(to_schedule(plain, ""), first, last))


def _is_in_gap(entry: Entry, day: date) -> bool:
    return any(gap.starts_on <= day <= gap.ends_on for gap in entry.gaps)
