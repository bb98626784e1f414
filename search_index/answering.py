"""What a question finds: hits of one page, totals, counts and the ways on when there is little."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat

import numpy as np

from search_index import bits, counting, ways_out
from search_index.around import Around, nearest_keys
from search_index.bits import Bits, RowNumbers
from search_index.counting import Counts
from search_index.fields import FEW
from search_index.ordering import Floats, Ranking
from search_index.query import Answer, Hit, Sort
from search_index.question import Question


def answer(question: Question) -> Answer:
    """What the query found."""
    narrowing, reach, worded = question.narrowing, question.reach, question.with_all_words()
    found = worded & reach
    all_found = found & narrowing.passing
    any_found = 0
    if len(question.wording.concepts) > 1:
        any_found = question.with_any_word() & reach & narrowing.passing & ~all_found
    total_all, total_any = all_found.bit_count(), any_found.bit_count()
    return Answer(
        hits=_page(question, all_found, total_all, any_found),
        total_all=total_all,
        total_any=total_any,
        counts=Counts(lambda: counting.count(narrowing, found)),
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
    tables, query, concepts = question.snapshot.tables, question.query, question.wording.concepts
    is_one_concept = len(concepts) == 1 and concepts[0].found.bits == found
    rows = concepts[0].found.rows if is_one_concept else bits.to_rows(found, tables.size)
    ranking = Ranking(tables, question.relevance, question.around, query.sort)
    if not (query.close_first and all_words and concepts and query.sort is Sort.NEAREST):
        return _make(question, *ranking.page(rows, start, end), all_words=all_words, close=True)
    hits: tuple[Hit, ...] = ()
    for part, is_close in _by_fit(question, found):
        if start < len(part) and end > 0:
            page = ranking.page(part, max(start, 0), end)
            hits += _make(question, *page, all_words=all_words, close=is_close)
        start, end = start - len(part), end - len(part)
    return hits


def _by_fit(question: Question, found: Bits) -> tuple[tuple[RowNumbers, bool], tuple[RowNumbers, bool]]:
    """The rows that are about every word, and those that only mention some; all are about them where none is."""
    close, size = found, question.snapshot.tables.size
    for concept in question.wording.concepts:
        close &= concept.found.close
    close = close or found
    return (bits.to_rows(close, size), True), (bits.to_rows(found & ~close, size), False)


def _make(question: Question, rows: RowNumbers, scores: Floats, *, all_words: bool, close: bool) -> tuple[Hit, ...]:
    tables, around = question.snapshot.tables, question.around
    numbers: list[int] = rows.tolist()
    ids = map(tables.ids.__getitem__, numbers)
    told = repeat(all_words)
    if around is None:
        return tuple(map(Hit, ids, scores.tolist(), told, repeat(None), repeat(None), repeat(False), repeat(close)))
    shown = [metres if metres < np.inf else None for metres in around.shown_metres(rows).tolist()]
    keys = _point_keys(question, around, numbers, shown)
    covers = around.covers(rows).tolist()
    return tuple(map(Hit, ids, scores.tolist(), told, shown, keys, covers, repeat(close)))


def _point_keys(question: Question, around: Around, rows: list[int], shown: list[float | None]) -> list[str | None]:
    located = [row for row, metres in zip(rows, shown, strict=True) if metres is not None]
    keys = iter(nearest_keys(question.snapshot.tables, around.distances, located))
    return [None if metres is None else next(keys) for metres in shown]


def _nearest_beyond(question: Question, total_any: int) -> Hit | None:
    """The nearest hit outside the radius: of all words, or of any when those are nowhere either."""
    around = question.around
    if around is None or around.radius_metres == np.inf:
        return None
    beyond = bits.from_mask(np.isfinite(around.distances.rows)) & question.narrowing.passing & ~around.inside
    found, all_words = question.with_all_words() & beyond, True
    if not found and not total_any:
        found, all_words = question.with_any_word() & beyond, False
    if not found:
        return None
    far = replace(around, radius_metres=np.inf, covering=0)
    wider = replace(question, around=far, query=replace(question.query, sort=Sort.NEAREST))
    return _hits(wider, found, 0, 1, all_words=all_words)[0]
