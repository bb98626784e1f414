"""What is wrong with an entry is found, with the box that it is in; a right one has nothing wrong."""

from __future__ import annotations

import time as clock
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given

from locator.directory.schedule import Gap
from locator.directory.session_entry import Entry, Pattern
from locator.directory.session_problems import Found, Problem, find
from tests.directory.entries import entries
from tests.making import TODAY

TUESDAYS = Entry(
    pattern=Pattern.WEEKLY,
    starts_on=date(2026, 1, 6),
    weekdays=(1,),
    opens_at=time(10),
    closes_at=time(11, 30),
)
TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)


def test_a_right_entry_has_no_problem() -> None:
    exceptions = {"cancelled": (TUESDAY,), "extra": (WEDNESDAY,), "ends_on": date(2027, 6, 1)}
    assert find(replace(TUESDAYS, **exceptions), TODAY) == ()  # type: ignore[arg-type]


@given(entries())
def test_any_entry_can_be_looked_at(entry: Entry) -> None:
    for found in find(entry, TODAY):
        assert hasattr(entry, found.where)


@pytest.mark.parametrize(
    ("changes", "problem", "where"),
    [
        ({"weekdays": ()}, Problem.NO_WEEKDAY, "weekdays"),
        ({"pattern": Pattern.MONTHLY}, Problem.NO_NUMBER, "numbers"),
        ({"interval": 2, "starts_on": date(2026, 1, 7)}, Problem.START_IS_NO_SESSION, "starts_on"),
        ({"closes_at": time(9)}, Problem.END_BEFORE_START, "closes_at"),
        ({"closes_at": time(10)}, Problem.END_BEFORE_START, "closes_at"),
        ({"opens_at": time(19), "closes_at": time(9)}, Problem.END_BEFORE_START, "closes_at"),
        ({"opens_at": time(14), "closes_at": time(1)}, Problem.END_BEFORE_START, "closes_at"),
        ({"opens_at": time(22), "closes_at": time(7)}, Problem.PAST_MIDNIGHT, "closes_at"),
        ({"opens_at": time(20), "closes_at": time(0, 30)}, Problem.PAST_MIDNIGHT, "closes_at"),
        ({"closes_at": None}, Problem.NO_END_TIME, "closes_at"),
        ({"ends_on": date(2025, 12, 31)}, Problem.LAST_BEFORE_FIRST, "ends_on"),
        ({"gaps": (Gap(starts_on=WEDNESDAY, ends_on=TUESDAY),)}, Problem.GAP_TURNED, "gaps"),
        ({"cancelled": (WEDNESDAY,)}, Problem.OFF_IS_NO_SESSION, "cancelled"),
        ({"cancelled": (TUESDAY, TUESDAY)}, Problem.TWICE, "cancelled"),
        ({"extra": (WEDNESDAY, WEDNESDAY)}, Problem.TWICE, "extra"),
        ({"extra": (TUESDAY,)}, Problem.EXTRA_IS_SESSION, "extra"),
        ({"extra": (WEDNESDAY,), "ends_on": TUESDAY}, Problem.EXTRA_AFTER_END, "extra"),
        ({"extra": (WEDNESDAY,), "cancelled": (WEDNESDAY,)}, Problem.OFF_AND_EXTRA, "extra"),
        ({"starts_on": date(1955, 3, 7)}, Problem.YEAR, "starts_on"),
        ({"cancelled": (date(2062, 3, 7),)}, Problem.YEAR, "cancelled"),
        ({"ends_on": date(2036, 3, 7)}, Problem.YEAR, "ends_on"),
        ({"gaps": (Gap(starts_on=TUESDAY, ends_on=date(2062, 12, 2)),)}, Problem.YEAR, "gaps"),
        ({"notes": "x" * 301}, Problem.TOO_LONG, "notes"),
        ({"gaps": (Gap(starts_on=TUESDAY, ends_on=TUESDAY, reason="x" * 61),)}, Problem.TOO_LONG, "gaps"),
        ({"gaps": (Gap(starts_on=TUESDAY, ends_on=TUESDAY),) * 13}, Problem.TOO_MANY_GAPS, "gaps"),
        ({"ends_on": date(2026, 11, 23)}, Problem.OVER, "ends_on"),
        ({"pattern": Pattern.ONCE, "weekdays": ()}, Problem.OVER, "starts_on"),
    ],
    ids=lambda value: value.value if isinstance(value, Problem) else "",
)
def test_each_problem_is_found_where_it_is(changes: dict[str, Any], problem: Problem, where: str) -> None:
    found = find(replace(TUESDAYS, **changes), TODAY)
    assert [(one.problem, one.where) for one in found] == [(problem, where)]


def test_a_session_until_midnight_ends_after_it_starts() -> None:
    assert find(replace(TUESDAYS, opens_at=time(19), closes_at=time()), TODAY) == ()


def test_a_break_makes_room_for_an_extra_day_of_the_usual_weekday() -> None:
    gap = Gap(starts_on=TUESDAY - timedelta(days=7), ends_on=TUESDAY + timedelta(days=7))
    assert find(replace(TUESDAYS, gaps=(gap,), extra=(TUESDAY,)), TODAY) == ()


def test_days_that_are_over_are_not_argued_about() -> None:
    assert find(replace(TUESDAYS, cancelled=(date(2026, 3, 4),), extra=(date(2026, 3, 3),)), TODAY) == ()


def test_many_days_of_an_old_rule_are_looked_at_soon() -> None:
    coming = tuple(TODAY + timedelta(days=7 * number) for number in range(100))
    old = replace(TUESDAYS, pattern=Pattern.MONTHLY, numbers=(1, 2, 3, 4, -1), starts_on=date(1970, 1, 6))
    started = clock.perf_counter()
    find(replace(old, cancelled=coming, extra=coming), TODAY)
    find(replace(old, cancelled=coming), TODAY)
    assert clock.perf_counter() - started < 1


def test_a_day_off_is_named_and_what_is_only_doubtful_does_not_stop() -> None:
    assert find(replace(TUESDAYS, cancelled=(TUESDAY, WEDNESDAY)), TODAY)[0].days == (WEDNESDAY,)
    assert Found(problem=Problem.OFF_IS_NO_SESSION, where="cancelled").stops
    assert not Found(problem=Problem.NO_END_TIME, where="closes_at").stops
