"""What a question finds: hits of one page, totals, counts and the ways on when there is little."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from itertools import repeat
from typing import cast

from search_index import bits, counting, ways_out
from search_index.around import Around
from search_index.bits import Bits, RowNumbers
from search_index.counting import Counts
from search_index.fields import FEW
from search_index.ordering import Page, Ranking
from search_index.query import Answer, Hit, Sort
from search_index.question import Question

_new_hit = cast(Callable[[tuple[object, ...]], Hit], partial(tuple.__new__, Hit))
"""A hit from its values, in a third of the time that `Hit(...)` takes."""


def answer(question: Question) -> Answer:
    """What the query found."""
    narrowing, reach = question.narrowing, question.within_reach
    found = question.with_all_words() & reach
    all_found = found & narrowing.passing
    any_found = 0
    if len(question.wording.concepts) > 1:
        any_found = reach & narrowing.passing & ~all_found
    total_all, total_any = all_found.bit_count(), any_found.bit_count()
    return Answer(
        hits=_page(question, all_found, total_all, any_found),
        total_all=total_all,
        total_any=total_any,
        counts=Counts(narrowing, found),
        not_known=counting.count_not_known(narrowing, found) if narrowing.is_narrow else {},
        shown_for=question.wording.shown_for,
        did_you_mean=question.wording.did_you_mean,
        ways_out=ways_out.find(question, total_all) if total_all < FEW else (),
        nearest_beyond=None if total_all else _nearest_beyond(question, total_any),
    )


def _page(question: Question, all_found: Bits, total_all: int, any_found: Bits) -> tuple[Hit, ...]:
    """The hits of all words from `offset` on, then those of any word."""
    start = max(question.query.offset, 0)
    end = start + max(question.query.limit, 0)
    hits: tuple[Hit, ...] = ()
    if start < min(end, total_all):
        hits = _hits(question, all_found, start, min(end, total_all), all_words=True)
    if end > max(start, total_all) and any_found:
        hits += _hits(question, any_found, max(start - total_all, 0), end - total_all, all_words=False)
    return hits


def _hits(question: Question, found: Bits, start: int, end: int, *, all_words: bool) -> tuple[Hit, ...]:
    query, concepts = question.query, question.wording.concepts
    ranking = Ranking(question.snapshot.tables, question.fit, question.around, query.sort)
    if not (query.close_first and all_words and concepts and query.sort is Sort.NEAREST):
        return _make(question, ranking.page(_rows(question, found), start, end), all_words=all_words, close=True)
    hits: tuple[Hit, ...] = ()
    for part, is_close in _by_fit(question, found):
        if start < len(part) and end > 0:
            page = ranking.page(part, max(start, 0), end)
            hits += _make(question, page, all_words=all_words, close=is_close)
        start, end = start - len(part), end - len(part)
    return hits


def _rows(question: Question, found: Bits) -> RowNumbers:
    """The rows of a set; for all that one word finds, those that it was scored with."""
    concepts = question.wording.concepts
    if len(concepts) == 1 and concepts[0].found.bits == found:
        return concepts[0].found.rows
    return bits.to_rows(found, question.snapshot.tables.size)


def _by_fit(question: Question, found: Bits) -> tuple[tuple[RowNumbers, bool], tuple[RowNumbers, bool]]:
    """The rows that are about every word, and those that only mention some; all are about them where none is."""
    close, size = found, question.snapshot.tables.size
    for concept in question.wording.concepts:
        close &= concept.found.close
    close = close or found
    return (bits.to_rows(close, size), True), (bits.to_rows(found & ~close, size), False)


def _make(question: Question, page: Page, *, all_words: bool, close: bool) -> tuple[Hit, ...]:
    around, rows = question.around, page.rows
    ids = question.snapshot.tables.ids[rows].tolist()
    told = repeat(all_words)
    if around is None or page.metres is None:
        values = zip(ids, page.scores, told, repeat(None), repeat(None), repeat(False), repeat(close), strict=False)
        return tuple(map(_new_hit, values))
    metres = [None if one == math.inf else one for one in page.metres]
    keys = _point_keys(around, rows, metres)
    covers = [bool(around.covering >> row & 1) for row in rows] if around.covering else repeat(False)
    return tuple(map(_new_hit, zip(ids, page.scores, told, metres, keys, covers, repeat(close), strict=False)))


def _point_keys(around: Around, rows: list[int], metres: list[float | None]) -> list[str | None]:
    nearest_key = around.distances.nearest_key
    return [None if one is None else nearest_key(row) for row, one in zip(rows, metres, strict=True)]


def _nearest_beyond(question: Question, total_any: int) -> Hit | None:
    """The nearest hit outside the radius: of all words, or of any when those are nowhere either."""
    around = question.around
    if around is None or around.radius_metres == math.inf:
        return None
    beyond = question.snapshot.tables.located & question.narrowing.passing & ~question.within_reach
    found, all_words = question.with_all_words() & beyond, True
    if not found and not total_any:
        found, all_words = question.with_any_word() & beyond, False
    if not found:
        return None
    wider = around.without_radius()
    ranking = Ranking(question.snapshot.tables, question.fit, wider, Sort.NEAREST)
    page = ranking.page(bits.to_rows(found, question.snapshot.tables.size), 0, 1)
    return _make(question, page, all_words=all_words, close=True)[0]
