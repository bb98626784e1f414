"""How much had been checked lately is counted at the end of each month from all checks that are known."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from locator.directory import over_time

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2023, 1, 1), TODAY)


def test_the_ends_are_those_of_the_twelve_months_before_and_today() -> None:
    ends = over_time.month_ends(TODAY)
    assert (ends[0], ends[-2], ends[-1], len(ends)) == (date(2025, 11, 30), date(2026, 10, 31), TODAY, 13)
    assert over_time.month_ends(date(2026, 3, 1))[-2] == date(2026, 2, 28)


def test_the_last_check_before_the_day_counts_and_not_a_later_one() -> None:
    days = {"a": [date(2025, 12, 1), date(2026, 11, 1)], "b": [date(2026, 7, 1)], "c": []}
    then, now = over_time.checked(days, (date(2026, 6, 30), TODAY))
    assert then.counts == (0, 0, 1)
    assert now.counts == (1, 2, 2)


@given(st.dictionaries(st.text(max_size=3), st.lists(DAYS, max_size=5).map(sorted), max_size=8), DAYS)
def test_a_longer_time_never_counts_fewer_and_none_more_than_there_are(days: dict[str, list[date]], on: date) -> None:
    (found,) = over_time.checked(days, (on,))
    assert list(found.counts) == sorted(found.counts)
    assert max(found.counts) <= len(days)
