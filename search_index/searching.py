"""One query against one snapshot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from search_index import bits, counting, ordering
from search_index.around import Around, look_around
from search_index.bits import Bits
from search_index.counting import Counts
from search_index.fields import FEW
from search_index.narrowing import Narrowing, narrow
from search_index.query import Answer, Hit, Query, Sort, WayOut
from search_index.snapshot import Snapshot
from search_index.wording import Concept, Wording

Floats = npt.NDArray[np.float64]
RowNumbers = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Search:
    """A query taken apart: what its words stand for, its filters, its place."""

    snapshot: Snapshot
    query: Query
    wording: Wording
    narrowing: Narrowing
    around: Around | None

    def within_reach(self) -> Bits:
        """The rows within the radius, and those that cover the area."""
        return self.around.inside if self.around else self.snapshot.tables.live

    def with_all_words(self, left_out: Concept | None = None) -> Bits:
        """The living rows in every concept, or in every other one."""
        found = self.snapshot.tables.live
        for concept in self.wording.concepts:
            if concept is not left_out:
                found = found & concept.found.bits
        return found

    def with_any_word(self) -> Bits:
        """The rows in some concept."""
        found = np.zeros_like(self.snapshot.tables.live)
        for concept in self.wording.concepts:
            found = found | concept.found.bits
        return found

    def relevance(self, rows: RowNumbers) -> Floats | None:
        """How well the words fit each row, None without words."""
        concepts = self.wording.concepts
        if not concepts:
            return None
        if len(concepts) == 1 and len(concepts[0].found.rows) == len(rows):
            return concepts[0].found.scores
        scores = np.zeros(self.snapshot.tables.size)
        for concept in concepts:
            scores[concept.found.rows] += concept.found.scores
        return scores[rows]


def prepare(snapshot: Snapshot, query: Query, wording: Wording, cumulative: frozenset[str]) -> Search:
    """Take a query apart."""
    around = None
    if query.origin is not None:
        distances = snapshot.distances(query.origin.latitude, query.origin.longitude)
        around = look_around(snapshot.tables, distances, query.origin, query.radius_metres)
    return Search(snapshot, query, wording, narrow(snapshot, query, cumulative), around)


def answer(search: Search) -> Answer:
    """What the query found."""
    narrowing = search.narrowing
    reach = search.within_reach()
    worded = search.with_all_words()
    all_found = worded & reach & narrowing.passing
    total_all = bits.count(all_found)
    any_found, total_any = all_found, 0
    if len(search.wording.concepts) > 1:
        any_found = search.with_any_word() & reach & narrowing.passing & ~all_found
        total_any = bits.count(any_found)
    is_narrowed = bool(narrowing.facets) or narrowing.is_timed
    return Answer(
        hits=_page(search, all_found, total_all, any_found, total_any),
        total_all=total_all,
        total_any=total_any,
        counts=Counts(lambda: counting.count(narrowing, worded & reach)),
        not_known=counting.count_not_known(narrowing, worded & reach) if is_narrowed else {},
        shown_for=search.wording.shown_for,
        did_you_mean=search.wording.did_you_mean,
        ways_out=_ways_out(search, total_all) if total_all < FEW else (),
        nearest_beyond=_nearest_beyond(search, total_any) if not total_all else None,
    )


def _page(search: Search, all_found: Bits, total_all: int, any_found: Bits, total_any: int) -> tuple[Hit, ...]:
    """The hits of all words from `offset` on, then those of any word."""
    start, end = max(search.query.offset, 0), max(search.query.offset, 0) + max(search.query.limit, 0)
    hits: tuple[Hit, ...] = ()
    if start < total_all:
        hits = _hits(search, bits.to_rows(all_found), start, min(end, total_all), all_words=True)
    if end > total_all and total_any:
        hits += _hits(search, bits.to_rows(any_found), max(start - total_all, 0), end - total_all, all_words=False)
    return hits


def _hits(search: Search, rows: RowNumbers, start: int, end: int, *, all_words: bool) -> tuple[Hit, ...]:
    tables, around = search.snapshot.tables, search.around
    relevance, sort = search.relevance(rows), search.query.sort
    scores = ordering.blend(tables, rows, relevance, around)
    if not (search.query.close_first and all_words and sort is Sort.NEAREST):
        chosen = ordering.first(tables, rows, scores, around, sort, start, end - start)
        return _make_hits(search, rows[chosen], scores[chosen], all_words=all_words)
    close = ordering.are_close(relevance, len(rows))
    chosen = ordering.first(tables, rows, scores, around, sort, start, end - start, close)
    hits = _make_hits(search, rows[chosen], scores[chosen], all_words=all_words)
    return tuple(
        hit if is_close else replace(hit, close=False) for hit, is_close in zip(hits, close[chosen], strict=True)
    )


def _make_hits(search: Search, rows: RowNumbers, scores: Floats, *, all_words: bool) -> tuple[Hit, ...]:
    tables, around = search.snapshot.tables, search.around
    ids = [tables.ids[row] for row in rows.tolist()]
    if around is None:
        return tuple(
            Hit(id=one, score=score, all_words=all_words) for one, score in zip(ids, scores.tolist(), strict=True)
        )
    metres = around.shown_metres(rows)
    points = around.distances.points[rows]
    return tuple(
        Hit(
            id=one,
            score=score,
            all_words=all_words,
            distance_metres=distance if distance < np.inf else None,
            point_key=tables.point_keys[point] if distance < np.inf else None,
            covers_area=covers,
        )
        for one, score, distance, point, covers in zip(
            ids, scores.tolist(), metres.tolist(), points.tolist(), around.covers(rows).tolist(), strict=True
        )
    )


def _nearest_beyond(search: Search, total_any: int) -> Hit | None:
    """The nearest hit outside the radius: of all words, or of any when those are nowhere either."""
    around = search.around
    if around is None or around.radius_metres == np.inf:
        return None
    located = bits.from_mask(np.isfinite(around.distances.metres), search.snapshot.tables.words)
    beyond = located & ~around.inside & search.narrowing.passing
    found, all_words = search.with_all_words() & beyond, True
    if not found.any() and not total_any:
        found, all_words = search.with_any_word() & beyond, False
    rows = bits.to_rows(found)
    if not len(rows):
        return None
    wider = replace(
        search, around=replace(around, radius_metres=np.inf), query=replace(search.query, sort=Sort.NEAREST)
    )
    return _hits(wider, rows, 0, 1, all_words=all_words)[0]


def _ways_out(search: Search, total: int) -> tuple[WayOut, ...]:
    """What to leave out to find more, the most fruitful first within each kind."""
    ways = [*_fewer_words(search), *_fewer_filters(search)]
    if search.around is not None and search.around.radius_metres != np.inf:
        found = bits.count(search.with_all_words() & search.narrowing.passing)
        ways.append(WayOut(kind="radius", value="", total=found))
    return tuple(way for way in ways if way.total > total)


def _fewer_words(search: Search) -> list[WayOut]:
    if len(search.wording.concepts) < 2:
        return []
    among = search.within_reach() & search.narrowing.passing
    ways = []
    for concept in search.wording.concepts:
        found = bits.count(search.with_all_words(left_out=concept) & among)
        ways.append(WayOut(kind="word", value=concept.label, total=found))
    return sorted(ways, key=lambda way: -way.total)


def _fewer_filters(search: Search) -> list[WayOut]:
    among = search.with_all_words() & search.within_reach()
    narrowing = search.narrowing
    ways: list[WayOut] = []
    for group, values in narrowing.facets.items():
        if group in narrowing.cumulative:
            lifted = [(value, narrowing.without_value(group, value)) for value in sorted(values)]
        else:
            lifted = [(",".join(sorted(values)), narrowing.without_group(group))] if values else []
        ways.extend(
            WayOut(kind="facet", group=group, value=value, total=bits.count(less.passing & among))
            for value, less in lifted
        )
    if narrowing.weekdays:
        less = replace(narrowing, weekdays=frozenset())
        ways.append(WayOut(kind="weekday", value="", total=bits.count(less.passing & among)))
    if narrowing.parts:
        less = replace(narrowing, parts=frozenset())
        ways.append(WayOut(kind="part", value="", total=bits.count(less.passing & among)))
    if narrowing.when:
        less = replace(narrowing, when=None)
        ways.append(WayOut(kind="when", value="", total=bits.count(less.passing & among)))
    return sorted(ways, key=lambda way: -way.total)
