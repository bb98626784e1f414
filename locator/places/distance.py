"""How far one point is from another, and how long the walk takes."""

from __future__ import annotations

import math

from geopy.distance import geodesic

METRES_PER_MILE = 1609.344
STREETS_PER_STRAIGHT_LINE = 1.3
"""A walk along streets is about a third longer than the straight line."""
METRES_PER_MINUTE = 60.0
"""An older person's easy pace, 1 metre a second; younger adults walk at about 1.4."""


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The length of the shortest line on the ground between two (latitude, longitude) points, on the WGS84 ellipsoid."""
    return float(geodesic(a, b).meters)


def walk_minutes(straight_line_metres: float) -> int:
    """The minutes that a walk takes at an easy pace, rounded up to five (400 metres as the crow flies: 10)."""
    minutes = straight_line_metres * STREETS_PER_STRAIGHT_LINE / METRES_PER_MINUTE
    return max(5, math.ceil(minutes / 5) * 5)
