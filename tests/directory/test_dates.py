"""Days and times read as they are said in Britain."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import dates

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 25), "Wednesday 25 November"),
        (date(2026, 11, 22), "Sunday 22 November"),
        (date(2027, 1, 1), "Friday 1 January 2027"),
    ],
)
def test_a_day_is_named_as_seen_from_today(day: date, words: str) -> None:
    assert dates.day_words(day, TODAY) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0), "12 midnight"),
        (time(0, 5), "12.05am"),
        (time(9, 5), "9.05am"),
        (time(10), "10am"),
        (time(11, 30), "11.30am"),
        (time(12), "12 noon"),
        (time(12, 30), "12.30pm"),
        (time(13), "1pm"),
        (time(23, 59), "11.59pm"),
    ],
)
def test_a_time_is_said_with_am_or_pm(at: time, words: str) -> None:
    assert dates.time_words(at) == words


@given(st.times(), st.times())
def test_two_times_of_a_day_never_read_the_same(one: time, other: time) -> None:
    one, other = (at.replace(second=0, microsecond=0) for at in (one, other))
    assert (dates.time_words(one) == dates.time_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 7, 1), date(2026, 8, 14), "1 July to 14 August 2026"),
        (date(2026, 12, 13), date(2026, 12, 27), "13 to 27 December 2026"),
        (date(2026, 12, 20), date(2027, 1, 5), "20 December 2026 to 5 January 2027"),
        (date(2026, 7, 1), date(2026, 7, 1), "1 July 2026"),
    ],
)
def test_a_run_of_days_is_said_from_end_to_end(first: date, last: date, words: str) -> None:
    assert dates.range_words(first, last) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (22, "22nd"),
        (111, "111th"),
    ],
)
def test_numbers_have_their_endings(number: int, words: str) -> None:
    assert dates.ordinal(number) == words


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_is_joined_as_it_is_said(words: list[str], said: str) -> None:
    assert dates.joined(words) == said
