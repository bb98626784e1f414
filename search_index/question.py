"""A query taken apart for one snapshot: what its words stand for, its filters, its place."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from search_index.around import Around
from search_index.bits import Bits, RowNumbers
from search_index.narrowing import Narrowing, narrow
from search_index.parsing import Asked
from search_index.query import Query
from search_index.snapshot import Snapshot
from search_index.wording import Wording

Floats = npt.NDArray[np.float64]


class Question:
    """A query taken apart. Sets are worked out when they are first wanted."""

    def __init__(self, snapshot: Snapshot, query: Query, wording: Wording, cumulative: frozenset[str]) -> None:
        """Take a query, its words already understood, and the facet groups whose values are all wanted."""
        self.snapshot = snapshot
        self.query = query
        self.wording = wording
        self.narrowing: Narrowing = narrow(snapshot, query, cumulative)
        self.around: Around | None = None
        if query.origin is not None:
            distances = snapshot.distances(query.origin.latitude, query.origin.longitude)
            self.around = Around(snapshot.tables, distances, query.origin, query.radius_metres)

    @cached_property
    def within_reach(self) -> Bits:
        """The rows with any of the words, or all living rows where no words were given, that are within reach."""
        found = self.with_any_word() if self.wording.concepts else self.snapshot.tables.live
        return self.around.reach(found) if self.around else found

    def with_all_words(self, left_out: Asked | None = None) -> Bits:
        """The living rows in every concept, or in those of everything else that was asked."""
        found = self.snapshot.tables.live
        for asked, where in self.wording.concepts:
            if asked != left_out:
                found &= where.bits
        return found

    def with_any_word(self) -> Bits:
        """The rows in some concept."""
        found = 0
        for _, where in self.wording.concepts:
            found |= where.bits
        return found

    def fit(self, rows: RowNumbers) -> Floats:
        """How well the words fit each row, its quality taken into account; its quality alone where there are none."""
        concepts = self.wording.concepts
        if len(concepts) == 1 and concepts[0].found.rows is rows:
            return concepts[0].found.scores
        fits: Floats = self._fits[rows]
        return fits

    @cached_property
    def _fits(self) -> Floats:
        if not self.wording.concepts:
            return self.snapshot.tables.quality_factors
        fits = np.zeros(self.snapshot.tables.size)
        for _, found in self.wording.concepts:
            fits[found.rows] += found.scores
        return fits
