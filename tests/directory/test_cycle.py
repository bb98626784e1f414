"""A listing comes to each stage on its day and never goes back by itself, however long nobody looks."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import cycle as cycles
from locator.directory.cycle import DEFAULT, MOST_MONTHS, Cycle, CycleError, Stage

DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))
CYCLES = st.lists(st.integers(1, MOST_MONTHS), min_size=5, max_size=5, unique=True).map(
    lambda months: Cycle(**dict(zip(Cycle.__slots__, sorted(months), strict=True)))
)


@pytest.mark.parametrize(
    ("since", "today", "stage"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), Stage.FRESH),
        (date(2026, 6, 25), date(2026, 11, 24), Stage.FRESH),
        (date(2026, 6, 24), date(2026, 11, 24), Stage.REMIND),
        (date(2026, 5, 24), date(2026, 11, 24), Stage.REMIND_AGAIN),
        (date(2026, 4, 24), date(2026, 11, 24), Stage.CALL),
        (date(2026, 2, 24), date(2026, 11, 24), Stage.LOWERED),
        (date(2025, 11, 25), date(2026, 11, 24), Stage.LOWERED),
        (date(2025, 11, 24), date(2026, 11, 24), Stage.HIDE),
        (date(2024, 5, 24), date(2026, 11, 24), Stage.HIDE),
        (date(2025, 9, 30), date(2026, 2, 28), Stage.REMIND),
        (date(2026, 12, 24), date(2026, 11, 24), Stage.FRESH),
    ],
)
def test_each_stage_begins_on_its_day(since: date, today: date, stage: Stage) -> None:
    assert cycles.stage(since, DEFAULT, today) is stage


def test_after_thirty_months_or_thirty_years_it_is_still_on_the_list() -> None:
    for years in (2.5, 30):
        assert cycles.stage(date(2026, 1, 1), DEFAULT, date(2026, 1, 1) + timedelta(days=365 * years)) is Stage.HIDE


@given(DAYS, CYCLES, DAYS)
def test_every_day_has_one_stage_and_it_has_begun_while_the_next_has_not(
    since: date, cycle: Cycle, today: date
) -> None:
    found = cycles.stage(since, cycle, today)
    if found is not Stage.FRESH:
        assert cycles.begins(since, cycle, found) <= today
    if found is not Stage.HIDE:
        assert today < cycles.begins(since, cycle, Stage(found + 1))


@given(DAYS, CYCLES, DAYS, st.integers(0, 2000))
def test_nothing_grows_fresher_by_waiting(since: date, cycle: Cycle, today: date, days: int) -> None:
    assert cycles.stage(since, cycle, today) <= cycles.stage(since, cycle, today + timedelta(days=days))


@given(DAYS, CYCLES, DAYS, st.integers(0, 2000))
def test_a_later_check_never_makes_it_staler(since: date, cycle: Cycle, today: date, days: int) -> None:
    assert cycles.stage(since + timedelta(days=days), cycle, today) <= cycles.stage(since, cycle, today)


@given(st.lists(CYCLES, min_size=1, max_size=4), DAYS, DAYS)
def test_the_shortest_of_several_is_a_cycle_and_never_slower_than_any(
    several: list[Cycle], since: date, today: date
) -> None:
    found = cycles.shortest(several)
    assert cycles.stage(since, found, today) == max(cycles.stage(since, one, today) for one in several)


def test_without_any_choice_the_default_holds() -> None:
    assert cycles.shortest(()) == DEFAULT
    assert astuple(DEFAULT) == (5, 6, 7, 9, 12)


@pytest.mark.parametrize(
    "months", [(0, 1, 2, 3, 4), (5, 5, 7, 9, 12), (6, 5, 7, 9, 12), (5, 6, 7, 12, 9), (5, 6, 7, 9, 37)]
)
def test_months_that_do_not_grow_are_no_cycle(months: tuple[int, ...]) -> None:
    with pytest.raises(CycleError):
        Cycle(**dict(zip(Cycle.__slots__, months, strict=True)))
