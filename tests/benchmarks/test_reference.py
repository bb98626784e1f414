"""The reference is right where it can be seen with the eye."""

from __future__ import annotations

import math

import pytest

from benchmarks.questions import Kind, Question
from benchmarks.reference import Reference, overlap
from search_index.documents import Document, Point

HALL = (55.80, -4.00)


def made(number: int, description: str, *, north: float = 0.0, theme: str = "social") -> Document:
    return Document(
        id=str(number),
        name="Club",
        description=description,
        points=(Point(key=str(number), latitude=HALL[0] + north, longitude=HALL[1]),),
        facets={"theme": frozenset({theme})},
        slots=frozenset({(1, 0)}),
    )


DOCUMENTS = (
    made(0, "lunch and tea"),
    made(1, "lunch club for walkers", north=0.05),
    made(2, "walking every day", north=0.3, theme="active"),
    made(3, "bingo lunch lunch", north=0.01),
)
LUNCH = Question(kind=Kind.WORD, words=("lunch",))


def asked(question: Question) -> Reference:
    return Reference(DOCUMENTS, [question])


def test_a_word_is_counted_once_for_each_listing() -> None:
    assert asked(LUNCH).right(LUNCH).total == 3


def test_stems_are_the_same_word() -> None:
    question = Question(kind=Kind.WORD, words=("walks",))

    assert asked(question).right(question).total == 1


def test_and_needs_both_words_and_or_needs_one() -> None:
    both = Question(kind=Kind.AND, words=("lunch", "bingo"))
    either = Question(kind=Kind.OR, words=("walking", "bingo"))

    assert asked(both).right(both).total == 1
    assert asked(either).right(either).total == 2


def test_a_phrase_needs_the_words_side_by_side_in_that_order() -> None:
    there = Question(kind=Kind.PHRASE, words=("bingo", "lunch"))
    turned = Question(kind=Kind.PHRASE, words=("lunch", "bingo"))

    assert asked(there).right(there).total == 1
    assert asked(turned).right(turned).total == 0


def test_a_radius_leaves_out_what_is_further_than_five_miles() -> None:
    near = Question(kind=Kind.RADIUS, words=("walking",), place=HALL)
    lunch = Question(kind=Kind.RADIUS, words=("lunch",), place=HALL)

    assert asked(near).right(near).total == 0
    assert asked(lunch).right(lunch).nearest == (0, 3, 1)


def test_the_nearest_come_in_the_order_of_distance() -> None:
    question = Question(kind=Kind.NEAREST, place=HALL)

    assert asked(question).right(question).nearest == (0, 3, 1, 2)


def test_counts_are_by_group_and_value() -> None:
    question = Question(kind=Kind.FACETS, words=("lunch",))

    assert asked(question).right(question).counts == {"theme:social": 3, "weekday:1": 3, "part:0": 3}


def test_the_score_is_bm25_worked_out_by_hand() -> None:
    right = asked(LUNCH).right(LUNCH)
    rarity = math.log(1 + (4 - 3 + 0.5) / (3 + 0.5))
    mean = (3 + 4 + 4 + 4) / 4
    expected = rarity * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / mean))

    assert right.scores[3] == pytest.approx(expected)
    assert max(right.scores, key=lambda number: right.scores[number]) == 3


def test_a_word_in_the_name_weighs_more_than_one_in_the_description() -> None:
    named = Document(id="0", name="Lunch", description="tea and cake", points=DOCUMENTS[0].points)
    told = Document(id="1", name="Tea", description="lunch and cake", points=DOCUMENTS[0].points)
    right = Reference((told, named), [LUNCH]).right(LUNCH)

    assert right.scores_by_field[1] > right.scores_by_field[0]
    assert right.scores[1] == right.scores[0]


def test_no_right_total_is_claimed_for_prefixes_and_typos() -> None:
    question = Question(kind=Kind.PREFIX, words=("lun",))

    assert asked(question).right(question).total is None


@pytest.mark.parametrize(
    ("ids", "expected"),
    [((1, 2), 1.0), ((2, 1), 1.0), ((1, 9), 0.5), ((8, 9), 0.0), ((), 0.0)],
    ids=["right", "other order", "one wrong", "both wrong", "nothing"],
)
def test_overlap_is_the_share_of_the_best(ids: tuple[int, ...], expected: float) -> None:
    assert overlap(ids, {1: 3.0, 2: 2.0}) == expected


def test_equal_scores_count_as_one() -> None:
    scores = dict.fromkeys(range(30), 1.0)

    assert overlap(tuple(range(15, 25)), scores) == 1.0


def test_finding_nothing_is_right_where_there_is_nothing() -> None:
    assert overlap((), {}) == 1.0
    assert overlap((1,), {}) == 0.0
