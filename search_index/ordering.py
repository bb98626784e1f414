"""Which of the found rows come first: a total order, so that pages neither overlap nor leave anything out.

best      by score, then name, then id
nearest   by distance, then score, name, id
name      by name, then id
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_index.around import Around, nearness
from search_index.bits import RowNumbers
from search_index.query import Sort
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]
Relevance = Callable[[RowNumbers], Floats | None]

_SCORE_STEPS = 1e9
"""Scores are compared in whole billionths; what is equal in those is a tie."""

_METRE_STEPS = 1e3
"""Distances are compared in whole millimetres."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What ordering goes by: `relevance` answers how well the words fit rows, None where there are no words."""

    tables: Tables
    relevance: Relevance
    around: Around | None
    sort: Sort

    def page(self, rows: RowNumbers, start: int, end: int) -> tuple[RowNumbers, Floats]:
        """The rows from place `start` up to `end` in the order, with their scores."""
        if self.sort is Sort.NAME:
            rows = _smallest(rows, self.tables.ranks[rows], start, end)
            return rows, self.scores(rows)
        if self.sort is Sort.NEAREST and self.around is not None:
            return self._nearest(rows, self.around, start, end)
        scores = self.scores(rows)
        keys = self.tables.ranks[rows] - (_whole(scores, _SCORE_STEPS) << self.tables.rank_bits)
        places = _smallest(np.arange(len(rows)), keys, start, end)
        return rows[places], scores[places]

    def _nearest(self, rows: RowNumbers, around: Around, start: int, end: int) -> tuple[RowNumbers, Floats]:
        """Scores only matter among the rows that may be on the page, so only theirs are worked out."""
        metres = np.minimum(around.judged_metres(rows), 1e12)
        if len(rows) > end:
            among = metres <= np.partition(metres, end - 1)[end - 1]
            rows, metres = rows[among], metres[among]
        scores = self.scores(rows)
        keys = (self.tables.ranks[rows], -_whole(scores, _SCORE_STEPS), _whole(metres, _METRE_STEPS))
        order = np.lexsort(keys)[start:end]
        return rows[order], scores[order]

    def scores(self, rows: RowNumbers) -> Floats:
        """The score shown and ordered by: relevance (1 where no words were given) x quality x nearness."""
        scores = self.tables.quality_factors[rows]
        relevance = self.relevance(rows)
        if relevance is not None:
            scores *= relevance
        if self.around is not None:
            scores *= nearness(self.around.judged_metres(rows))
        return scores


def _whole(values: Floats, steps: float) -> npt.NDArray[np.int64]:
    return np.rint(values * steps).astype(np.int64)


def _smallest(rows: RowNumbers, keys: npt.NDArray[np.int64], start: int, end: int) -> RowNumbers:
    """The rows with the smallest keys, from place `start` up to `end`; no two keys are the same."""
    if len(keys) > end:
        among = keys.argpartition(end - 1)[:end]
        rows, keys = rows[among], keys[among]
    return rows[keys.argsort()[start:end]]
