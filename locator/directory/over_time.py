"""How much of the directory had been checked lately, month by month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

WITHIN_MONTHS = (3, 6, 12)
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many listings had been checked within 3, 6 and 12 months on that day."""

    on: date
    counts: tuple[int, ...]


def month_ends(today: date, count: int = MONTHS_SHOWN) -> tuple[date, ...]:
    """The last days of so many whole months before this one, and today, in their order."""
    first = today.replace(day=1)
    return (*(first - relativedelta(months=back) - timedelta(days=1) for back in range(count - 1, -1, -1)), today)


def checked(days: Mapping[str, Sequence[date]], ends: Sequence[date]) -> tuple[Checked, ...]:
    """For each of these days, how many listings had been checked lately; `days` are each one's checks in their order."""
    return tuple(
        Checked(on=on, counts=tuple(_count(days, on, on - relativedelta(months=months)) for months in WITHIN_MONTHS))
        for on in ends
    )


def _count(days: Mapping[str, Sequence[date]], on: date, since: date) -> int:
    return sum(_last(those, on) > since for those in days.values())


def _last(days: Sequence[date], on: date) -> date:
    place = bisect_right(days, on)
    return days[place - 1] if place else date.min
