"""Words near a mistyped one: the quick look for one slip agrees with the table of all distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.spelling import Vocabulary

LETTERS = st.text("abcd", min_size=3, max_size=8)


@given(LETTERS, st.sets(LETTERS, max_size=40))
def test_one_slip_is_found_as_among_two(word: str, known: set[str]) -> None:
    vocabulary = Vocabulary(sorted(known))

    assert vocabulary.near(word, 1) == [(slips, other) for slips, other in vocabulary.near(word, 2) if slips <= 1]


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("lunch", "lunch", 0),
        ("lnch", "lunch", 1),
        ("luunch", "lunch", 1),
        ("lanch", "lunch", 1),
        ("lucnh", "lunch", 1),
        ("ulnch", "lunch", 1),
        ("lunhc", "lunch", 1),
        ("unch", "lunch", 1),
        ("lunchh", "lunch", 1),
    ],
)
def test_every_kind_of_slip_counts_one(typed: str, meant: str, slips: int) -> None:
    assert Vocabulary([meant, "bingo"]).near(typed, 1) == [(slips, meant)]


def test_two_slips_are_not_one() -> None:
    assert Vocabulary(["strength", "lunch"]).near("strenhtt", 1) == []
