"""How fresh a listing is follows its last check, or the day it was first listed, by one cycle for everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from locator.directory import freshness
from locator.directory.cycle import Cycle, Stage
from locator.directory.service import Assurance, AssuredHow
from tests.directory.samples import LUNCH

TODAY = date(2026, 11, 24)


def checked(on: date, today: date = TODAY, **months: int) -> freshness.Freshness:
    assured = Assurance(on=on, by="Locality host", how=AssuredHow.VISIT)
    return freshness.of(replace(LUNCH, assured=assured), today, Cycle(**months))


@pytest.mark.parametrize(
    ("on", "stage", "months", "is_lowered"),
    [
        (date(2026, 11, 24), Stage.FRESH, 0, False),
        (date(2026, 4, 25), Stage.REMIND_AGAIN, 6, False),
        (date(2026, 2, 25), Stage.CALL, 8, False),
        (date(2026, 2, 24), Stage.LOWERED, 9, True),
        (date(2020, 11, 24), Stage.HIDE, 72, True),
        (date(2026, 12, 1), Stage.FRESH, 0, False),
    ],
)
def test_it_follows_the_last_check(on: date, stage: Stage, months: int, is_lowered: bool) -> None:
    found = checked(on)
    assert (found.stage, found.months, found.since, found.is_checked) == (stage, months, on, True)
    assert found.is_lowered is is_lowered


def test_another_cycle_gives_another_stage() -> None:
    assert checked(date(2026, 8, 24), remind_months=1, again_months=2, call_months=3).stage is Stage.CALL


@pytest.mark.parametrize(
    ("changed", "imported", "since"),
    [
        (date(2026, 3, 1), None, date(2026, 3, 1)),
        (date(2026, 3, 1), date(2025, 1, 1), date(2025, 1, 1)),
        (date(2025, 1, 1), date(2026, 3, 1), date(2025, 1, 1)),
    ],
)
def test_what_was_never_checked_counts_from_the_day_it_was_first_listed(
    changed: date, imported: date | None, since: date
) -> None:
    service = replace(LUNCH, assured=None, content_changed_on=changed, imported_on=imported)
    found = freshness.of(service, TODAY)
    assert (found.since, found.is_checked) == (since, False)
    assert found.stage >= Stage.CALL
