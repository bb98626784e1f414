"""Making an index, changing it, finding things in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_index.documents import Document
from search_index.files import IndexUnusableError
from search_index.index import SearchIndex
from search_index.query import Query

SHED = Document(id="shed", name="Plains Men’s Shed", theme="Making", description="Woodwork and a cup of tea.")
LUNCH = Document(id="lunch", name="Thursday Lunch Club", theme="Meeting people", venue="Plains Community Centre")


def found(index: SearchIndex, words: str) -> list[str]:
    return [hit.id for hit in index.search(Query(words=words)).hits]


def test_without_an_index_there_is_no_marker_and_a_search_says_so(index: SearchIndex) -> None:
    assert index.marker is None
    with pytest.raises(IndexUnusableError):
        index.search(Query(words="lunch"))


def test_a_rebuilt_index_finds_its_documents_and_knows_its_marker(index: SearchIndex) -> None:
    index.rebuild([SHED, LUNCH], marker=7)
    assert index.marker == 7
    assert found(index, "lunch club") == ["lunch"]
    assert found(index, "plains") == ["shed", "lunch"]


def test_an_index_of_nothing_answers(index: SearchIndex) -> None:
    index.rebuild([], marker=0)
    answer = index.search(Query(words="lunch"))
    assert (answer.hits, answer.total_all, answer.total_any) == ((), 0, 0)


def test_a_changed_document_is_found_by_its_new_words_alone(index: SearchIndex) -> None:
    index.rebuild([SHED, LUNCH], marker=1)
    index.apply([replace(LUNCH, name="Supper Club")], [], marker=2)
    assert index.marker == 2
    assert found(index, "supper") == ["lunch"]
    assert index.search(Query(words="thursday", exact=True)).total_all == 0


def test_a_removed_document_is_not_found(index: SearchIndex) -> None:
    index.rebuild([SHED, LUNCH], marker=1)
    index.apply([], ["lunch", "never there"], marker=2)
    assert found(index, "plains") == ["shed"]
    assert index.search(Query()).total_all == 1


@pytest.mark.parametrize("typed", ["mens shed", "men's shed", "Men’s Shed", "MENS SHEDS", "men‘s-shed"])
def test_a_mens_shed_is_found_however_it_is_written(index: SearchIndex, typed: str) -> None:
    index.rebuild([SHED, LUNCH], marker=1)
    assert found(index, typed)[0] == "shed"
