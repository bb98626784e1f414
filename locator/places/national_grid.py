"""British National Grid metres to WGS84 degrees, by the formulas and figures of Ordnance Survey's guide to coordinate systems.

The one shift of the whole island (Helmert) stands in for the grid of small shifts OSTN15: in Scotland the answer is up to 4 metres off,
anywhere in Great Britain up to 5, where a postcode's own point is some tens of metres from the doors it stands for.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_AIRY_MAJOR, _AIRY_MINOR = 6377563.396, 6356256.909
_WGS84_MAJOR, _WGS84_MINOR = 6378137.0, 6356752.3142
_SCALE = 0.9996012717
_ORIGIN_LATITUDE, _ORIGIN_LONGITUDE = np.radians(49.0), np.radians(-2.0)
_FALSE_EAST, _FALSE_NORTH = 400_000.0, -100_000.0
_SHIFT = np.array([446.448, -125.157, 542.060])
_TURN = np.radians(np.array([0.1502, 0.2470, 0.8421]) / 3600)
_STRETCH = -20.4894e-6


def to_wgs84(eastings: NDArray[Any], northings: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """The latitudes and longitudes in WGS84 degrees of points on the National Grid."""
    latitudes, longitudes = _off_the_grid(np.asarray(eastings, np.float64), np.asarray(northings, np.float64))
    moved = _moved(_in_space(latitudes, longitudes))
    latitudes, longitudes = _on_the_ellipsoid(moved)
    return np.degrees(latitudes), np.degrees(longitudes)


def _arc(latitudes: Numbers) -> Numbers:
    """The length of the meridian from the true origin."""
    n = (_AIRY_MAJOR - _AIRY_MINOR) / (_AIRY_MAJOR + _AIRY_MINOR)
    less, more = latitudes - _ORIGIN_LATITUDE, latitudes + _ORIGIN_LATITUDE
    length = (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
    length = length - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
    length = length + (15 / 8 * n**2 + 15 / 8 * n**3) * np.sin(2 * less) * np.cos(2 * more)
    length = length - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    return np.asarray(_AIRY_MINOR * _SCALE * length)


def _foot(northings: Numbers) -> Numbers:
    latitudes = (northings - _FALSE_NORTH) / (_AIRY_MAJOR * _SCALE) + _ORIGIN_LATITUDE
    for _ in range(6):
        latitudes = latitudes + (northings - _FALSE_NORTH - _arc(latitudes)) / (_AIRY_MAJOR * _SCALE)
    return np.asarray(latitudes)


def _off_the_grid(eastings: Numbers, northings: Numbers) -> tuple[Numbers, Numbers]:
    """Latitude and longitude on the Airy ellipsoid, in radians: the series of the transverse Mercator projection, turned round."""
    foot = _foot(northings)
    squared = 1 - (_AIRY_MINOR / _AIRY_MAJOR) ** 2
    across = _AIRY_MAJOR * _SCALE / np.sqrt(1 - squared * np.sin(foot) ** 2)
    along = across * (1 - squared) / (1 - squared * np.sin(foot) ** 2)
    eta = across / along - 1
    tan, sec = np.tan(foot), 1 / np.cos(foot)
    east = (eastings - _FALSE_EAST) / across
    seventh = tan / 2 * across / along
    eighth = tan / 24 * (5 + 3 * tan**2 + eta - 9 * tan**2 * eta) * across / along
    ninth = tan / 720 * (61 + 90 * tan**2 + 45 * tan**4) * across / along
    latitudes = foot - seventh * east**2 + eighth * east**4 - ninth * east**6
    eleventh = sec / 6 * (across / along + 2 * tan**2)
    twelfth = sec / 120 * (5 + 28 * tan**2 + 24 * tan**4)
    last = sec / 5040 * (61 + 662 * tan**2 + 1320 * tan**4 + 720 * tan**6)
    longitudes = _ORIGIN_LONGITUDE + sec * east - eleventh * east**3 + twelfth * east**5 - last * east**7
    return latitudes, longitudes


def _in_space(latitudes: Numbers, longitudes: Numbers) -> Numbers:
    squared = 1 - (_AIRY_MINOR / _AIRY_MAJOR) ** 2
    across = _AIRY_MAJOR / np.sqrt(1 - squared * np.sin(latitudes) ** 2)
    return np.stack(
        [
            across * np.cos(latitudes) * np.cos(longitudes),
            across * np.cos(latitudes) * np.sin(longitudes),
            (1 - squared) * across * np.sin(latitudes),
        ]
    )


def _moved(points: Numbers) -> Numbers:
    x, y, z = _TURN
    turned = np.array([[1 + _STRETCH, -z, y], [z, 1 + _STRETCH, -x], [-y, x, 1 + _STRETCH]])
    return np.asarray(turned @ points + _SHIFT[:, None])


def _on_the_ellipsoid(points: Numbers) -> tuple[Numbers, Numbers]:
    squared = 1 - (_WGS84_MINOR / _WGS84_MAJOR) ** 2
    from_axis = np.hypot(points[0], points[1])
    latitudes = np.arctan2(points[2], from_axis * (1 - squared))
    for _ in range(5):
        across = _WGS84_MAJOR / np.sqrt(1 - squared * np.sin(latitudes) ** 2)
        latitudes = np.arctan2(points[2] + squared * across * np.sin(latitudes), from_axis)
    return latitudes, np.arctan2(points[1], points[0])
