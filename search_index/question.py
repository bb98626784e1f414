"""A query taken apart for one snapshot: what its words stand for, its filters, its place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_index.around import Around, look_around
from search_index.bits import Bits, RowNumbers
from search_index.narrowing import Narrowing, narrow
from search_index.parsing import Asked
from search_index.query import Query
from search_index.snapshot import Snapshot
from search_index.wording import Wording

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Question:
    """A query taken apart: what its words stand for, its filters, its place."""

    snapshot: Snapshot
    query: Query
    wording: Wording
    narrowing: Narrowing
    around: Around | None

    @property
    def reach(self) -> Bits:
        """The living rows within the radius, and those that cover the area."""
        return self.around.inside if self.around else self.snapshot.tables.live

    def with_all_words(self, left_out: Asked | None = None) -> Bits:
        """The living rows in every concept, or in those of everything else that was asked."""
        found = self.snapshot.tables.live
        for concept in self.wording.concepts:
            if concept.asked != left_out:
                found &= concept.found.bits
        return found

    def with_any_word(self) -> Bits:
        """The rows in some concept."""
        found = 0
        for concept in self.wording.concepts:
            found |= concept.found.bits
        return found

    def relevance(self, rows: RowNumbers) -> Floats | None:
        """How well the words fit each row, None without words."""
        founds = [concept.found for concept in self.wording.concepts]
        if not founds:
            return None
        if len(founds) == 1 and founds[0].rows is rows:
            return founds[0].scores
        scores = np.zeros(self.snapshot.tables.size)
        for found in founds:
            scores[found.rows] += found.scores
        result: Floats = scores[rows]
        return result


def prepare(snapshot: Snapshot, query: Query, wording: Wording, cumulative: frozenset[str]) -> Question:
    """Take a query apart."""
    around = None
    if query.origin is not None:
        distances = snapshot.distances(query.origin.latitude, query.origin.longitude)
        around = look_around(snapshot.tables, distances, query.origin, query.radius_metres)
    return Question(snapshot, query, wording, narrow(snapshot, query, cumulative), around)
