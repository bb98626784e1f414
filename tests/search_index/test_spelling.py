"""Words near a mistyped one: found quickly, and just those that a plain table of distances finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index import spelling
from search_index.spelling import Vocabulary, slips_allowed

LETTERS = st.text("abcé", min_size=3, max_size=8)


def distance(one: str, other: str) -> int:
    """The restricted Damerau-Levenshtein distance, cell by cell."""
    table = [[max(i, j) for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            ways = [table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])]
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                ways.append(table[i - 2][j - 2] + 1)
            table[i][j] = min(ways)
    return table[-1][-1]


@pytest.mark.parametrize("few_words", [0, 1_000], ids=["arrays", "dictionary"])
@given(word=LETTERS, known=st.sets(LETTERS, max_size=40))
def test_words_one_and_two_slips_away_are_found(few_words: int, word: str, known: set[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spelling, "FEW_WORDS", few_words)
        vocabulary = Vocabulary(sorted(known))
        for slips in (1, 2):
            assert vocabulary.near(word, slips) == [other for other in sorted(known) if distance(word, other) == slips]


@pytest.mark.parametrize("typed", ["lnch", "luunch", "lanch", "lucnh", "ulnch", "lunhc", "unch", "lunchh", "lunc"])
def test_every_kind_of_slip_counts_one(typed: str) -> None:
    assert Vocabulary(["bingo", "lunch"]).near(typed, 1) == ["lunch"]


def test_the_word_itself_is_not_near_itself() -> None:
    assert Vocabulary(["lunch"]).near("lunch", 1) == []


@pytest.mark.parametrize(
    ("word", "allowed"), [("it", 0), ("tea", 1), ("lunch", 1), ("slipper", 2), ("x" * 25, 0), ("50s", 0)]
)
def test_longer_words_may_have_more_slips(word: str, allowed: int) -> None:
    assert slips_allowed(word) == allowed


def test_numbers_are_never_offered() -> None:
    assert Vocabulary(["ml1", "route66", "lunch"]).words == ["lunch"]
