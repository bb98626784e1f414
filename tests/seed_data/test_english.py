"""The list of words that are spelled right has what people ask for, and none of their slips."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from locator import assets
from search_index.analysis import words
from search_index.spelled_right import SpelledRight

FILE: Path = assets.folder("seed_data") / "reference" / "english.txt.gz"


@pytest.mark.parametrize(
    "word",
    ["abuse", "adhd", "cancer", "drugs", "frail", "gambling", "gay", "jewish", "pills", "police", "rape", "stalking"],
)
def test_words_that_must_never_become_others_are_there(word: str) -> None:
    assert word in SpelledRight(FILE)


@pytest.mark.parametrize(
    "slip", ["balence", "befreinding", "dementa", "exersise", "lonley", "lnuch", "shde", "strenth"]
)
def test_slips_are_not(slip: str) -> None:
    assert slip not in SpelledRight(FILE)


def test_every_word_is_written_as_search_reads_it() -> None:
    every = gzip.decompress(FILE.read_bytes()).decode().split()
    assert every == sorted(set(every))
    assert [word for word in every if words(word) != (word,)] == []
