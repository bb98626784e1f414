"""What a question finds: hits of one page, totals, counts and the ways on when there is little."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from itertools import repeat
from types import MappingProxyType
from typing import cast

import numpy as np
import numpy.typing as npt

from search_index import bits, counting, ways_out
from search_index.around import Around
from search_index.bits import Bits, RowNumbers
from search_index.counting import Counts
from search_index.fields import FEW
from search_index.ordering import Page, Ranking
from search_index.query import Answer, Further, Hit, Sort
from search_index.question import Fit, Question

_new_hit = cast(Callable[[tuple[object, ...]], Hit], partial(tuple.__new__, Hit))
"""A hit from its values, in a third of the time that `Hit(...)` takes."""


Floats = npt.NDArray[np.float64]
_NONE, _FALSE = repeat(None), repeat(False)


def answer(question: Question) -> Answer:
    """What the query found."""
    reach = question.within_reach
    found = question.with_all_words() & reach
    all_found = found & question.passing
    any_found = 0
    if len(question.founds) > 1:
        any_found = reach & question.passing & ~all_found
    total_all, total_any = all_found.bit_count(), any_found.bit_count()
    return Answer(
        _page(question, all_found, total_all, any_found),
        total_all,
        total_any,
        Counts(question, found),
        shown_for=question.wording.shown_for,
        did_you_mean=question.wording.did_you_mean,
        find_further=partial(_find_further, question, found, total_all, total_any),
    )


def _find_further(question: Question, found: Bits, total_all: int, total_any: int) -> Further:
    return Further(
        not_known=MappingProxyType(counting.count_not_known(question.narrowing, found)) if question.is_narrow else {},
        ways_out=ways_out.find(question, total_all) if total_all < FEW else (),
        nearest_beyond=None if total_all else _nearest_beyond(question, total_any),
    )


def _page(question: Question, all_found: Bits, total_all: int, any_found: Bits) -> tuple[Hit, ...]:
    """The hits of all words from `offset` on, then those of any word."""
    query = question.query
    start = max(query.offset, 0)
    end = start + max(query.limit, 0)
    ranking = Ranking(question.snapshot.tables, Fit(question), question.around, query.sort)
    if query.close_first and query.sort is Sort.NEAREST and question.founds:
        return _close_first(question, ranking, (all_found, any_found), start, end)
    if end <= total_all or not any_found:
        return _hits(question, ranking, all_found, start, end)
    if start >= total_all:
        return _hits(question, ranking, any_found, start - total_all, end - total_all, all_words=False)
    page = ranking.page(question.rows_of(all_found | any_found), start, end, leaders=all_found)
    return _make(question, page, repeat(True) if page.follows is None else (~page.follows).tolist())


def _close_first(
    question: Question, ranking: Ranking, sets: tuple[Bits, Bits], start: int, end: int
) -> tuple[Hit, ...]:
    """The hits that are about every word, those that only mention some, and those of any word."""
    all_found, any_found = sets
    close = _close(question, all_found)
    hits: tuple[Hit, ...] = ()
    for found, all_words, is_close in (
        (close, True, True),
        (all_found & ~close, True, False),
        (any_found, False, True),
    ):
        hits += _hits(question, ranking, found, max(start, 0), end, all_words=all_words, close=is_close)
        start, end = start - found.bit_count(), end - found.bit_count()
    return hits


def _close(question: Question, found: Bits) -> Bits:
    """Those that are about every word; all where none is."""
    close = found
    for where in question.founds:
        close &= where.close
    return close or found


def _hits(
    question: Question,
    ranking: Ranking,
    found: Bits,
    start: int,
    end: int,
    *,
    all_words: bool = True,
    close: bool = True,
) -> tuple[Hit, ...]:
    if not found or end <= start:
        return ()
    page = _leading(question, found, start, end) or ranking.page(question.rows_of(found), start, end)
    return _make(question, page, repeat(all_words), close=close)


def _leading(question: Question, found: Bits, start: int, end: int) -> Page | None:
    """The page where it is one word's best rows, which are in order already; None where it is not, or they do not reach so far."""
    if len(question.founds) != 1 or question.around is not None or question.query.sort is Sort.NAME:
        return None
    (only,) = question.founds
    if only.leaders is None:
        return None
    rows, scores = only.leaders
    if found != only.bits:
        left = bits.to_mask(found, only.size)[rows]
        rows, scores = rows[left], scores[left]
    if len(rows) < min(end, found.bit_count()):
        return None
    return Page(rows[start:end], scores[start:end].tolist(), None, None)


def _make(question: Question, page: Page, told: Iterable[bool], *, close: bool = True) -> tuple[Hit, ...]:
    """Hits of the rows of a page; `told` says of each whether it has all the words."""
    ids = question.snapshot.tables.ids[page.rows].tolist()
    around = question.around
    if around is None or page.metres is None:
        return tuple(map(_new_hit, zip(ids, page.scores, told, _NONE, _NONE, _FALSE, repeat(close), strict=False)))
    metres, keys = _told_metres(around, page.rows, page.metres)
    covers: Iterable[bool] = _FALSE
    if around.covering:
        covers = [bool(around.covering >> row & 1) for row in page.rows.tolist()]
    return tuple(map(_new_hit, zip(ids, page.scores, told, metres, keys, covers, repeat(close), strict=False)))


def _told_metres(around: Around, rows: RowNumbers, metres: Floats) -> tuple[list[float | None], list[str | None]]:
    """The distance to tell for each row and the key of its nearest point; None where it has none within the radius."""
    has_place = metres < math.inf
    if has_place.all():
        return [*metres.tolist()], [*around.distances.nearest_keys(rows)]
    keys = iter(around.distances.nearest_keys(rows[has_place]))
    told = [None if one == math.inf else one for one in metres.tolist()]
    return told, [None if one is None else next(keys) for one in told]


def _nearest_beyond(question: Question, total_any: int) -> Hit | None:
    """The nearest hit outside the radius: of all words, or of any when those are nowhere either."""
    around = question.around
    if around is None or around.radius_metres == math.inf:
        return None
    beyond = question.snapshot.tables.located & question.passing & ~question.within_reach
    found, all_words = question.with_all_words() & beyond, True
    if not found and not total_any:
        found, all_words = question.with_any_word() & beyond, False
    if not found:
        return None
    ranking = Ranking(question.snapshot.tables, Fit(question), around.without_radius(), Sort.NEAREST)
    page = ranking.page(question.rows_of(found), 0, 1)
    return _make(question, page, (all_words,))[0]
