"""A listing is old when its last check was more than six months ago, and unknown when there never was one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import freshness
from locator.directory.freshness import Level
from locator.directory.service import Assurance, AssuredHow
from tests.directory.samples import LUNCH


def checked(on: date, today: date) -> freshness.Freshness:
    assured = Assurance(on=on, by="Locality host", how=AssuredHow.VISIT)
    return freshness.of(replace(LUNCH, assured=assured), today)


@pytest.mark.parametrize(
    ("on", "today", "level", "months"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), Level.FRESH, 0),
        (date(2026, 8, 24), date(2026, 11, 24), Level.FRESH, 3),
        (date(2026, 8, 23), date(2026, 11, 24), Level.DUE, 3),
        (date(2026, 5, 24), date(2026, 11, 24), Level.DUE, 6),
        (date(2026, 5, 23), date(2026, 11, 24), Level.OLD, 6),
        (date(2025, 8, 31), date(2026, 2, 28), Level.DUE, 6),
        (date(2025, 8, 31), date(2026, 3, 1), Level.OLD, 6),
        (date(2020, 1, 1), date(2026, 1, 1), Level.OLD, 72),
        (date(2026, 12, 1), date(2026, 11, 24), Level.FRESH, 0),
    ],
)
def test_the_level_follows_the_months(on: date, today: date, level: Level, months: int) -> None:
    found = checked(on, today)
    assert (found.level, found.months, found.on) == (level, months, on)


def test_what_was_never_checked_is_unknown() -> None:
    found = freshness.of(replace(LUNCH, assured=None), date(2026, 11, 24))
    assert (found.level, found.on, found.months) == (Level.UNKNOWN, None, None)


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 1000), st.integers(0, 400))
def test_a_listing_never_grows_fresher_by_itself(on: date, days: int, more: int) -> None:
    order = [Level.FRESH, Level.DUE, Level.OLD]
    today = date.fromordinal(on.toordinal() + days)
    later = date.fromordinal(today.toordinal() + more)
    assert order.index(checked(on, today).level) <= order.index(checked(on, later).level)
