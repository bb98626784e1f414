"""Distances on the ground for engines that have none of their own: exact enough (a foot in thirty miles) and cheap."""

from __future__ import annotations

import math

EQUATOR_METRES = 6_378_137.0
FLATNESS = 0.006_694_379_990_14
NEAREST_STEPS_METRES = (2_000.0, 8_000.0, 32_000.0, 128_000.0, 1_200_000.0)


def metres_per_degree(latitude: float) -> tuple[float, float]:
    """How long one degree of latitude and one of longitude are here, on the WGS84 ellipsoid."""
    bend = 1 - FLATNESS * math.sin(math.radians(latitude)) ** 2
    north = math.radians(1) * EQUATOR_METRES * (1 - FLATNESS) / bend**1.5
    east = math.radians(1) * EQUATOR_METRES / math.sqrt(bend) * math.cos(math.radians(latitude))
    return north, east


def box(place: tuple[float, float], metres: float) -> tuple[float, float, float, float]:
    """The south, north, west and east edges of a box that holds the circle."""
    _, east = metres_per_degree(min(place[0] + metres / 110_000, 75.0))
    return place[0] - metres / 110_000, place[0] + metres / 110_000, place[1] - metres / east, place[1] + metres / east
