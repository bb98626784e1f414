"""When something is on: RFC 5545 rules with Europe/London wall times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time


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
    one-off event on `starts_on`. Times are wall times in Europe/London; None means "time not known".
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
