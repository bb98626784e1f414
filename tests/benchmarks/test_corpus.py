"""The generated listings are the same every time, and shaped like a directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpus, vocabulary
from search_index.documents import Document


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(corpus.generate(300))


def test_the_same_seed_makes_the_same_listings(documents: list[Document]) -> None:
    assert list(corpus.generate(300)) == documents


def test_another_seed_makes_other_listings(documents: list[Document]) -> None:
    assert next(iter(corpus.generate(1, seed=7))) != documents[0]


def test_fewer_listings_are_the_first_of_more(documents: list[Document]) -> None:
    assert list(corpus.generate(20)) == documents[:20]


def test_ids_are_the_numbers_in_order(documents: list[Document]) -> None:
    assert [document.id for document in documents] == [str(number) for number in range(300)]


def test_every_listing_has_one_place_in_scotland(documents: list[Document]) -> None:
    for document in documents:
        (point,) = document.points
        assert 54.5 < point.latitude < 61
        assert -7.5 < point.longitude < -1.5


def test_a_file_gives_back_what_was_written(documents: list[Document], tmp_path: Path) -> None:
    corpus.write(documents, tmp_path / "documents.pickle")

    assert list(corpus.read(tmp_path / "documents.pickle")) == documents


def test_labels_hold_every_facet_weekday_and_part(documents: list[Document]) -> None:
    document = documents[1]
    found = set(corpus.labels(document))

    assert {f"theme:{value}" for value in document.facets["theme"]} <= found
    assert {f"weekday:{weekday}" for weekday, _ in document.slots} <= found
    assert {f"part:{part}" for _, part in document.slots} <= found
    assert len(found) == len(corpus.labels(document))


def test_the_body_has_the_words_of_every_field(documents: list[Document]) -> None:
    text = corpus.body(documents[0])

    assert all(getattr(documents[0], field) in text for field in corpus.FIELDS)


def test_a_theme_word_is_in_some_listings_but_not_in_most(documents: list[Document]) -> None:
    holders = sum("crochet" in corpus.body(document) for document in documents)

    assert 3 <= holders <= 60


def test_invented_words_are_different_from_each_other_and_from_theme_words() -> None:
    words = vocabulary.invented_words(500, seed=1)

    assert len(set(words)) == 500
    assert not set(words) & set(vocabulary.theme_words())
