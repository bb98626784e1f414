"""BM25F over lifted postings: how well each document fits one word.

    w(t, d) = idf(t) * f / (K1 + f)        f = sum over fields of weight * frequency / (1 - b + b * length / mean length)
    idf(t)  = ln(1 + (N - n + 0.5) / (n + 0.5))

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", Foundations and Trends in
Information Retrieval 3(4), 2009, section 3.6 (each field's own length normalisation, then one saturation); the idf with
1 added, never negative, is Lucene's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.bits import Bits
from search_index.fields import FIELDS, K1
from search_index.tables import FIELD_PLACES, Tables

_IS_TELLING = np.array([number < len(FIELDS) and FIELDS[number].tells for number in range(FIELD_PLACES)])

FEW_LINES = 4

MOST_LEADERS = 100
"""So many of the rows of a word are put in order beforehand: five pages of twenty."""

Floats = npt.NDArray[np.float64]
RowNumbers = npt.NDArray[np.intp]
Lines = npt.NDArray[np.int64]


class Leaders(NamedTuple):
    """The rows that fit best, best first and by name where equal, and how well each fits."""

    rows: RowNumbers
    scores: Floats


class Found:
    """The living rows that something is found in, ascending, and how well each fits; the same rows as bits."""

    __slots__ = ("_close", "_lines", "bits", "leaders", "rows", "scores", "size")

    def __init__(self, rows: RowNumbers, scores: Floats, found: Bits, size: int, lines: Lines | None = None) -> None:
        """Take the rows in three forms, the number of all rows, and the lines (row * 8 + field) they come from."""
        self.rows = rows
        self.scores = scores
        self.bits = found
        self.size = size
        self._lines = lines
        self._close: Bits | None = None
        self.leaders: Leaders | None = None

    @property
    def close(self) -> Bits:
        """The rows that have it in a field that tells what they are; the others only mention it."""
        if self._close is None:
            lines = self._lines
            telling = 0 if lines is None else bits.from_rows(lines[_IS_TELLING[lines & 7]] >> 3, self.size)
            self._close = telling & self.bits
        return self._close

    def weighing(self, weight: float) -> Found:
        """The same rows, fitting so much less."""
        if not self.bits:
            return self
        less = Found(self.rows, self.scores * weight, self.bits, self.size, self._lines)
        less._close = self._close
        return less


def with_leaders(tables: Tables, found: Found) -> Found:
    """The same, its best rows put in order beforehand: what whoever asks for this word alone will see first.

    Such lists are the "champion lists" of Manning, Raghavan and Schütze, "Introduction to Information Retrieval", 2008,
    section 7.1.3; nobody is shown another order by them, since what they do not reach is put in order as ever.
    """
    falling, rows = -found.scores, found.rows
    if len(rows) > MOST_LEADERS:
        parted = falling.copy()
        parted.partition(MOST_LEADERS)
        places = (falling < parted[MOST_LEADERS]).nonzero()[0]
        falling, rows = falling[places], rows[places]
    order = np.lexsort((tables.ranks[rows], falling))
    found.leaders = Leaders(rows[order], -falling[order])
    return found


NOTHING = Found(np.empty(0, np.intp), np.empty(0), 0, 0)
"""Found nowhere."""


def score(tables: Tables, lines: Lines, frequencies: npt.NDArray[np.integer] | None = None) -> Found:
    """The rows of a word from its lines (row * 8 + field), in any order, and its frequency in each (None: once).

    The score includes the document's quality.
    """
    if len(lines) <= FEW_LINES:
        return _score_few(tables, lines, repeat(1) if frequencies is None else frequencies.tolist())
    weighted = tables.factors[lines] if frequencies is None else tables.factors[lines] * frequencies
    mentions = np.bincount(lines >> 3, weighted, tables.size)
    mask = mentions > 0
    if tables.has_dead:
        mask &= tables.mask
    rows = mask.nonzero()[0]
    if not len(rows):
        return NOTHING
    mentions = mentions[rows]
    rarity = math.log1p((tables.count - len(rows) + 0.5) / (len(rows) + 0.5))
    scores = mentions / (mentions + K1) * (rarity * tables.quality_factors[rows])
    return Found(rows, scores, bits.from_mask(mask), tables.size, lines)


def _score_few(tables: Tables, lines: Lines, frequencies: Iterable[int]) -> Found:
    """The same without numpy, which takes three times as long where there is next to nothing to do."""
    mentions: dict[int, float] = {}
    for line, frequency in zip(lines.tolist(), frequencies, strict=False):
        row = line >> 3
        if not tables.has_dead or tables.mask[row]:
            mentions[row] = mentions.get(row, 0.0) + tables.factors.item(line) * frequency
    if not mentions:
        return NOTHING
    rows = sorted(mentions)
    rarity = math.log1p((tables.count - len(rows) + 0.5) / (len(rows) + 0.5))
    fits = [mentions[row] / (mentions[row] + K1) * (rarity * tables.quality_factors.item(row)) for row in rows]
    found = 0
    for row in rows:
        found |= 1 << row
    return Found(np.array(rows, np.intp), np.array(fits), found, tables.size, lines)


def best_of(tables: Tables, ways: Sequence[tuple[Found, float]]) -> Found:
    """Found in any of several ways, each with its weight; a row counts the best of its ways."""
    filled = [(found, weight) for found, weight in ways if found.bits]
    if not filled:
        return NOTHING
    if len(filled) == 1:
        found, weight = filled[0]
        return found if weight == 1.0 else found.weighing(weight)
    best = np.zeros(tables.size)
    together = close = 0
    for found, weight in filled:
        best[found.rows] = np.maximum(best[found.rows], found.scores * weight)
        together |= found.bits
        close |= found.close
    rows = bits.to_rows(together, tables.size)
    result = Found(rows, best[rows], together, tables.size)
    result._close = close
    return result
