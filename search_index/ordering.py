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
from search_index.around import Around, nearness
from search_index.bits import Bits, Mask, RowNumbers
from search_index.query import Sort
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]
_MILLIMETRES = 1_000.0
_FAR = 1e9
"""Farther than anything on Earth in metres, and more than any score."""

_ROUNDING = 1e-15
"""What is lost of a key when it is moved behind others."""


class Page(NamedTuple):
    """Rows in order with their scores and, where there is a place, the distances to tell (infinite: none)."""

    rows: list[int]
    scores: list[float]
    metres: list[float] | None


class Ranking(NamedTuple):
    """What ordering goes by; `fit` answers how well the words fit rows, quality taken into account.

    With `leaders` (a set) those rows come before all others.
    """

    tables: Tables
    fit: Callable[[RowNumbers], Floats]
    around: Around | None
    sort: Sort
    leaders: Bits | None = None

    def page(self, rows: RowNumbers, start: int, end: int) -> Page:
        """The rows from place `start` up to `end` in the order."""
        follows = None if self.leaders is None else ~bits.to_mask(self.leaders, self.tables.size)[rows]
        if self.around is None:
            return self._without_place(rows, follows, start, end)
        shown = self.around.shown_metres(rows)
        judged = self.around.judged_metres(rows, shown)
        if self.sort is Sort.NEAREST:
            return self._nearest(rows, follows, shown, judged, start, end)
        scores = self.fit(rows) * nearness(judged)
        order = self._order(rows, follows, scores, start, end)
        return Page(rows[order].tolist(), scores[order].tolist(), shown[order].tolist())

    def _without_place(self, rows: RowNumbers, follows: Mask | None, start: int, end: int) -> Page:
        """Without a place nothing is nearest, and the best come first."""
        scores = self.fit(rows)
        order = self._order(rows, follows, scores, start, end)
        return Page(rows[order].tolist(), scores[order].tolist(), None)

    def _order(
        self, rows: RowNumbers, follows: Mask | None, scores: Floats, start: int, end: int
    ) -> npt.NDArray[np.intp]:
        """By score, then name; or by name."""
        if self.sort is Sort.NAME:
            ranks = self.tables.ranks[rows]
            return np.lexsort((ranks,) if follows is None else (ranks, follows))[start:end]
        falling = -scores
        places = _first(falling, follows, end)
        keys: list[npt.NDArray[np.generic]] = [self.tables.ranks[rows[places]], falling[places]]
        order = np.lexsort(keys if follows is None else [*keys, follows[places]])
        result: npt.NDArray[np.intp] = places[order[start:end]]
        return result

    def _nearest(
        self, rows: RowNumbers, follows: Mask | None, shown: Floats, judged: Floats, start: int, end: int
    ) -> Page:
        """By distance, then score, then name; scores are only worked out for the rows that may be on the page."""
        places = _first(judged, follows, end, slack=0.001)
        rows, judged = rows[places], judged[places]
        scores = self.fit(rows) * nearness(judged)
        keys = [self.tables.ranks[rows], -scores, np.rint(judged * _MILLIMETRES)]
        order = np.lexsort(keys if follows is None else [*keys, follows[places]])[start:end]
        return Page(rows[order].tolist(), scores[order].tolist(), shown[places[order]].tolist())


def _first(keys: Floats, follows: Mask | None, most: int, slack: float = 0.0) -> npt.NDArray[np.intp]:
    """Where the smallest keys are, those that follow last; all that tie with the last one, or nearly, included."""
    if len(keys) <= most:
        return np.arange(len(keys))
    if follows is not None:
        keys = np.minimum(keys, _FAR) + follows * (2 * _FAR)
    last = np.partition(keys, most - 1)[most - 1]
    within: Mask = keys <= last + (slack or abs(last) * _ROUNDING)
    return within.nonzero()[0]
