"""A query taken apart for one snapshot: what its words stand for, its filters, its place."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.around import Around
from search_index.bits import Bits, RowNumbers
from search_index.narrowing import Narrowing, narrow
from search_index.parsing import Asked
from search_index.query import Query
from search_index.snapshot import Snapshot
from search_index.wording import Wording

Floats = npt.NDArray[np.float64]


class Question:
    """A query taken apart.

    `passing` are the rows that pass all filters, `within_reach` those with any of the words (all living rows where no words were
    given) that are within reach.
    """

    __slots__ = (
        "_cumulative",
        "_narrowing",
        "around",
        "founds",
        "is_narrow",
        "passing",
        "query",
        "snapshot",
        "within_reach",
        "wording",
    )

    def __init__(self, snapshot: Snapshot, query: Query, wording: Wording, cumulative: frozenset[str]) -> None:
        """Take a query, its words already understood, and the facet groups whose values are all wanted."""
        self.snapshot = snapshot
        self.query = query
        self.wording = wording
        self.founds = [found for _, found in wording.concepts]
        self._cumulative = cumulative
        self._narrowing: Narrowing | None = None
        self.is_narrow = bool(query.facets or query.weekdays or query.parts or query.when)
        self.passing = self.narrowing.passing if self.is_narrow else snapshot.lasting(query.today)
        self.around: Around | None = None
        self.within_reach = self.with_any_word() if self.founds else snapshot.tables.live
        if query.origin is not None:
            distances = snapshot.distances(query.origin.latitude, query.origin.longitude)
            self.around = Around(snapshot.tables, distances, query.origin, query.radius_metres)
            self.within_reach = self.around.reach(self.within_reach, self.rows_of)

    @property
    def narrowing(self) -> Narrowing:
        """The filters; put together when first wanted, since many queries have none."""
        if self._narrowing is None:
            self._narrowing = narrow(self.snapshot, self.query, self._cumulative)
        return self._narrowing

    def with_all_words(self, left_out: Asked | None = None) -> Bits:
        """The living rows in every concept, or in those of everything else that was asked."""
        found = self.snapshot.tables.live
        for asked, where in self.wording.concepts:
            if left_out is None or asked != left_out:
                found &= where.bits
        return found

    def with_any_word(self) -> Bits:
        """The rows in some concept."""
        found = 0
        for where in self.founds:
            found |= where.bits
        return found

    def rows_of(self, found: Bits) -> RowNumbers:
        """The rows of a set, ascending; where they are at hand already, those."""
        tables = self.snapshot.tables
        if len(self.founds) == 1 and self.founds[0].bits == found:
            return self.founds[0].rows
        if self.around is not None and self.around.near_bits == found:
            return self.around.near_rows
        return tables.live_rows if found == tables.live else bits.to_rows(found, tables.size)


class Fit:
    """How well the words fit rows, their quality taken into account; the quality alone where there are no words."""

    __slots__ = ("_fits", "_question")

    def __init__(self, question: Question) -> None:
        """Take the question; nothing is put together yet."""
        self._question = question
        self._fits: Floats | None = None

    def __call__(self, rows: RowNumbers) -> Floats:
        """For each of these rows, which all have some of the words."""
        founds = self._question.founds
        if len(founds) == 1:
            (only,) = founds
            return only.scores if only.rows is rows else only.scores[only.rows.searchsorted(rows)]
        if self._fits is None:
            self._fits = self._put_together()
        fits: Floats = self._fits[rows]
        return fits

    def _put_together(self) -> Floats:
        tables = self._question.snapshot.tables
        if not self._question.founds:
            return tables.quality_factors
        rows = np.concatenate([found.rows for found in self._question.founds])
        scores = np.concatenate([found.scores for found in self._question.founds])
        fits: Floats = np.bincount(rows, scores, tables.size)  # type: ignore[assignment]
        return fits
