"""A schedule as JSON and back loses nothing, in exactly the shape in which versions hold it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory.schedule import Gap, Schedule
from locator.directory.session_value import BadValueError, schedule_of, value_of
from tests.directory import strategies
from tests.making import weekly


@given(strategies.schedules(st.just("s1")), st.none() | st.just("hall"))
def test_a_schedule_is_the_same_after_it_was_json(schedule: Schedule, location_id: str | None) -> None:
    value = json.loads(json.dumps(value_of(schedule, location_id)))
    assert schedule_of(value, "s1") == schedule
    assert value["location_id"] == location_id


def test_it_has_exactly_the_shape_that_versions_hold() -> None:
    gap = Gap(starts_on=date(2026, 7, 1), ends_on=date(2026, 8, 14), reason="summer")
    assert value_of(weekly(cancelled=(date(2026, 12, 22),), gaps=(gap,)), "hall") == {
        "location_id": "hall",
        "rrule": "FREQ=WEEKLY;BYDAY=TU",
        "starts_on": "2024-01-02",
        "opens_at": "10:00",
        "closes_at": "11:30",
        "ends_on": None,
        "cancelled": ["2026-12-22"],
        "extra": [],
        "gaps": [{"starts_on": "2026-07-01", "ends_on": "2026-08-14", "reason": "summer"}],
        "notes": "",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"rrule": "FREQ=HOURLY"},
        {"rrule": 3},
        {"rrule": ["FREQ=DAILY"]},
        {"starts_on": None},
        {"starts_on": "7 March"},
        {"opens_at": "late"},
        {"opens_at": 10},
        {"opens_at": "10:00+01:00"},
        {"notes": "\ud800"},
        {"cancelled": None},
        {"extra": [20260101]},
        {"gaps": [{"starts_on": "2026-01-01"}]},
        {"gaps": ["2026-01-01"]},
        {"notes": None},
    ],
    ids=ascii,
)
def test_json_that_is_no_schedule_is_refused_by_name(change: dict[str, Any]) -> None:
    with pytest.raises(BadValueError):
        schedule_of({**value_of(weekly(), None), **change}, "s1")


def test_json_without_all_of_its_parts_is_refused() -> None:
    value = value_of(replace(weekly(), notes="x"), None)
    for name in set(value) - {"location_id"}:
        with pytest.raises(BadValueError):
            schedule_of({key: one for key, one in value.items() if key != name}, "s1")
