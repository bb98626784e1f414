"""Whatever is in the index and whatever is asked, the answer is what a slow look at every document gives."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from search_index.analysis import fold
from search_index.documents import Document
from search_index.fields import AREA_METRES
from search_index.index import SearchIndex
from search_index.query import Answer, Hit, Query, Sort
from tests.search_index import making, reference
from tests.search_index.reference import Reference

directories_and_queries = given(making.directories(), st.lists(making.queries(), min_size=4, max_size=4))
# an index is made for every example, so looking for a smaller one that fails too would take minutes
few = settings(
    max_examples=min(40, settings().max_examples), deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


@contextmanager
def index_of(documents: list[Document]) -> Iterator[SearchIndex]:
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder), cumulative=making.CUMULATIVE, synonyms=making.SYNONYMS)
        index.rebuild(documents, marker=0)
        yield index
        index.close()


def expected_of(documents: list[Document]) -> Reference:
    return Reference(documents, making.CUMULATIVE, making.SYNONYMS)


def is_on_the_edge(documents: list[Document], query: Query) -> bool:
    """Whether a point is so near the radius that the two formulas for distance may differ on it."""
    if query.origin is None or query.radius_metres is None:
        return False
    distances = [reference.metres(query, point) for document in documents for point in document.points]
    return any(math.isclose(distance, query.radius_metres, rel_tol=1e-3) for distance in distances)


def scores(hits: tuple[Hit, ...], *, all_words: bool) -> dict[str, float]:
    return {hit.id: hit.score for hit in hits if hit.all_words is all_words}


@few
@directories_and_queries
def test_hits_scores_totals_and_counts_are_those_of_the_reference(
    documents: list[Document], asked: list[tuple[Query, list[str]]]
) -> None:
    slow = expected_of(documents)
    with index_of(documents) as index:
        for query, words in asked:
            assume(not is_on_the_edge(documents, query))
            answer, expected = index.search(query), slow.search(query, words)
            assert scores(answer.hits, all_words=True) == pytest.approx(expected.all_words, rel=1e-3)
            assert scores(answer.hits, all_words=False) == pytest.approx(expected.any_word, rel=1e-3)
            assert (answer.total_all, answer.total_any) == (len(expected.all_words), len(expected.any_word))
            assert answer.counts == expected.counts
            assert answer.not_known == expected.not_known


@few
@directories_and_queries
def test_distances_points_and_areas_are_those_of_the_reference(
    documents: list[Document], asked: list[tuple[Query, list[str]]]
) -> None:
    by_id = {document.id: document for document in documents}
    with index_of(documents) as index:
        for query, _ in asked:
            assume(not is_on_the_edge(documents, query))
            for hit in index.search(query).hits:
                document = by_id[hit.id]
                assert hit.covers_area is reference.covers(document, query)
                if hit.distance_metres is None:
                    assert query.origin is None or reference.shown_metres(document, query) == math.inf
                    assert hit.point_key is None
                else:
                    assert hit.distance_metres == pytest.approx(reference.shown_metres(document, query), rel=1e-3)
                    point = next(one for one in document.points if one.key == hit.point_key)
                    assert hit.distance_metres == pytest.approx(reference.metres(query, point), rel=1e-3, abs=0.01)


def order_key(document: Document, hit: Hit, query: Query) -> tuple[object, ...]:
    """What the documented order sorts by."""
    by_name = (fold(document.name), document.id)
    if query.sort is Sort.NAME:
        return (not hit.all_words, *by_name)
    if query.sort is Sort.NEAREST and query.origin is not None:
        metres = math.inf if hit.distance_metres is None else hit.distance_metres
        judged = min(metres, AREA_METRES) if hit.covers_area else metres
        return (not hit.all_words, round(judged, 3), -hit.score, *by_name)
    return (not hit.all_words, -hit.score, *by_name)


@few
@directories_and_queries
def test_the_order_is_total_and_pages_put_together_are_the_whole(
    documents: list[Document], asked: list[tuple[Query, list[str]]]
) -> None:
    by_id = {document.id: document for document in documents}
    with index_of(documents) as index:
        for query, _ in asked:
            whole = index.search(query).hits
            keys = [order_key(by_id[hit.id], hit, query) for hit in whole]
            assert keys == sorted(keys)  # type: ignore[type-var]
            pages = [index.search(query._replace(offset=start, limit=2)).hits for start in range(0, len(whole) + 2, 2)]
            assert tuple(hit for page in pages for hit in page) == whole


def every_answer(index: SearchIndex, asked: list[tuple[Query, list[str]]]) -> list[Answer]:
    return [index.search(query._replace(exact=exact)) for query, _ in asked for exact in (True, False)]


changes = st.lists(
    st.tuples(
        st.dictionaries(st.integers(0, 8), st.just(None), max_size=2).flatmap(
            lambda chosen: st.tuples(*(making.documents(f"document-{number}") for number in chosen))
        ),
        st.lists(st.integers(0, 8).map(lambda number: f"document-{number}"), max_size=2),
    ),
    max_size=12,
)


@settings(few, max_examples=min(25, settings().max_examples))
@given(making.directories(), changes, st.lists(making.queries(), min_size=3, max_size=3))
def test_an_index_that_took_in_changes_answers_like_one_made_afresh(
    documents: list[Document],
    steps: list[tuple[tuple[Document, ...], list[str]]],
    asked: list[tuple[Query, list[str]]],
) -> None:
    truth = {document.id: document for document in documents}
    with index_of(documents) as updated:
        for marker, (changed, removed) in enumerate(steps, start=1):
            updated.apply(
                changed, [one for one in removed if one not in {document.id for document in changed}], marker=marker
            )
            truth = {identity: document for identity, document in truth.items() if identity not in removed}
            truth |= {document.id: document for document in changed}
        with index_of(list(truth.values())) as fresh:
            assert every_answer(updated, asked) == every_answer(fresh, asked)
            assert [updated.suggest(text) for text in ("lun", "b", "dro")] == [
                fresh.suggest(text) for text in ("lun", "b", "dro")
            ]
