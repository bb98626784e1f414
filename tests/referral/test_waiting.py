"""Working days are those of Scotland: no weekend, no bank holiday, and not those of England."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.referral import waiting
from locator.referral.waiting import Nudge

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 11, 20), date(2026, 11, 22), 0),  # a Friday, a weekend
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 27), date(2026, 12, 1), 1),  # Saint Andrew's Day on the Monday
        (date(2026, 12, 24), date(2026, 12, 29), 1),  # Christmas Day, a weekend, the day instead of Boxing Day
        (date(2026, 12, 31), date(2027, 1, 5), 1),  # New Year's Day, a weekend, the day instead of 2 January
        (date(2026, 4, 2), date(2026, 4, 6), 1),  # Good Friday is free in Scotland, Easter Monday is not
        (date(2026, 7, 31), date(2026, 8, 4), 1),  # the summer bank holiday of Scotland
        (date(2026, 8, 28), date(2026, 9, 1), 2),  # that of England is a working day here
        (date(2026, 11, 24), date(2026, 11, 24), 0),
        (date(2026, 11, 24), date(2026, 11, 20), 0),
    ],
)
def test_working_days_of_scotland_are_counted(first: date, last: date, days: int) -> None:
    assert waiting.working_days_between(first, last) == days


@given(first=DAYS, more=st.integers(0, 40))
def test_each_day_adds_one_or_nothing(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    step = waiting.working_days_between(first, last + timedelta(days=1)) - waiting.working_days_between(first, last)
    assert step == int(waiting.is_working_day(last + timedelta(days=1)))


@pytest.mark.parametrize(
    ("nudge", "sent", "due"),
    [
        (Nudge.GROUP, date(2026, 11, 24), date(2026, 12, 3)),
        (Nudge.CURATOR, date(2026, 11, 24), date(2026, 12, 8)),
        (Nudge.GROUP, date(2026, 12, 21), date(2026, 12, 31)),
        (Nudge.CURATOR, date(2026, 12, 21), date(2027, 1, 7)),
    ],
)
def test_the_group_is_due_after_six_working_days_and_the_curators_after_nine(
    nudge: Nudge, sent: date, due: date
) -> None:
    assert waiting.is_due(nudge, sent, due)
    assert not waiting.is_due(nudge, sent, due - timedelta(days=1))


@pytest.mark.parametrize("nudge", Nudge)
@given(today=DAYS)
def test_all_that_was_sent_up_to_the_last_due_day_is_due_and_nothing_later(nudge: Nudge, today: date) -> None:
    last = waiting.last_due(nudge, today)
    assert waiting.is_due(nudge, last, today)
    assert not waiting.is_due(nudge, last + timedelta(days=1), today)
