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

from search_index.around import Around, nearness
from search_index.bits import RowNumbers
from search_index.query import Sort
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]


class Page(NamedTuple):
    """Rows in order with their scores and, where there is a place, the distances to tell (infinite: none)."""

    rows: list[int]
    scores: list[float]
    metres: list[float] | None


class Ranking(NamedTuple):
    """What ordering goes by; `fit` answers how well the words fit rows, quality taken into account."""

    tables: Tables
    fit: Callable[[RowNumbers], Floats]
    around: Around | None
    sort: Sort

    def page(self, rows: RowNumbers, start: int, end: int) -> Page:
        """The rows from place `start` up to `end` in the order."""
        if self.around is None:
            return self._without_place(rows, start, end)
        shown = self.around.shown_metres(rows)
        judged = self.around.judged_metres(rows, shown)
        if self.sort is Sort.BEST:
            scores = self.fit(rows) * nearness(judged)
            places = _first(-scores, end)
            order = places[np.lexsort((self.tables.ranks[rows[places]], -scores[places]))[start:end]]
            return Page(rows[order].tolist(), scores[order].tolist(), shown[order].tolist())
        leading = judged if self.sort is Sort.NEAREST else self.tables.ranks[rows]
        places = _first(leading, end, slack=0.001)
        rows, shown, judged = rows[places], shown[places], judged[places]
        scores = self.fit(rows) * nearness(judged)
        nearest = np.rint(judged * 1_000.0) if self.sort is Sort.NEAREST else np.zeros(len(rows))
        by_score = -scores if self.sort is Sort.NEAREST else np.zeros(len(rows))
        order = np.lexsort((self.tables.ranks[rows], by_score, nearest))[start:end]
        return Page(rows[order].tolist(), scores[order].tolist(), shown[order].tolist())

    def _without_place(self, rows: RowNumbers, start: int, end: int) -> Page:
        """By name, or by score: without a place nothing is nearest."""
        scores = self.fit(rows)
        ranks = self.tables.ranks
        if self.sort is Sort.NAME:
            order = ranks[rows].argsort()[start:end]
        else:
            places = _first(-scores, end)
            order = places[np.lexsort((ranks[rows[places]], -scores[places]))[start:end]]
        return Page(rows[order].tolist(), scores[order].tolist(), None)


def _first(keys: npt.NDArray[np.generic], most: int, slack: float = 0.0) -> npt.NDArray[np.intp]:
    """Where the smallest keys are, all that tie with the last of them, or nearly, included."""
    if len(keys) <= most:
        return np.arange(len(keys))
    last = np.partition(keys, most - 1)[most - 1]
    within: npt.NDArray[np.bool_] = keys <= (last + slack if slack else last)
    return within.nonzero()[0]
