"""An engine in its own process answers commands, and what goes wrong in it is said plainly."""

from __future__ import annotations

import itertools
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import corpus, engines, worker
from benchmarks.engines import Found
from benchmarks.questions import Kind, Paper, Question, draw
from benchmarks.reference import Reference
from benchmarks.workers import Caller, EngineMissingError, WorkerFailedError
from search_index.documents import Document

SIZE = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("race")
    corpus.write(corpus.generate(SIZE), made / "documents.pickle")
    (made / "paper.pickle").write_bytes(pickle.dumps(draw(corpus.generate(SIZE), rounds=2, each=2, checks=3)))
    caller = Caller("fts5", made)
    assert caller.ask("build")["seconds"] > 0
    caller.close()
    return made


@pytest.fixture(scope="module")
def paper(folder: Path) -> Paper:
    read: Paper = pickle.loads((folder / "paper.pickle").read_bytes())
    return read


@pytest.fixture
def caller(folder: Path) -> Iterator[Caller]:
    made = Caller("fts5", folder)
    made.ask("open", word="group")
    yield made
    made.close()


def test_opening_answers_a_first_word_and_names_the_version(folder: Path) -> None:
    caller = Caller("fts5", folder)
    opened = caller.ask("open", word="group")
    caller.close()

    expected = sum("group" in corpus.body(document).split() for document in corpus.generate(SIZE))
    assert opened["total"] == expected
    assert opened["version"].startswith("SQLite 3")


def test_answers_come_in_the_order_of_the_questions(caller: Caller, paper: Paper) -> None:
    found = caller.ask("answers")["found"]
    reference = Reference(corpus.generate(SIZE), paper.checks)

    for question, answer in zip(paper.checks, found, strict=True):
        if question.kind in (Kind.WORD, Kind.AND, Kind.OR):
            assert answer["total"] == reference.right(question).total


def test_a_round_has_a_time_for_every_question(caller: Caller, paper: Paper) -> None:
    caller.ask("warm")

    for number, questions in enumerate(paper.rounds):
        taken = caller.ask("round", number=number)["microseconds"]
        assert len(taken) == len(questions)
        assert min(taken) > 0


def test_what_is_asked_again_has_a_time_for_every_question_each_time(caller: Caller, paper: Paper) -> None:
    for _ in range(3):
        assert len(caller.ask("again")["microseconds"]) == len(paper.again)


def test_edits_are_seen_and_never_twice_the_same(caller: Caller) -> None:
    first, second = caller.ask("edit", times=3), caller.ask("edit", times=3)

    assert (first["seen"], second["seen"]) == (3, 3)
    assert len(first["milliseconds"]) == 3


def test_memory_is_at_least_pythons_own(caller: Caller) -> None:
    assert caller.ask("memory")["peak"] > 5_000


def test_an_engine_that_dies_is_reported(folder: Path) -> None:
    caller = Caller("postgresql", folder)

    with pytest.raises((WorkerFailedError, EngineMissingError)):
        caller.ask("build")
    caller.close()


def test_the_index_on_disk_is_measured(folder: Path) -> None:
    assert engines.disk_bytes(folder / "fts5") > 50_000


class Slow:
    """An engine that counts what it was asked."""

    keeps_small_words = False
    version = "slow"

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Found:
        self.asked.append(question)
        return Found((), 0)

    def build(self, documents: object) -> None: ...
    def open(self) -> None: ...
    def update(self, document: Document) -> None: ...
    def close(self) -> None: ...


def test_every_question_is_timed_once_in_its_order() -> None:
    engine = Slow()
    questions = [Question(kind=Kind.WORD, words=(str(number),)) for number in range(5)]

    taken = worker.timed(engine.ask, questions)

    assert engine.asked == questions
    assert len(taken) == 5
    assert all(microseconds > 0 for microseconds in taken)


def test_documents_are_read_again_without_holding_them_all(folder: Path) -> None:
    first = list(itertools.islice(corpus.read(folder / "documents.pickle"), 3))

    assert [document.id for document in first] == ["0", "1", "2"]
