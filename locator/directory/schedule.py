"""When something is on: RFC 5545 rules with Europe/London wall times, and the sessions that they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

import holidays

from locator.directory import dates, recurrence, rule_words
from locator.directory.service import Service, ServiceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A run of days without sessions, both ends included (`reason`: "summer holidays")."""

    starts_on: date
    ends_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """One rule of when a service is on; HSDS `schedule`, one row a rule.

    `rrule` is an RFC 5545 rule without its `RRULE:` prefix and without DTSTART ("FREQ=WEEKLY;BYDAY=TU"); None is a
    one-off event on `starts_on`. Times are wall times in Europe/London; None means "time not known". A cancelled day is
    off whatever else says; an extra day is on even in a gap, but not after `ends_on`.
    """

    id: str
    starts_on: date
    rrule: str | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    ends_on: date | None = None
    cancelled: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One occasion: a date, its wall times, and whether a Scottish bank holiday makes it doubtful ("check first")."""

    on: date
    opens_at: time | None
    closes_at: time | None
    bank_holiday: str | None = None
    location_id: str | None = None


class Place(Protocol):
    """What the rules here ask of a location."""

    @property
    def id(self) -> str:
        """The location's id."""


class Site(Protocol):
    """What the rules here ask of a service at a location."""

    @property
    def location(self) -> Place:
        """Where it is."""

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """When it is on there."""


