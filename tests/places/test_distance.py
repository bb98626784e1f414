"""Distances are geopy's; the laws of distance hold."""

from __future__ import annotations

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from locator.places import distance

POINTS = st.tuples(st.floats(54.6, 60.9), st.floats(-8.6, -0.7))
MOTHERWELL, AIRDRIE = (55.78396, -3.98281), (55.86628, -3.97971)


@given(POINTS, POINTS)
def test_it_is_the_geodesic_and_the_same_both_ways(a: tuple[float, float], b: tuple[float, float]) -> None:
    assert distance.metres(a, b) == pytest.approx(geodesic(a, b).meters)
    assert distance.metres(a, b) == pytest.approx(distance.metres(b, a))


@given(POINTS, POINTS, POINTS)
def test_no_detour_is_shorter(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert distance.metres(a, c) <= distance.metres(a, b) + distance.metres(b, c) + 1e-6


@given(POINTS)
def test_a_point_is_no_way_from_itself(point: tuple[float, float]) -> None:
    assert distance.metres(point, point) == 0


def test_motherwell_to_airdrie() -> None:
    assert distance.metres(MOTHERWELL, AIRDRIE) == pytest.approx(9167, abs=2)


@pytest.mark.parametrize(("metres", "minutes"), [(0, 5), (150, 5), (400, 10), (1000, 25), (1609.344, 35)])
def test_the_walk_is_at_an_easy_pace_in_fives(metres: float, minutes: int) -> None:
    assert distance.walk_minutes(metres) == minutes


@given(st.floats(0, 50_000), st.floats(0, 50_000))
def test_a_longer_way_never_takes_less(a: float, b: float) -> None:
    assert distance.walk_minutes(min(a, b)) <= distance.walk_minutes(max(a, b))
