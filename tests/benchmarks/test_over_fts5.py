"""The page's other index answers what a plain look through the documents answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from geopy.distance import geodesic

from benchmarks import corpus
from benchmarks.pages import over_fts5
from benchmarks.pages.over_fts5 import Fts5Index
from benchmarks.reference import tokens
from search_index.documents import Document
from search_index.query import Origin, Query, Sort, When

TODAY = date(2026, 11, 24)
HALL = Origin(latitude=55.80, longitude=-4.0)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(corpus.generate(300))


@pytest.fixture(scope="module")
def index(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Fts5Index:
    file = tmp_path_factory.mktemp("page") / "fts5.sqlite"
    over_fts5.build(documents, file)
    return Fts5Index(file, marker=1, built_on=TODAY)


def having(documents: list[Document], words: str, facets: Mapping[str, frozenset[str]] | None = None) -> list[Document]:
    wanted = set(tokens(words))
    return [
        document
        for document in documents
        if wanted <= set(tokens(corpus.body(document)))
        and all(document.facets.get(group, frozenset()) & values for group, values in (facets or {}).items())
    ]


@pytest.mark.parametrize("words", ["lunch", "crochet group", "yoga hall motherwell", "nothinglikethis", ""])
def test_totals_are_of_all_words(index: Fts5Index, documents: list[Document], words: str) -> None:
    assert index.search(Query(words=words)).total_all == len(having(documents, words))


def test_any_word_comes_behind_all_words(index: Fts5Index, documents: list[Document]) -> None:
    answer = index.search(Query(words="yoga lunch", limit=50))
    both = having(documents, "yoga lunch")
    either = {document.id for word in ("yoga", "lunch") for document in having(documents, word)}

    assert [hit.all_words for hit in answer.hits] == sorted((hit.all_words for hit in answer.hits), reverse=True)
    assert (answer.total_all, answer.total_any) == (len(both), len(either) - len(both))
    assert {hit.id for hit in answer.hits} == either


def test_counts_are_of_every_label(index: Fts5Index, documents: list[Document]) -> None:
    counts = index.search(Query(words="lunch")).counts
    expected = Counter(label for document in having(documents, "lunch") for label in corpus.labels(document))

    assert {f"{group}:{value}": n for group, values in counts.items() for value, n in values.items()} == expected


def test_a_group_is_counted_without_its_own_filter(index: Fts5Index, documents: list[Document]) -> None:
    chosen = {"theme": frozenset({"social"}), "who": frozenset({"carers"})}
    counts = index.search(Query(facets=chosen)).counts
    without = having(documents, "", {"who": chosen["who"]})

    assert counts["theme"] == Counter(value for document in without for value in document.facets["theme"])


def test_cumulative_filters_need_every_value(index: Fts5Index, documents: list[Document]) -> None:
    wanted = frozenset({"step-free", "toilet"})
    total = index.search(Query(facets={"access": wanted})).total_all

    assert total == sum(wanted <= document.facets.get("access", frozenset()) for document in documents)


def test_a_day_and_a_part_are_of_one_session(index: Fts5Index, documents: list[Document]) -> None:
    answer = index.search(Query(weekdays=frozenset({1}), parts=frozenset({0})))

    assert answer.total_all == sum((1, 0) in document.slots for document in documents)


def test_a_date_is_one_of_the_coming_sessions(index: Fts5Index, documents: list[Document]) -> None:
    first = corpus.FIRST_DAY + 2
    answer = index.search(Query(when=When(first_day=first, last_day=first), limit=0))

    assert answer.total_all == sum(any(each.day == first for each in document.occurrences) for document in documents)


def test_distances_are_metres_and_the_nearest_is_first(index: Fts5Index, documents: list[Document]) -> None:
    answer = index.search(Query(words="group", origin=HALL, radius_metres=9_000, sort=Sort.NEAREST, limit=300))
    by_id = {document.id: document.points[0] for document in documents}

    distances = [hit.distance_metres for hit in answer.hits]
    for hit in answer.hits:
        point = by_id[hit.id]
        exact = geodesic((HALL.latitude, HALL.longitude), (point.latitude, point.longitude)).m
        assert hit.distance_metres == pytest.approx(exact, rel=0.002, abs=1)
    assert distances == sorted(distances, key=lambda metres: metres or 0.0)
    assert answer.total_all == len(answer.hits) > 0


def test_pages_follow_one_another(index: Fts5Index) -> None:
    whole = index.search(Query(words="group", limit=30)).hits
    parts = [hit for offset in (0, 10, 20) for hit in index.search(Query(words="group", offset=offset, limit=10)).hits]

    assert [hit.id for hit in parts] == [hit.id for hit in whole]


def test_what_is_not_known_is_counted_for_a_chosen_value(tmp_path: Path) -> None:
    known = Document(id="1", name="Walk", facets={"cost": frozenset({"free"})})
    unknown = Document(id="2", name="Walk", unknown=frozenset({"cost"}))
    over_fts5.build([known, unknown], tmp_path / "fts5.sqlite")
    index = Fts5Index(tmp_path / "fts5.sqlite", marker=1, built_on=TODAY)

    answer = index.search(Query(words="walk", facets={"cost": frozenset({"free"})}))

    assert (answer.total_all, answer.not_known) == (1, {"cost:free": 1})
    index.close()
