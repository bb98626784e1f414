"""What the editor asks for and the schedule say the same, and a rule that it cannot show is not shown wrongly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import schedule as schedules
from locator.directory.schedule import Schedule
from locator.directory.session_entry import Entry, Pattern, from_schedule, to_schedule
from locator.directory.session_words import next_sessions
from tests.directory import strategies
from tests.directory.entries import entries
from tests.making import TODAY


@given(entries())
def test_an_entry_made_a_schedule_is_the_same_entry_again(entry: Entry) -> None:
    assert from_schedule(to_schedule(entry, "s1"), entry.venue) == entry


@given(entries())
def test_the_next_ten_dates_agree(entry: Entry) -> None:
    there = to_schedule(entry, "s1")
    back = from_schedule(there, entry.venue)
    assert back is not None
    assert next_sessions(to_schedule(back, "s1"), TODAY, 10) == next_sessions(there, TODAY, 10)


@given(strategies.schedules(st.just("s1")))
def test_any_schedule_is_shown_with_all_its_sessions_or_not_at_all(schedule: Schedule) -> None:
    entry = from_schedule(schedule)
    if entry is not None:
        first, last = date(2025, 1, 1), date(2028, 6, 1)
        expected = schedules.occurrences(schedule, first, last)
        assert schedules.occurrences(to_schedule(entry, "s1"), first, last) == expected


def entry(pattern: Pattern, **changes: object) -> Entry:
    values: dict[str, object] = {"pattern": pattern, "starts_on": date(2026, 1, 6)}
    return Entry(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "rule", "words"),
    [
        (entry(Pattern.WEEKLY, weekdays=(1,)), "FREQ=WEEKLY;BYDAY=TU", "Every Tuesday"),
        (entry(Pattern.WEEKLY, weekdays=(1,), interval=2), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every second Tuesday"),
        (entry(Pattern.WEEKLY, weekdays=(0, 3)), "FREQ=WEEKLY;BYDAY=MO,TH", "Mondays and Thursdays"),
        (
            entry(Pattern.MONTHLY, weekdays=(0,), numbers=(1, 3)),
            "FREQ=MONTHLY;BYDAY=1MO,3MO",
            "First and third Monday of the month",
        ),
        (entry(Pattern.MONTHLY, weekdays=(4,), numbers=(-1,)), "FREQ=MONTHLY;BYDAY=-1FR", "Last Friday of the month"),
        (entry(Pattern.DAILY), "FREQ=DAILY", "Every day"),
        (entry(Pattern.ONCE), None, "Tuesday 6 January 2026"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_each_choice_has_its_rule_and_words(asked: Entry, rule: str | None, words: str) -> None:
    made = to_schedule(asked, "s1")
    assert made.rrule == rule
    assert schedules.describe(made) == words


def shown(rule: str | None, **changes: object) -> Entry | None:
    values: dict[str, object] = {"id": "s1", "rrule": rule, "starts_on": date(2026, 1, 6)}
    return from_schedule(Schedule(**(values | changes)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;COUNT=6",
        "FREQ=WEEKLY;INTERVAL=5;BYDAY=TU",
        "FREQ=WEEKLY;BYMONTH=1,2;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=MONTHLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=1MO,3TU",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=-2MO",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1",
        "FREQ=YEARLY",
    ],
)
def test_a_rule_with_no_place_in_the_editor_is_not_shown(rule: str) -> None:
    assert shown(rule) is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY", {"pattern": Pattern.WEEKLY, "weekdays": (1,)}),
        ("FREQ=DAILY;BYDAY=SA,SU", {"pattern": Pattern.WEEKLY, "weekdays": (5, 6)}),
        ("FREQ=WEEKLY;BYDAY=TU;WKST=SU", {"pattern": Pattern.WEEKLY, "weekdays": (1,)}),
        ("FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2,4", {"pattern": Pattern.MONTHLY, "weekdays": (1,), "numbers": (2, 4)}),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630", {"ends_on": date(2026, 6, 30)}),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", {"starts_on": date(2026, 1, 7)}),
    ],
)
def test_a_rule_written_another_way_is_shown_as_what_it_means(rule: str, expected: dict[str, object]) -> None:
    found = shown(rule)
    assert {name: getattr(found, name) for name in expected} == expected


def test_an_extra_day_after_the_end_of_the_rule_would_be_lost_so_it_is_not_shown() -> None:
    assert shown("FREQ=WEEKLY;UNTIL=20260630", extra=(date(2026, 7, 7),)) is None
    assert shown("FREQ=WEEKLY", ends_on=date(2026, 6, 30), extra=(date(2026, 7, 7),)) is not None


def test_the_start_that_is_shown_for_every_second_week_is_a_session_on_the_same_weeks() -> None:
    rule = "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO"
    found = shown(rule)
    assert found is not None
    assert found.starts_on == date(2026, 1, 5) + timedelta(weeks=4)


def test_a_start_at_the_end_of_the_calendar_is_no_trouble() -> None:
    found = shown("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", starts_on=date.max)
    assert found is not None
    assert found.starts_on == date.max
