"""The small parts: spelling, ground, statements, memory, marking."""

from __future__ import annotations

import os

import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import ground, marking, memory, spelling, statements
from benchmarks.questions import Kind, Question
from benchmarks.reference import Right


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("lunch", "lunch", True),
        ("lunch", "lnch", True),
        ("lunch", "luunch", True),
        ("lunch", "lynch", True),
        ("lunch", "lucnh", True),
        ("lunch", "lch", False),
        ("lunch", "munchy", False),
        ("lunch", "nulch", False),
    ],
)
def test_one_apart_is_one_letter(word: str, other: str, expected: bool) -> None:
    assert spelling.one_apart(word, other) is expected
    assert spelling.one_apart(other, word) is expected


@given(st.text("abc", min_size=2, max_size=6), st.lists(st.text("abc", min_size=1, max_size=6), max_size=30))
def test_neighbours_are_exactly_the_known_words_one_letter_away(word: str, known: list[str]) -> None:
    expected = sorted(other for other in set(known) if spelling.one_apart(word, other))

    assert spelling.Neighbours(set(known)).of(word) == expected


@given(st.floats(54.6, 60.8), st.floats(-7, -1), st.floats(-0.1, 0.1), st.floats(-0.1, 0.1))
def test_distance_by_degrees_is_within_a_thousandth_of_the_geodesic(
    latitude: float, longitude: float, up: float, along: float
) -> None:
    north, east = ground.metres_per_degree(latitude + up / 2)
    exact = geodesic((latitude, longitude), (latitude + up, longitude + along)).m

    assert ((up * north) ** 2 + (along * east) ** 2) ** 0.5 == pytest.approx(exact, rel=0.001, abs=0.5)


@given(st.floats(54.6, 60.8), st.floats(-7, -1), st.floats(100, 60_000), st.floats(0, 360))
def test_the_box_holds_the_circle(latitude: float, longitude: float, metres: float, bearing: float) -> None:
    south, north, west, east = ground.box((latitude, longitude), metres)
    edge = geodesic(meters=metres).destination((latitude, longitude), bearing)

    assert south <= edge.latitude <= north
    assert west <= edge.longitude <= east


@pytest.mark.parametrize("file", ["fts5.sql", "postgresql.sql", "page_fts5.sql"])
def test_statements_have_names_and_text_and_name_their_columns(file: str) -> None:
    found = statements.load(file)

    assert {"create", "finish"} <= set(found)
    assert all(found.values())
    assert not any("SELECT *" in text for text in found.values())


def test_our_own_memory_is_more_than_a_megabyte_or_not_known() -> None:
    assert memory.family_kilobytes(os.getpid()) == 0 or memory.family_kilobytes(os.getpid()) > 1024


def test_marks_are_shares_by_kind() -> None:
    questions = [Question(kind=Kind.WORD, words=("lunch",)), Question(kind=Kind.WORD, words=("tea",))]
    rights = [Right(total=2, scores={1: 2.0, 2: 1.0}), Right(total=1, scores={3: 1.0})]
    found = [{"ids": [1, 2], "total": 2, "counts": None}, {"ids": [4], "total": 5, "counts": None}]

    marks = marking.mark(questions, rights, found, small_words=False)

    assert marks.right == {"word": 0.5}
    assert marks.overlap == {"word": 0.5}


def test_an_engine_that_counts_small_words_is_marked_by_their_lengths() -> None:
    question = Question(kind=Kind.WORD, words=("lunch",))
    right = Right(total=1, scores={1: 1.0}, scores_with_small_words={2: 1.0})

    marks = marking.mark([question], [right], [{"ids": [2], "total": 1, "counts": None}], small_words=True)

    assert marks.overlap == {"word": 1.0}


def test_the_overlap_with_weighted_fields_is_marked_apart() -> None:
    question = Question(kind=Kind.WORD, words=("lunch",))
    right = Right(total=1, scores={1: 1.0}, scores_by_field={2: 1.0})

    marks = marking.mark([question], [right], [{"ids": [2], "total": 1, "counts": None}], small_words=False)

    assert (marks.overlap, marks.overlap_by_field) == ({"word": 0.0}, {"word": 1.0})


def test_counts_and_totals_are_marked_apart_for_facets() -> None:
    question = Question(kind=Kind.FACETS, words=("lunch",))
    right = Right(total=1, counts={"theme:social": 1})
    found = {"ids": [1], "total": 1, "counts": {"theme:social": 2}}

    assert marking.mark([question], [right], [found], small_words=False).right == {"facets": 0.5}
