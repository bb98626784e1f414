"""Moments and ids are stored so that they sort, compare and come back the same."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.storage import identifiers, moments

ZONES = st.sampled_from([UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")])
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 - given by timezones


@given(MOMENTS)
def test_a_moment_comes_back_the_same(moment: datetime) -> None:
    assert moments.moment(moments.text(moment)) == moment.astimezone(UTC)
    assert moments.moment(moments.text(moment)).tzinfo is UTC


@given(MOMENTS, MOMENTS)
def test_stored_moments_sort_as_they_happened(one: datetime, other: datetime) -> None:
    utc = [moment.astimezone(UTC) for moment in (one, other)]
    assert (moments.text(one) < moments.text(other)) == (utc[0] < utc[1])


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moments.text(datetime(2026, 1, 1))  # noqa: DTZ001 - that is what is tried


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_ids_are_the_same_for_the_same_parts_alone(one: list[str], other: list[str]) -> None:
    same = "\x1f".join(one) == "\x1f".join(other)
    assert (identifiers.made_from(*one) == identifiers.made_from(*other)) == same
    assert str(uuid.UUID(identifiers.made_from(*one))) == identifiers.made_from(*one)


def test_fresh_ids_are_never_the_same() -> None:
    assert len({identifiers.fresh() for _ in range(1000)}) == 1000