class Timetable(Protocol):
    """What the rules here ask of a listing (`listing` builds on this module, so it is not imported)."""

    @property
    def service(self) -> Service:
        """The service."""

    @property
    def sites(self) -> Sequence[Site]:
        """Its venues."""

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The sessions that belong to no venue."""


LOOK_AHEAD_DAYS = (14, 60, 400, 1200)
"""How far to look for the coming sessions: a little first, in the end far enough for what is on once in three years."""


@lru_cache(maxsize=32_768)
def occurrences(schedule: Schedule, first: date, last: date) -> tuple[Session, ...]:
    """The sessions from `first` to `last`, both days included, in order; one a day."""
    end = last if schedule.ends_on is None else min(last, schedule.ends_on)
    days = {day for day in _regular(schedule, first, end) if not _in_gap(schedule, day)}
    days |= {day for day in schedule.extra if first <= day <= end}
    return tuple(
        Session(on=day, opens_at=schedule.opens_at, closes_at=schedule.closes_at, bank_holiday=bank_holiday(day))
        for day in sorted(days.difference(schedule.cancelled))
    )


def coming(listing: Timetable, first: date, count: int) -> tuple[Session, ...]:
    """The next sessions from this day on, over all venues; none while the service is closed."""
    if listing.service.status is not ServiceStatus.ACTIVE:
        return ()
    found: list[Session] = []
    for days in LOOK_AHEAD_DAYS:
        found = _between(listing, first, first + timedelta(days=days))
        if len(found) >= count:
            break
    return tuple(found[:count])


def last_day(schedule: Schedule) -> date | None:
    """The last day that there can be a session; None where the rule names no end (or only a number of times)."""
    if schedule.rrule is None:
        own: date | None = schedule.starts_on
    else:
        own = recurrence.last_day(schedule.rrule)
    ends = [day for day in (own, schedule.ends_on) if day is not None]
    later = [day for day in schedule.extra if schedule.ends_on is None or day <= schedule.ends_on]
    return max(min(ends), *later) if ends and later else min(ends, default=None)


def on_day(listing: Timetable, day: date) -> tuple[Session, ...]:
    """The sessions of this day, over all venues; none while the service is closed."""
    return tuple(_between(listing, day, day)) if listing.service.status is ServiceStatus.ACTIVE else ()


def still_coming(listing: Timetable, at: datetime, count: int) -> tuple[Session, ...]:
    """The next sessions that are not over at this moment in London, over all venues."""
    over = sum(is_over(one, at) for one in on_day(listing, at.date()))
    return tuple(one for one in coming(listing, at.date(), count + over) if not is_over(one, at))[:count]


def is_over(session: Session, at: datetime) -> bool:
    """Whether it has ended at this moment in London; one without a known end, or that ends after midnight, lasts all day."""
    if session.on != at.date():
        return session.on < at.date()
    opens, closes = session.opens_at, session.closes_at
    return closes is not None and closes <= at.time() and (opens is None or opens < closes)


def is_on(listing: Timetable, day: date) -> bool:
    """Whether there is a session on this day."""
    return bool(on_day(listing, day))


def without(schedule: Schedule, days: Sequence[date]) -> Schedule:
    """The schedule with these days cancelled too."""
    return replace(schedule, cancelled=tuple(dict.fromkeys((*schedule.cancelled, *days))))


def describe(schedule: Schedule) -> str:
    """When it is on, in plain words: "Every second Tuesday, 10am to 11.30am"; its exceptions are in `exceptions`."""
    words = [_days_words(schedule), dates.times_words(schedule.opens_at, schedule.closes_at), _end_words(schedule)]
    return ", ".join(word for word in words if word)


def exceptions(schedule: Schedule, today: date) -> tuple[str, ...]:
    """What is different from the rule from today on: "Not on Tuesday 3 March", "No sessions 1 July to 14 August 2026"."""
    gaps = [gap for gap in sorted(schedule.gaps, key=lambda gap: gap.starts_on) if gap.ends_on >= today]
    return (
        *(f"Not on {dates.weekday_words(day, today.year)}" for day in sorted(schedule.cancelled) if day >= today),
        *(f"Also on {dates.weekday_words(day, today.year)}" for day in _extra(schedule) if day >= today),
        *(_gap_words(gap) for gap in gaps),
    )


def bank_holiday(day: date) -> str | None:
    """The name of the Scottish bank holiday on this day; None on any other day.

    Not every group keeps them, so a session on one is flagged, not taken away. The days: https://www.gov.uk/bank-holidays
    """
    return _bank_holidays(day.year).get(day)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> Mapping[date, str]:
    found = holidays.country_holidays("GB", subdiv="SCT", years=year)
    return MappingProxyType({day: _as_people_say(name) for day, name in found.items()})


def _as_people_say(name: str) -> str:
    """ "St Andrew’s Day" for "Saint Andrew's Day", "Holiday for Boxing Day" for "Boxing Day (observed)"."""
    plain = name.replace("Saint ", "St ").replace("'", "’")
    whole = plain.removesuffix(" (observed)")
    return plain if whole == plain else f"Holiday for {whole}"


def _regular(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    if schedule.rrule is not None:
        yield from recurrence.dates(schedule.rrule, schedule.starts_on, first, last)
    elif first <= schedule.starts_on <= last:
        yield schedule.starts_on


def _in_gap(schedule: Schedule, day: date) -> bool:
    return any(gap.starts_on <= day <= gap.ends_on for gap in schedule.gaps)


def _between(listing: Timetable, first: date, last: date) -> list[Session]:
    """The sessions of all venues and of none, in order, the same one only once."""
    found = {session: None for schedule in listing.schedules for session in occurrences(schedule, first, last)}
    for site in listing.sites:
        for schedule in site.schedules:
            for session in occurrences(schedule, first, last):
                found[replace(session, location_id=site.location.id)] = None
    return sorted(found, key=in_order)


def in_order(session: Session) -> tuple[date, time, str]:
    """What sessions are sorted by: the day, the time, the venue."""
    return session.on, session.opens_at or time(), session.location_id or ""


def _days_words(schedule: Schedule) -> str:
    if schedule.rrule is not None:
        return rule_words.regularly(schedule.rrule, schedule.starts_on)
    return dates.joined([dates.weekday_words(day) for day in sorted({schedule.starts_on, *schedule.extra})])


def _end_words(schedule: Schedule) -> str:
    """ "until 5 December 2026", "6 times"; a one-off event just ends."""
    if schedule.rrule is None:
        return ""
    ends = [day for day in (schedule.ends_on, recurrence.last_day(schedule.rrule)) if day is not None]
    count = recurrence.parts(schedule.rrule).get("COUNT")
    if ends:
        return f"until {dates.date_words(min(ends))}"
    return "" if count is None else "once" if count == "1" else f"{count} times"


def _extra(schedule: Schedule) -> list[date]:
    """The extra days that `describe` has not said already."""
    return sorted(set(schedule.extra)) if schedule.rrule is not None else []


def _gap_words(gap: Gap) -> str:
    reason = f" ({gap.reason})" if gap.reason else ""
    return f"No sessions {dates.range_words(gap.starts_on, gap.ends_on)}{reason}"
