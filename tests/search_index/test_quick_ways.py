"""What is done beforehand, or otherwise where there is little, changes no answer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index import scoring, tables
from search_index.documents import Document
from search_index.index import SearchIndex
from search_index.query import Answer, Query, Sort
from search_index.snapshot import load

COUNT = 300
QUERIES = tuple(
    Query(words=words, sort=sort, offset=offset, limit=20, facets=facets, weekdays=weekdays)
    for words in ("tea", "teas", '"tea club"', "coffee", "tea coffee", "te")
    for sort in (Sort.BEST, Sort.NAME)
    for offset in (0, 20, 60, 90, 280)
    for facets, weekdays in (
        ({}, frozenset[int]()),
        ({"theme": frozenset({"food"})}, frozenset[int]()),
        ({"theme": frozenset({"song"}), "cost": frozenset({"free"})}, frozenset({1, 2})),
    )
)


def made() -> list[Document]:
    chance = random.Random(7)
    return [
        Document(
            id=str(number),
            name=chance.choice(("Tea club", "Teapot club", "Coffee club", "Tea and coffee")),
            description=" ".join(["tea"] * chance.randint(0, 3) + ["talk"] * chance.randint(0, 2)),
            quality=chance.choice((0.5, 1.0)),
            facets={
                "theme": frozenset({chance.choice(("food", "song", "walks"))}),
                "cost": frozenset({chance.choice(("free", "paid"))}),
            },
            slots=frozenset({(chance.randrange(7), chance.randrange(3))}),
        )
        for number in range(COUNT)
    ]


@pytest.fixture(params=[False, True], ids=["all living", "some dead"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SearchIndex]:
    index = SearchIndex(tmp_path / "index")
    index.rebuild(made(), marker=1)
    if request.param:
        index.apply([], [str(number) for number in range(0, COUNT, 3)], marker=2)
    yield index
    index.close()


def answers(index: SearchIndex) -> list[Answer]:
    """Every answer as if it was the first since the start."""
    index.close()
    return [index.search(query) for query in QUERIES]


@pytest.mark.parametrize("most", [0, 1, 7, 30])
def test_what_leads_is_what_putting_everything_in_order_brings(
    index: SearchIndex, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = answers(index)
    monkeypatch.setattr(scoring, "MOST_LEADERS", most)

    assert answers(index) == expected
    assert any(answer.total_all > 60 for answer in expected)


def test_counting_set_by_set_and_all_at_once_are_the_same(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [answer.counts for answer in answers(index)]
    monkeypatch.setattr(tables, "FEW_ROWS", 0)

    assert [dict(answer.counts) for answer in answers(index)] == expected
    assert expected[0]["theme"]["food"] > 0
    assert {"weekday", "part", "theme", "cost"} == {*expected[0]}


def test_a_beginning_scores_the_same_whatever_was_asked_before(index: SearchIndex) -> None:
    (first,) = {hit.score for hit in index.search(Query(words="teap", limit=1)).hits}
    index.close()
    for word in ("teapot", "tea", "teas"):
        index.search(Query(words=word))

    assert index.search(Query(words="teap", limit=1)).hits[0].score == first


def test_what_a_mention_counts_adds_up_exactly(index: SearchIndex, tmp_path: Path) -> None:
    factors = load(tmp_path / "index", None).tables.factors

    assert factors.max() < 16
    assert all((factor * 2**30).is_integer() for factor in factors.tolist())
