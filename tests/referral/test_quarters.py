"""Quarters: where they begin and end, and which are old enough to be published."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.referral import quarters
from locator.referral.quarters import Quarter


@pytest.mark.parametrize(
    ("quarter", "first", "last", "name"),
    [
        (Quarter(2026, 1), date(2026, 1, 1), date(2026, 3, 31), "January to March 2026"),
        (Quarter(2024, 1), date(2024, 1, 1), date(2024, 3, 31), "January to March 2024"),
        (Quarter(2026, 4), date(2026, 10, 1), date(2026, 12, 31), "October to December 2026"),
    ],
)
def test_a_quarter_has_its_days_and_its_name(quarter: Quarter, first: date, last: date, name: str) -> None:
    assert (quarter.first, quarter.last, quarter.name) == (first, last, name)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_is_in_one_quarter_and_quarters_follow_each_other(day: date) -> None:
    quarter = quarters.of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.later().first == quarter.last + timedelta(days=1)
    assert quarter.later().earlier() == quarter


@pytest.mark.parametrize(
    ("today", "newest"),
    [
        (date(2026, 11, 24), "2026-q3"),
        (date(2026, 10, 14), "2026-q2"),
        (date(2026, 10, 15), "2026-q3"),
        (date(2027, 1, 3), "2026-q3"),
    ],
)
def test_a_quarter_comes_out_once_it_is_over_and_settled(today: date, newest: str) -> None:
    found = quarters.to_publish(today)
    assert found[0].slug == newest
    assert len(found) == quarters.SHOWN
    assert all(earlier == later.earlier() for later, earlier in pairwise(found))
