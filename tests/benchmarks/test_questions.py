"""The questions are new each time, of every kind, and answerable."""

from __future__ import annotations

import random

import pytest

from benchmarks import corpus, spelling, vocabulary
from benchmarks.questions import Drawer, Kind, Paper, draw, mistyped
from search_index.documents import Document


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(corpus.generate(300))


@pytest.fixture(scope="module")
def paper(documents: list[Document]) -> Paper:
    return draw(documents, rounds=4, each=3, checks=5)


def test_every_round_has_as_many_questions_of_every_kind(paper: Paper) -> None:
    for questions in paper.rounds:
        assert sorted(question.kind for question in questions) == sorted([*Kind] * 3)


def test_the_same_documents_give_the_same_paper(documents: list[Document], paper: Paper) -> None:
    assert draw(documents, rounds=4, each=3, checks=5) == paper


def test_no_question_is_asked_twice(paper: Paper) -> None:
    questions = [question for one in (paper.checks, *paper.rounds, paper.again) for question in one]

    assert len(questions) == len(set(questions))


def test_what_is_asked_again_is_of_every_kind(paper: Paper) -> None:
    assert sorted(question.kind for question in paper.again) == sorted([*Kind] * 3)


def test_no_words_are_asked_for_by_two_plain_kinds(paper: Paper) -> None:
    plain = [q.words for one in paper.rounds for q in one if q.kind in (Kind.WORD, Kind.FACETS, Kind.AND, Kind.OR)]

    assert len({frozenset(words) for words in plain}) == len(plain)


def test_the_warm_up_meets_every_whole_word(paper: Paper) -> None:
    met = {word for question in paper.warm for word in question.words}
    asked = {
        w
        for one in (*paper.rounds, paper.again)
        for q in one
        if q.kind not in (Kind.TYPO, Kind.PREFIX)
        for w in q.words
    }

    assert asked <= met


def test_phrases_stand_in_some_description(documents: list[Document], paper: Paper) -> None:
    texts = [document.description.lower() for document in documents]

    for question in paper.checks:
        if question.kind == Kind.PHRASE:
            assert any(" ".join(question.words) in text for text in texts)


def test_a_mistyped_word_is_one_letter_from_what_was_meant(paper: Paper) -> None:
    for question in paper.checks:
        if question.kind == Kind.TYPO:
            assert question.words[0] != question.meant
            assert spelling.one_apart(question.words[0], question.meant)


def test_mistyping_keeps_the_first_letter() -> None:
    assert {mistyped("knitting", random.Random(seed))[0] for seed in range(50)} == {"k"}


def test_asking_for_more_phrases_than_there_are_is_said_plainly() -> None:
    drawer = Drawer(corpus.generate(1))

    with pytest.raises(ValueError, match="no new question of the kind phrase"):
        list(map(drawer.question, [Kind.PHRASE] * 100))


def test_prefixes_are_beginnings_of_known_words(paper: Paper) -> None:
    known = (*vocabulary.theme_words(), *vocabulary.invented_words(corpus.INVENTED, corpus.SEED))
    towns = tuple(town.name.lower() for town in vocabulary.TOWNS)

    for question in paper.checks:
        if question.kind == Kind.PREFIX:
            assert any(word.startswith(question.words[0]) for word in (*known, *towns))
