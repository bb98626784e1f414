"""A word that is spelled right is neither put right nor asked about, whatever is found."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index.documents import Document
from search_index.index import SearchIndex
from search_index.query import Query
from search_index.spelled_right import SpelledRight


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """An index of a rambling club and twenty bowls clubs beside one clinic, with a short list of words spelled right."""
    words = tmp_path / "words.txt.gz"
    words.write_bytes(gzip.compress(b"bowels\nclub\ngambling\nrambling\n"))
    made = SearchIndex(tmp_path / "index", spelled_right=words)
    bowls = [Document(id=f"bowls-{number}", name="Carpet bowls") for number in range(20)]
    rest = [Document(id="ramble", name="Rambling club"), Document(id="clinic", name="Bowels clinic")]
    made.rebuild([*bowls, *rest], marker=0)
    yield made
    made.close()


@pytest.mark.parametrize("typed", ["gambling", "gambling club", '"gambling club"'])
def test_a_right_word_that_is_found_nowhere_stays(index: SearchIndex, typed: str) -> None:
    answer = index.search(Query(words=typed))
    assert (answer.total_all, answer.shown_for, answer.did_you_mean) == (0, None, None)


def test_a_right_word_that_is_hardly_found_is_not_asked_about(index: SearchIndex) -> None:
    answer = index.search(Query(words="bowels"))
    assert (answer.total_all, answer.did_you_mean) == (1, None)


def test_a_wrong_word_beside_a_right_one_is_still_put_right(index: SearchIndex) -> None:
    assert index.search(Query(words="ramblign club")).shown_for == "rambling club"


def test_without_a_list_no_word_is_known() -> None:
    assert "gambling" not in SpelledRight()


def test_nothing_else_is_suggested_for_a_right_word(index: SearchIndex) -> None:
    assert index.suggest("gambling") == ()
    assert index.suggest("ramblign") == ("Rambling club",)
