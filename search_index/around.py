"""The place in a query: how far each row's nearest point is, what covers the person's area, and what is within reach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.bits import Bits, Mask
from search_index.fields import AREA_METRES, FAR_FLOOR, NEAR_HALF_METRES
from search_index.query import Origin
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]
RowNumbers = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Distances:
    """For each row how far its nearest point is (infinite without one) and which point that is, as an index."""

    metres: Floats
    points: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Around:
    """The rows seen from an origin: `inside` are the rows within the radius and those that cover the area."""

    distances: Distances
    radius_metres: float
    covering: Bits
    inside: Bits

    def covers(self, rows: RowNumbers) -> Mask:
        """For each row whether it covers the person's area."""
        return bits.has(self.covering, rows)

    def shown_metres(self, rows: RowNumbers) -> Floats:
        """For each row the distance to tell: infinite when it has no point within the radius."""
        metres = self.distances.metres[rows]
        return metres if self.radius_metres == np.inf else np.where(metres <= self.radius_metres, metres, np.inf)

    def judged_metres(self, rows: RowNumbers) -> Floats:
        """For each row the distance that it is ordered by: at most AREA_METRES for what covers the area."""
        metres = self.shown_metres(rows)
        return np.where(self.covers(rows), np.minimum(metres, AREA_METRES), metres)


def measure(tables: Tables, latitude: float, longitude: float) -> Distances:
    """The distance of every row from a place in degrees."""
    metres = np.full(tables.size, np.inf)
    points = np.full(tables.size, -1, dtype=np.int64)
    rows = tables.point_rows
    if len(rows):
        every = tables.points.metres_from(latitude, longitude)
        # nearest last, so that of several points of one row the nearest is what stays
        order = np.argsort(-every, kind="stable") if tables.has_several_points else slice(None)
        metres[rows[order]] = every[order]
        points[rows[order]] = np.arange(len(rows))[order]
    return Distances(metres, points)


def look_around(tables: Tables, distances: Distances, origin: Origin, radius_metres: float | None) -> Around:
    """The rows seen from this origin."""
    covering = np.zeros(tables.words, dtype=np.uint64)
    for area in origin.areas:
        covering = covering | tables.areas.rows_of(area)
    if radius_metres is None:
        return Around(distances, np.inf, covering, tables.live)
    near = bits.from_mask(distances.metres <= radius_metres, tables.words)
    return Around(distances, radius_metres, covering, tables.live & (near | covering))


def nearness(metres: Floats) -> Floats:
    """The factor for a distance: 1 at the door, then halving its way down to FAR_FLOOR."""
    result: Floats = FAR_FLOOR + (1.0 - FAR_FLOOR) * np.exp2(metres / -NEAR_HALF_METRES)
    return result
