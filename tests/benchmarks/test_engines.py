"""Every engine that is here gives the same totals as the brute-force reference, and shows an edit."""

from __future__ import annotations

import dataclasses
import importlib.util
from collections.abc import Iterator

import pytest

from benchmarks import corpus, engines
from benchmarks.engines import Engine
from benchmarks.questions import Kind, Paper, Question, draw
from benchmarks.reference import Reference
from search_index.documents import Document

SIZE = 200
HERE = [
    pytest.param(
        name, marks=pytest.mark.skipif(importlib.util.find_spec(needs) is None, reason=f"{needs} is not installed")
    )
    for name, needs in (("ours", "numpy"), ("whoosh_plain", "whoosh"), ("fts5", "sqlite3"), ("tantivy_peer", "tantivy"))
]
SIMPLE = (Kind.WORD, Kind.AND, Kind.OR, Kind.RADIUS, Kind.FACETS)


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(corpus.generate(SIZE))


@pytest.fixture(scope="module")
def paper(documents: list[Document]) -> Paper:
    return draw(documents, rounds=1, each=1, checks=6)


@pytest.fixture(scope="module")
def reference(documents: list[Document], paper: Paper) -> Reference:
    return Reference(documents, paper.checks)


@pytest.fixture(scope="module", params=HERE)
def engine(
    request: pytest.FixtureRequest, documents: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp(request.param) / request.param
    engines.load(request.param, folder).build(documents)
    opened = engines.load(request.param, folder)
    opened.open()
    yield opened
    opened.close()


@pytest.mark.parametrize("kind", SIMPLE)
def test_totals_are_those_of_the_reference(engine: Engine, paper: Paper, reference: Reference, kind: Kind) -> None:
    questions = [question for question in paper.checks if question.kind == kind]
    found = [engine.ask(question).total for question in questions]

    assert found == [reference.right(question).total for question in questions]


def test_counts_are_those_of_the_reference(engine: Engine, paper: Paper, reference: Reference) -> None:
    for question in paper.checks:
        if question.kind == Kind.FACETS:
            assert engine.ask(question).counts == reference.right(question).counts


def test_the_nearest_are_those_of_the_reference(engine: Engine, paper: Paper, reference: Reference) -> None:
    for question in paper.checks:
        if question.kind == Kind.NEAREST:
            assert engine.ask(question).ids == reference.right(question).nearest


def test_at_most_twenty_are_answered(engine: Engine) -> None:
    found = engine.ask(Question(kind=Kind.OR, words=("group", "club", "class", "circle")))

    assert len(found.ids) == len(set(found.ids)) == 20


def test_a_phrase_is_found_in_the_listing_that_has_it(engine: Engine, documents: list[Document], paper: Paper) -> None:
    for question in paper.checks:
        if question.kind == Kind.PHRASE:
            having = {int(d.id) for d in documents if " ".join(question.words) in d.description.lower()}
            total = engine.ask(question).total
            assert total is not None
            assert total >= len(having) >= 1


def test_most_mistyped_words_find_something(engine: Engine, paper: Paper) -> None:
    found = [bool(engine.ask(question).total) for question in paper.checks if question.kind == Kind.TYPO]

    assert sum(found) >= len(found) - 2


def test_a_beginning_finds_the_whole_word(engine: Engine) -> None:
    whole = engine.ask(Question(kind=Kind.WORD, words=("crochet",))).total
    start = engine.ask(Question(kind=Kind.PREFIX, words=("croc",))).total

    assert start == whole


def test_an_edit_is_seen_at_once_and_only_once(engine: Engine, documents: list[Document]) -> None:
    engine.update(dataclasses.replace(documents[3], description="The new word is zuvkog."))
    found = engine.ask(Question(kind=Kind.WORD, words=("zuvkog",)))

    assert (found.ids, found.total) == ((3,), 1)
