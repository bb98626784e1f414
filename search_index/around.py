"""The place in a query: how far each row's nearest point is, what covers the person's area, and what is within reach."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.bits import Bits, RowNumbers
from search_index.fields import AREA_METRES, FAR_FLOOR, NEAR_HALF_METRES
from search_index.query import Origin
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]
_SPARSE = 4
"""Up to this share of all rows, distances are measured for them alone and not kept."""


class Distances:
    """How far every row is from one place, by its nearest point; infinite for rows without any."""

    def __init__(self, tables: Tables, latitude: float, longitude: float) -> None:
        """Take the place in degrees; nothing is measured yet."""
        self._tables = tables
        self._place = (latitude, longitude)

    def of(self, rows: RowNumbers) -> Floats:
        """The metres to each of these rows."""
        if "every" in self.__dict__ or len(rows) * _SPARSE > self._tables.size:
            every: Floats = self.every[rows]
            return every
        return self._measure(rows)

    @cached_property
    def every(self) -> Floats:
        """The metres to each row."""
        tables = self._tables
        points = tables.points.metres_from(*self._place)
        if tables.has_several_points:
            points = np.minimum.reduceat(points, tables.point_starts[tables.located_rows])
        if len(tables.located_rows) == tables.size:
            return points
        metres = np.full(tables.size, np.inf)
        metres[tables.located_rows] = points
        return metres

    def _measure(self, rows: RowNumbers) -> Floats:
        tables = self._tables
        starts = tables.point_starts[rows]
        counts = tables.point_starts[rows + 1] - starts
        if tables.has_several_points or not counts.all():
            return self._measure_any(starts, counts)
        return tables.points.metres_from(*self._place, starts)

    def _measure_any(self, starts: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> Floats:
        """The nearest of any number of points for each row: of none, infinity."""
        metres = np.full(len(starts), np.inf)
        is_located = counts > 0
        starts, counts = starts[is_located], counts[is_located]
        if len(starts):
            begins = np.cumsum(counts) - counts
            points = np.repeat(starts - begins, counts) + np.arange(int(counts.sum()))
            metres[is_located] = np.minimum.reduceat(self._tables.points.metres_from(*self._place, points), begins)
        return metres

    def nearest_key(self, row: int) -> str:
        """The key of the nearest point of a row that has any."""
        tables = self._tables
        start, end = tables.point_starts[row : row + 2].tolist()
        if end - start > 1:
            start += int(tables.points.metres_from(*self._place, np.arange(start, end)).argmin())
        key: str = tables.point_keys[start]
        return key


class Around:
    """The rows seen from an origin; what covers the person's area is inside every radius.

    What has no point and covers only other areas is out of reach of every radius.
    """

    def __init__(self, tables: Tables, distances: Distances, origin: Origin, radius_metres: float | None) -> None:
        """Take the distances from the origin, and the radius, None for any distance."""
        self.distances = distances
        self._tables, self._origin, self._radius_metres = tables, origin, radius_metres
        self._shown: Floats | None = None
        self.radius_metres = np.inf if radius_metres is None else radius_metres
        self.covering: Bits = 0
        for area in origin.areas:
            self.covering |= tables.areas.rows_of(area)
        self._elsewhere = tables.elsewhere & ~self.covering
        self._size = tables.size

    def reach(self, found: Bits) -> Bits:
        """Those of these rows that are within reach; their distances are kept for showing."""
        if self.radius_metres == np.inf:
            return found & ~self._elsewhere
        rows = bits.to_rows(found, self._size)
        metres = self.distances.of(rows)
        is_near = metres <= self.radius_metres
        near = rows[is_near]
        self._shown = np.full(self._size, np.inf)
        self._shown[near] = metres[is_near]
        return found & self.covering | bits.from_rows(near, self._size)

    def inside(self, found: Bits) -> Bits:
        """Those of any rows that are within reach."""
        return Around(self._tables, self.distances, self._origin, self._radius_metres).reach(found)

    def without_radius(self) -> Around:
        """The same, any distance being inside."""
        return Around(self._tables, self.distances, self._origin, None)

    def shown_metres(self, rows: RowNumbers) -> Floats:
        """For each row within reach the distance to tell: infinite when it has no point within the radius."""
        return self.distances.of(rows) if self._shown is None else self._shown[rows]

    def judged_metres(self, rows: RowNumbers, shown: Floats) -> Floats:
        """For each row the distance that it is ordered by: at most AREA_METRES for what covers the area."""
        if not self.covering:
            return shown
        covers = bits.to_mask(self.covering, self._size)[rows]
        return np.where(covers, np.minimum(shown, AREA_METRES), shown)


def nearness(metres: Floats) -> Floats:
    """The factor for a distance: 1 at the door, then halving its way down to FAR_FLOOR."""
    factors = np.exp2(metres * (-1.0 / NEAR_HALF_METRES))
    factors *= 1.0 - FAR_FLOOR
    factors += FAR_FLOOR
    return factors
