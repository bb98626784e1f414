"""The place in a query: how far each row's nearest point is, what covers the person's area, and what is within reach."""

from __future__ import annotations

from collections.abc import Callable
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


_SPARE = 10
"""So many rows more than half as many again are measured where the nearest are wanted."""

_TIES_METRES = 0.01
"""More than the distance within which rows are taken to be equally near."""

NO_ROWS = np.empty(0, np.intp)
NO_METRES = np.empty(0)


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
        if tables.has_one_point_each:
            return tables.points.metres_from(*self._place, rows)
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

    def nearest(self, rows: RowNumbers, most: int) -> tuple[RowNumbers, Floats]:
        """Some of these rows, the nearest `most` of them and what ties with those among them, and the metres to each.

        More than wanted are measured, those that may be nearest; if none of the others may be as near as the last one
        wanted, that was it.
        """
        squares = self._at_least(rows)
        likely = most + most // 2 + _SPARE
        parted = squares.copy()
        parted.partition(likely)
        some = rows[squares <= parted[likely]]
        metres = self._measure(some)
        wanted = metres.copy()
        wanted.partition(most - 1)
        limit = (wanted[most - 1] + _TIES_METRES) ** 2
        if limit <= parted[likely]:
            return some, metres
        some = rows[squares <= limit]
        return some, self._measure(some)

    def _at_least(self, rows: RowNumbers) -> Floats:
        """For each of these rows the square of a distance that it is away at least."""
        tables = self._tables
        points = tables.points.at_least(*self._place)
        if tables.has_several_points:
            points = np.minimum.reduceat(points, tables.point_starts[tables.located_rows])
        if len(tables.located_rows) < tables.size:
            squares = np.full(tables.size, np.inf)
            squares[tables.located_rows] = points
        else:
            squares = points
        return squares if rows is tables.live_rows and not tables.has_dead else squares[rows]

    def nearest_keys(self, rows: RowNumbers) -> list[str]:
        """The key of the nearest point of each of these rows, which all have some."""
        tables = self._tables
        starts = tables.point_starts[rows]
        if tables.has_several_points:
            ends = tables.point_starts[rows + 1]
            for at in (ends - starts > 1).nonzero()[0].tolist():
                points = np.arange(starts[at], ends[at])
                starts[at] += tables.points.metres_from(*self._place, points).argmin()
        keys: list[str] = tables.point_keys[starts].tolist()
        return keys


class Around:
    """The rows seen from an origin; what covers the person's area is inside every radius.

    What has no point and covers only other areas is out of reach of every radius.
    """

    def __init__(self, tables: Tables, distances: Distances, origin: Origin, radius_metres: float | None) -> None:
        """Take the distances from the origin, and the radius, None for any distance."""
        self.distances = distances
        self._tables, self._origin, self._radius_metres = tables, origin, radius_metres
        self.radius_metres = np.inf if radius_metres is None else radius_metres
        self.covering: Bits = 0
        for area in origin.areas:
            self.covering |= tables.areas.rows_of(area)
        self._elsewhere = tables.elsewhere & ~self.covering
        self._size = tables.size
        self.near_rows: RowNumbers = NO_ROWS
        self.near_bits: Bits = 0
        self._near_metres: Floats = NO_METRES

    def reach(self, found: Bits, rows_of: Callable[[Bits], RowNumbers]) -> Bits:
        """Those of these rows that are within reach; the distances of those inside the radius are kept for showing."""
        if self.radius_metres == np.inf:
            return found & ~self._elsewhere
        rows = rows_of(found)
        metres = self.distances.of(rows)
        is_near = metres <= self.radius_metres
        self.near_rows, self._near_metres = rows[is_near], metres[is_near]
        self.near_bits = bits.from_rows(self.near_rows, self._size)
        return found & self.covering | self.near_bits if self.covering else self.near_bits

    def inside(self, found: Bits) -> Bits:
        """Those of any rows that are within reach."""
        again = Around(self._tables, self.distances, self._origin, self._radius_metres)
        return again.reach(found, lambda some: bits.to_rows(some, self._size))

    def without_radius(self) -> Around:
        """The same, any distance being inside."""
        return Around(self._tables, self.distances, self._origin, None)

    def is_plain(self) -> bool:
        """Whether rows are judged by nothing but their distance, however far."""
        return not self.covering and self.radius_metres == np.inf

    def shown_metres(self, rows: RowNumbers) -> Floats:
        """For each row within reach the distance to tell: infinite when it has no point within the radius."""
        if self.radius_metres == np.inf:
            return self.distances.of(rows)
        if rows is self.near_rows:
            return self._near_metres
        if not len(self.near_rows):
            return np.full(len(rows), np.inf)
        at = self.near_rows.searchsorted(rows)
        at[at == len(self.near_rows)] = 0
        return np.where(self.near_rows[at] == rows, self._near_metres[at], np.inf)

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
