"""A schedule read back to whoever typed it: one sentence with all that is different from the rule, and the next sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from locator.directory import dates
from locator.directory.schedule import LOOK_AHEAD_DAYS, Gap, Schedule, Session, describe, occurrences

NEXT = 5


def sentence(schedule: Schedule, today: date) -> str:
    """ "Every second Tuesday, 10am to 11.30am, not 22 December, also 30 December": what is over is left out."""
    return ", ".join(part for part in (describe(schedule), *_exceptions(schedule, today)) if part)


def next_sessions(schedule: Schedule, today: date, count: int = NEXT) -> tuple[Session, ...]:
    """The next sessions from today on, or fewer where it ends before."""
    found: tuple[Session, ...] = ()
    for days in LOOK_AHEAD_DAYS:
        found = occurrences(schedule, today, today + timedelta(days=days))[:count]
        if len(found) == count:
            break
    return found


def listed(days: Iterable[date], this_year: int) -> str:
    """ "22 and 29 December and 5 January 2027": the month once for all of its days, the year where it is another one."""
    months = groupby(sorted(set(days)), key=lambda day: (day.year, day.month))
    return dates.joined([_month(year, month, list(found), this_year) for (year, month), found in months])


def _exceptions(schedule: Schedule, today: date) -> list[str]:
    off = [day for day in schedule.cancelled if day >= today]
    extra = [day for day in schedule.extra if day >= today and schedule.rrule is not None]
    gaps = sorted((gap for gap in schedule.gaps if gap.ends_on >= today), key=lambda gap: gap.starts_on)
    return [
        f"not {listed(off, today.year)}" if off else "",
        f"also {listed(extra, today.year)}" if extra else "",
        *(_gap(gap) for gap in gaps),
    ]


def _gap(gap: Gap) -> str:
    reason = f" ({gap.reason})" if gap.reason else ""
    return f"no sessions {dates.range_words(gap.starts_on, gap.ends_on)}{reason}"


def _month(year: int, month: int, days: list[date], this_year: int) -> str:
    own_year = "" if year == this_year else f" {year}"
    return f"{dates.joined([str(day.day) for day in days])} {dates.MONTHS[month - 1]}{own_year}"
