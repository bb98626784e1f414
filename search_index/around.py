"""The place in a query: how far each row's nearest point is, what covers the person's area, and what is within reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.bits import Bits, Mask, RowNumbers
from search_index.fields import AREA_METRES, FAR_FLOOR, NEAR_HALF_METRES
from search_index.query import Origin
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Distances:
    """How far every point is, and every row by its nearest one (infinite without any)."""

    points: Floats
    rows: Floats


def measure(tables: Tables, latitude: float, longitude: float) -> Distances:
    """The distance of every row from a place in degrees."""
    points = tables.points.metres_from(latitude, longitude)
    rows = np.full(tables.size, np.inf)
    if len(points):
        nearest = np.minimum.reduceat(points, tables.point_starts) if tables.has_several_points else points
        rows[tables.located] = nearest
    return Distances(points, rows)


def nearest_keys(tables: Tables, distances: Distances, rows: Iterable[int]) -> list[str]:
    """For each row, all of them located, the key of its nearest point."""
    keys = []
    for place in tables.located.searchsorted(list(rows)).tolist():
        start, end = tables.point_starts[place], tables.point_ends[place]
        keys.append(tables.point_keys[start + int(distances.points[start:end].argmin()) if end - start > 1 else start])
    return keys


@dataclass(frozen=True, slots=True)
class Around:
    """The rows seen from an origin: `inside` are the rows within the radius and those that cover the area.

    `anywhere` are those that would be inside with no radius: all but what covers only other areas.
    """

    distances: Distances
    radius_metres: float
    covering: Bits
    inside: Bits
    anywhere: Bits

    def covers(self, rows: RowNumbers) -> Mask:
        """For each row whether it covers the person's area."""
        return bits.to_mask(self.covering, len(self.distances.rows))[rows]

    def shown_metres(self, rows: RowNumbers) -> Floats:
        """For each row the distance to tell: infinite when it has no point within the radius."""
        metres = self.distances.rows[rows]
        return metres if self.radius_metres == np.inf else np.where(metres <= self.radius_metres, metres, np.inf)

    def judged_metres(self, rows: RowNumbers) -> Floats:
        """For each row the distance that it is ordered by: at most AREA_METRES for what covers the area."""
        metres = self.shown_metres(rows)
        if not self.covering:
            return metres
        return np.where(self.covers(rows), np.minimum(metres, AREA_METRES), metres)


def look_around(tables: Tables, distances: Distances, origin: Origin, radius_metres: float | None) -> Around:
    """The rows seen from this origin."""
    covering = 0
    for area in origin.areas:
        covering |= tables.areas.rows_of(area)
    anywhere = tables.live & ~(tables.elsewhere & ~covering)
    if radius_metres is None:
        return Around(distances, np.inf, covering, anywhere, anywhere)
    near = bits.from_mask(distances.rows <= radius_metres)
    return Around(distances, radius_metres, covering, tables.live & (near | covering), anywhere)


def nearness(metres: Floats) -> Floats:
    """The factor for a distance: 1 at the door, then halving its way down to FAR_FLOOR."""
    result: Floats = FAR_FLOOR + (1.0 - FAR_FLOOR) * np.exp2(metres / -NEAR_HALF_METRES)
    return result
