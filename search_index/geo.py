"""Distance over the ground in numpy, for many points at once.

The local-ellipsoid formula: north-south and east-west steps are measured with the two radii of curvature of the WGS84
ellipsoid, M (along the meridian) and N (across it), at the latitude halfway between the two points:

    M = a (1 - e^2) / (1 - e^2 sin^2 m)^(3/2)        N = a / (1 - e^2 sin^2 m)^(1/2)
    d^2 = (M dlat)^2 + (N cos(m) dlon)^2             m the middle latitude, angles in radians

Source: the radii are in "World Geodetic System 1984", NGA.STND.0036 (2014), and in any text on geodesy (Torge and
Müller, "Geodesy", chapter 4). Up to 30 miles in Scotland the result is within 0.1 % of the geodesic; the tests hold it
to that.
"""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np
import numpy.typing as npt

EQUATOR_METRES = 6_378_137.0
"""WGS84's semi-major axis, a."""

ECCENTRICITY_SQUARED = 6.694_379_990_14e-3
"""WGS84's first eccentricity squared, e^2."""

LEAST_RADIUS_METRES = EQUATOR_METRES * (1.0 - ECCENTRICITY_SQUARED)
"""The smallest of all radii of curvature: M at the equator."""

ROUNDING_SQUARE_METRES = 1.0
"""More than what is lost of the square of a chord when it is worked out as a product of vectors."""

Floats = npt.NDArray[np.float64]


class Points:
    """Fixed points, with the half-angle sines and cosines that make each measuring from an origin cheap."""

    def __init__(self, latitudes: Floats, longitudes: Floats) -> None:
        """Take degrees."""
        self.latitudes = np.radians(latitudes)
        self.longitudes = np.radians(longitudes)
        self._farthest_east = float(np.abs(self.longitudes).max(initial=0.0))
        self._half_sines = np.sin(self.latitudes / 2)
        self._half_cosines = np.cos(self.latitudes / 2)

    @cached_property
    def _directions(self) -> Floats:
        """A line for each of the three parts of the unit vectors to all points, and one of ones."""
        along = np.cos(self.latitudes)
        return np.stack(
            (
                along * np.cos(self.longitudes),
                along * np.sin(self.longitudes),
                np.sin(self.latitudes),
                np.ones_like(along),
            )
        )

    def metres_from(self, latitude: float, longitude: float, chosen: npt.NDArray[np.integer] | None = None) -> Floats:
        """The distance of every point, or of those chosen by number, from this place in degrees.

        sin(m), the sine of the middle latitude, comes from the half angles: sin(x/2 + y/2).
        """
        here, east = math.radians(latitude), math.radians(longitude)
        some = slice(None) if chosen is None else chosen
        middle = self._half_sines[some] * math.cos(here / 2)
        middle += self._half_cosines[some] * math.sin(here / 2)
        middle *= middle
        curve = middle * -ECCENTRICITY_SQUARED
        curve += 1.0
        north = self.latitudes[some] - here
        north *= 1.0 - ECCENTRICITY_SQUARED
        north /= curve
        across = self.longitudes[some] - east
        if self._farthest_east + abs(east) > math.pi:
            across = _shortest_way_round(across)
        across *= across
        across *= 1.0 - middle
        across += north * north
        across /= curve
        np.sqrt(across, out=across)
        across *= EQUATOR_METRES
        return across

    def at_least(self, latitude: float, longitude: float) -> Floats:
        """For each point the square of a distance that it is away at least, in square metres: quick, and never too much.

        That distance is the chord c of a sphere of the least radius r: c^2 = 2 r^2 (1 - u.v) for unit vectors u and v. On a sphere of radius 1,
        c^2 = 4 sin^2(dlat/2) + 4 cos(lat1) cos(lat2) sin^2(dlon/2), which is at most dlat^2 + cos^2(m) dlon^2, since
        cos(lat1) cos(lat2) = cos^2(m) - sin^2(dlat/2); and M and N are nowhere less than the least radius.
        """
        north, east = math.radians(latitude), math.radians(longitude)
        along, doubled = math.cos(north), 2.0 * LEAST_RADIUS_METRES**2
        here = (along * math.cos(east), along * math.sin(east), math.sin(north))
        squares: Floats = (
            np.array([*(-doubled * part for part in here), doubled - ROUNDING_SQUARE_METRES]) @ self._directions
        )
        return squares


def _shortest_way_round(angles: Floats) -> Floats:
    """Angles brought into -pi to pi, for points on both sides of the date line."""
    is_far = np.abs(angles) > np.pi
    return (angles + np.pi) % (2 * np.pi) - np.pi if is_far.any() else angles


def metres(latitude: float, longitude: float, latitudes: Floats, longitudes: Floats) -> Floats:
    """The distance from one place to each of many, all in degrees."""
    return Points(latitudes, longitudes).metres_from(latitude, longitude)
