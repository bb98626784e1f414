"""Distance in numpy, held to the geodesic."""

from __future__ import annotations

import numpy as np
import pytest
from geopy.distance import distance, geodesic

from search_index.geo import Points, metres

PAIRS = 10_000
FAR_NORTH, FAR_SOUTH, FAR_WEST, FAR_EAST = 60.9, 54.6, -8.7, -0.7
THIRTY_MILES = 30 * 1_609.344


def pairs_in_scotland() -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Two places each, up to thirty miles apart, from ten metres on."""
    chance = np.random.default_rng(20_261_122)
    starts = np.column_stack([chance.uniform(FAR_SOUTH, FAR_NORTH, PAIRS), chance.uniform(FAR_WEST, FAR_EAST, PAIRS)])
    bearings, lengths = chance.uniform(0, 360, PAIRS), np.exp(chance.uniform(np.log(10), np.log(THIRTY_MILES), PAIRS))
    ends = [
        distance(meters=length).destination(tuple(start), bearing)[:2]
        for start, bearing, length in zip(starts, bearings, lengths, strict=True)
    ]
    return np.column_stack([starts, np.array(ends)])


@pytest.mark.slow
def test_ten_thousand_distances_in_scotland_are_within_a_thousandth_of_the_geodesic() -> None:
    pairs = pairs_in_scotland()
    ours = np.array([metres(y, x, np.array([v]), np.array([u]))[0] for y, x, v, u in pairs.tolist()])
    right = np.array([geodesic((y, x), (v, u)).meters for y, x, v, u in pairs.tolist()])
    assert right.max() > THIRTY_MILES * 0.99
    assert np.max(np.abs(ours - right) / right) < 0.001


def test_a_place_is_no_distance_from_itself() -> None:
    assert metres(55.86, -3.98, np.array([55.86]), np.array([-3.98]))[0] == 0.0


def test_distance_is_the_same_both_ways() -> None:
    there = metres(55.86, -3.98, np.array([56.46]), np.array([-2.97]))[0]
    back = metres(56.46, -2.97, np.array([55.86]), np.array([-3.98]))[0]
    assert there == pytest.approx(back, rel=1e-12)


def test_the_date_line_is_no_barrier() -> None:
    across = metres(51.9, 179.9, np.array([51.9]), np.array([-179.9]))[0]
    assert across == pytest.approx(geodesic((51.9, 179.9), (51.9, -179.9)).meters, rel=1e-3)


def test_no_points_have_no_distances() -> None:
    assert len(Points(np.array([]), np.array([])).metres_from(55.0, -4.0)) == 0
