"""Which of the found rows come first: a total order, so that pages neither overlap nor leave anything out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search_index.around import Around, nearness
from search_index.fields import CLOSE_SHARE
from search_index.query import Sort
from search_index.tables import Tables

Floats = npt.NDArray[np.float64]
RowNumbers = npt.NDArray[np.integer]
_SCORE_STEPS = 1e9
"""Scores are compared in whole billionths; what is equal in those is a tie."""


def blend(tables: Tables, rows: RowNumbers, relevance: Floats | None, around: Around | None) -> Floats:
    """The score shown and ordered by: relevance (1 where no words were given) x quality x nearness."""
    scores = tables.quality_factors[rows]
    if relevance is not None:
        scores = scores * relevance
    if around is not None:
        scores = scores * nearness(around.judged_metres(rows))
    return scores


def are_close(relevance: Floats | None, count: int) -> npt.NDArray[np.bool_]:
    """Which rows the words fit nearly as well as the best of them; all where no words were given."""
    if relevance is None or not count:
        return np.ones(count, dtype=np.bool_)
    close: npt.NDArray[np.bool_] = relevance >= CLOSE_SHARE * relevance.max()
    return close


def first(
    tables: Tables,
    rows: RowNumbers,
    scores: Floats,
    around: Around | None,
    sort: Sort,
    offset: int,
    limit: int,
    close: npt.NDArray[np.bool_] | None = None,
) -> npt.NDArray[np.intp]:
    """Where in `rows` the hits of one page are, in order; what is not `close` comes after what is.

    Best: by score, then name, then id. Nearest: by distance, then score, name, id. Name: by name, then id.
    """
    end = offset + limit
    ranks = tables.ranks[rows]
    keys = [ranks]
    if sort is not Sort.NAME:
        keys.append(-np.rint(scores * _SCORE_STEPS))
    if sort is Sort.NEAREST and around is not None:
        keys.append(np.round(around.judged_metres(rows), 3))
    if close is not None:
        keys.append((~close).astype(np.int64))
        among = np.arange(len(rows))
    else:
        among = _candidates(keys[-1], end)
    order = np.lexsort([key[among] for key in keys])[offset:end]
    result: npt.NDArray[np.intp] = among[order]
    return result


def _candidates(keys: npt.NDArray[np.generic], most: int) -> npt.NDArray[np.intp]:
    """Where the smallest keys are, all that tie with the last of them included."""
    if len(keys) <= most or most <= 0:
        return np.arange(len(keys) if most > 0 else 0)
    within: npt.NDArray[np.bool_] = keys <= np.partition(keys, most - 1)[most - 1]
    return within.nonzero()[0]
