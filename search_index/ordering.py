"""Which of the found rows come first: a total order, so that pages neither overlap nor leave anything out.

best      by score, then name, then id
nearest   by distance in whole millimetres, then score, name, id
name      by name, then id
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.around import NO_ROWS, Around, nearness
from search_index.bits import Bits, Mask, RowNumbers
from search_index.query import Sort
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]
_MILLIMETRES = 1_000.0
_FAR = 1e9
"""Farther than anything on Earth in metres, and more than any score."""

MANY_ROWS = 50
MANY_PAGES = 4
"""Where there are so many rows, and so many times as many as are wanted, only some are measured to find the nearest."""

_ROUNDING = 1e-15
"""What is lost of a key when it is moved behind others."""


class Page(NamedTuple):
    """Rows in order with their scores, the distances to tell where there is a place (infinite: none), and which follow."""

    rows: RowNumbers
    scores: list[float]
    metres: Floats | None
    follows: Mask | None


class Ranking(NamedTuple):
    """What ordering goes by; `fit` answers how well the words fit rows, quality taken into account."""

    tables: Tables
    fit: Callable[[RowNumbers], Floats]
    around: Around | None
    sort: Sort

    def page(self, rows: RowNumbers, start: int, end: int, leaders: Bits | None = None) -> Page:
        """The rows from place `start` up to `end` in the order; with `leaders` (a set) all others follow those."""
        follows = None if leaders is None else ~bits.to_mask(leaders, self.tables.size)[rows]
        if self.around is None:
            return self._without_place(rows, follows, start, end)
        if self.sort is Sort.NEAREST:
            return self._nearest(self.around, rows, follows, start, end)
        shown = self.around.shown_metres(rows)
        scores = self.fit(rows) * nearness(self.around.judged_metres(rows, shown))
        order = self._order(rows, follows, scores, start, end)
        return Page(rows[order], scores[order].tolist(), shown[order], None if follows is None else follows[order])

    def _without_place(self, rows: RowNumbers, follows: Mask | None, start: int, end: int) -> Page:
        """Without a place nothing is nearest, and the best come first."""
        scores = self.fit(rows)
        order = self._order(rows, follows, scores, start, end)
        return Page(rows[order], scores[order].tolist(), None, None if follows is None else follows[order])

    def _order(
        self, rows: RowNumbers, follows: Mask | None, scores: Floats, start: int, end: int
    ) -> npt.NDArray[np.intp]:
        """By score, then name; or by name."""
        if self.sort is Sort.NAME:
            ranks = self.tables.ranks[rows]
            return np.lexsort((ranks,) if follows is None else (ranks, follows))[start:end]
        falling = -scores
        if len(rows) <= end:
            return _by([self.tables.ranks[rows], falling], follows)[start:]
        places = _first(falling, follows, end)
        order = _by([self.tables.ranks[rows[places]], falling[places]], None if follows is None else follows[places])
        result: npt.NDArray[np.intp] = places[order[start:end]]
        return result

    def _nearest(self, around: Around, rows: RowNumbers, follows: Mask | None, start: int, end: int) -> Page:
        """By distance, then score, then name; scores are only worked out for the rows that may be on the page."""
        if follows is None and len(rows) > MANY_ROWS + end * MANY_PAGES and around.is_plain():
            rows, shown = around.distances.nearest(rows, end)
        else:
            shown = around.shown_metres(rows)
        judged = around.judged_metres(rows, shown)
        if len(rows) > MANY_ROWS + end:
            places = _first(np.minimum(judged, _FAR), follows, end, slack=0.001)
            rows, judged, shown = rows[places], judged[places], shown[places]
            follows = None if follows is None else follows[places]
        scores = self.fit(rows) * nearness(judged)
        keys = [self.tables.ranks[rows], -scores, np.rint(judged * _MILLIMETRES)]
        order = _by(keys, follows)[start:end]
        return Page(rows[order], scores[order].tolist(), shown[order], None if follows is None else follows[order])


def _by(keys: list[npt.NDArray[np.generic]], follows: Mask | None) -> npt.NDArray[np.intp]:
    """The order by the last of these keys, then the one before; first of all, those that follow come last."""
    return np.lexsort(keys if follows is None else [*keys, follows])


def _first(keys: Floats, follows: Mask | None, most: int, slack: float = 0.0) -> npt.NDArray[np.intp]:
    """Where the smallest of more than `most` keys are, those that follow last; ties with the last one, or nearly, included."""
    if most <= 0:
        return NO_ROWS
    if follows is not None:
        keys = keys + follows * (2 * _FAR)
    parted = keys.copy()
    parted.partition(most - 1)
    last = parted[most - 1]
    within: Mask = keys <= last + (slack or abs(last) * _ROUNDING)
    return within.nonzero()[0]
