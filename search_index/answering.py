"""What a question finds: hits of one page, totals, counts and the ways on when there is little."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
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
    query = question.query
    start = max(query.offset, 0)
    end = start + max(query.limit, 0)
    if query.close_first and query.sort is Sort.NEAREST and question.wording.concepts:
        return _close_first(question, all_found, any_found, start, end)
    if end <= total_all or not any_found:
        return _hits(question, all_found, start, end)
    if start >= total_all:
        return _hits(question, any_found, start - total_all, end - total_all, all_words=False)
    ranking = _ranking(question)._replace(leaders=all_found)
    page = ranking.page(_rows(question, all_found | any_found), start, end)
    return _make(question, page, [bool(all_found >> row & 1) for row in page.rows])


def _close_first(question: Question, all_found: Bits, any_found: Bits, start: int, end: int) -> tuple[Hit, ...]:
    """The hits that are about every word, those that only mention some, and those of any word."""
    close = _close(question, all_found)
    hits: tuple[Hit, ...] = ()
    for found, all_words, is_close in (
        (close, True, True),
        (all_found & ~close, True, False),
        (any_found, False, True),
    ):
        hits += _hits(question, found, max(start, 0), end, all_words=all_words, close=is_close)
        start, end = start - found.bit_count(), end - found.bit_count()
    return hits


def _close(question: Question, found: Bits) -> Bits:
    """Those that are about every word; all where none is."""
    close = found
    for concept in question.wording.concepts:
        close &= concept.found.close
    return close or found


def _hits(
    question: Question, found: Bits, start: int, end: int, *, all_words: bool = True, close: bool = True
) -> tuple[Hit, ...]:
    if not found or end <= start:
        return ()
    page = _ranking(question).page(_rows(question, found), start, end)
    return _make(question, page, repeat(all_words), close=close)


def _ranking(question: Question) -> Ranking:
    return Ranking(question.snapshot.tables, question.fit, question.around, question.query.sort)


def _rows(question: Question, found: Bits) -> RowNumbers:
    """The rows of a set; for all that one word finds, those that it was scored with."""
    concepts = question.wording.concepts
    if len(concepts) == 1 and concepts[0].found.bits == found:
        return concepts[0].found.rows
    return bits.to_rows(found, question.snapshot.tables.size)


def _make(question: Question, page: Page, told: Iterable[bool], *, close: bool = True) -> tuple[Hit, ...]:
    """Hits of the rows of a page; `told` says of each whether it has all the words."""
    around, rows = question.around, page.rows
    ids = question.snapshot.tables.ids[rows].tolist()
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
    page = ranking.page(_rows(question, found), 0, 1)
    return _make(question, page, (all_words,))[0]
