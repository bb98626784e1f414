"""BM25F over lifted postings: how well each document fits one word.

    w(t, d) = idf(t) * f / (K1 + f)        f = sum over fields of weight * frequency / (1 - b + b * length / mean length)
    idf(t)  = ln(1 + (N - n + 0.5) / (n + 0.5))

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
Information Retrieval 3(4), 2009, section 3.6 (each field's own length normalisation, then one saturation); the idf with
1 added, never negative, is Lucene's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.bits import Bits, Rows
from search_index.fields import FIELDS, K1
from search_index.tables import Tables

_WEIGHTS = np.array([field.weight for field in FIELDS])
_NORMS = np.array([field.length_norm for field in FIELDS])
_TELLING = np.array([field.tells for field in FIELDS])

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """The living rows that something is found in, ascending, how well each fits, and the same rows as bits.

    `close` are those that have it in a field that tells what they are; the others only mention it.
    """

    rows: npt.NDArray[np.intp]
    scores: Floats
    bits: Bits
    close: Bits


def nothing(tables: Tables) -> Found:
    """Found nowhere."""
    return Found(np.empty(0, np.intp), np.empty(0), 0, 0)


def score(tables: Tables, rows: Rows, fields: npt.NDArray[np.int8], frequencies: npt.NDArray[np.integer]) -> Found:
    """The scores of a word from its lines (row, field, frequency), lines of one row together, rows ascending."""
    if tables.has_dead:
        alive = tables.mask[rows]
        rows, fields, frequencies = rows[alive], fields[alive], frequencies[alive]
    if not len(rows):
        return nothing(tables)
    means = tables.mean_lengths[fields]
    lengths = tables.lengths[rows, fields]
    norms = _NORMS[fields]
    weighted = _WEIGHTS[fields] * frequencies / (1.0 - norms + norms * lengths / means)
    starts = np.concatenate(([0], (rows[1:] != rows[:-1]).nonzero()[0] + 1))
    saturated = np.add.reduceat(weighted, starts)
    distinct = rows[starts].astype(np.intp)
    rarity = np.log1p((tables.count - len(distinct) + 0.5) / (len(distinct) + 0.5))
    scores = rarity * saturated / (K1 + saturated)
    close = bits.from_rows(rows[_TELLING[fields]], tables.size)
    return Found(distinct, scores, bits.from_rows(distinct, tables.size), close)


def best_of(tables: Tables, ways: list[tuple[Found, float]]) -> Found:
    """Found in any of several ways, each with its weight; a row counts the best of its ways."""
    filled = [(found, weight) for found, weight in ways if len(found.rows)]
    if not filled:
        return nothing(tables)
    if len(filled) == 1:
        found, weight = filled[0]
        return found if weight == 1.0 else Found(found.rows, found.scores * weight, found.bits, found.close)
    best = np.zeros(tables.size)
    together = close = 0
    for found, weight in filled:
        best[found.rows] = np.maximum(best[found.rows], found.scores * weight)
        together |= found.bits
        close |= found.close
    rows = bits.to_rows(together, tables.size)
    return Found(rows, best[rows], together, close)
