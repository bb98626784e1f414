"""Grid metres become degrees, within the metres that the module promises."""

from __future__ import annotations

import numpy as np
import pytest

from locator.places.distance import metres
from locator.places.national_grid import to_wgs84

OSTN15_POINTS = [
    ("ML1 1AB", 275751, 656296, 55.78396, -3.98281),
    ("ML6 6AB", 276207, 665451, 55.86628, -3.97971),
    ("G67 1DZ", 276074, 674447, 55.94702, -3.98596),
    ("ML2 7LP", 279626, 655186, 55.77497, -3.92056),
    ("G65 0AA", 271919, 677982, 55.97767, -4.05413),
]
"""Postcodes of Code-Point Open with the degrees that the grid of small shifts gives."""


@pytest.mark.parametrize(("name", "easting", "northing", "latitude", "longitude"), OSTN15_POINTS)
def test_postcodes_come_out_within_two_metres(
    name: str, easting: int, northing: int, latitude: float, longitude: float
) -> None:
    latitudes, longitudes = to_wgs84(np.array([easting]), np.array([northing]))

    assert metres((latitudes[0], longitudes[0]), (latitude, longitude)) < 2, name


def test_the_guides_own_example_comes_out() -> None:
    """Ordnance Survey's worked example: E 651409.903, N 313177.270 is 52 39 28.72 N, 1 42 57.79 E on WGS84, to some metres."""
    latitudes, longitudes = to_wgs84(np.array([651409.903]), np.array([313177.270]))

    assert metres((latitudes[0], longitudes[0]), (52 + 39 / 60 + 28.72 / 3600, 1 + 42 / 60 + 57.79 / 3600)) < 5
