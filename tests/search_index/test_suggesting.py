"""What is suggested while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index.documents import Document
from search_index.index import SearchIndex

NAMES = [
    "Lunch with friends",
    "Wishaw Lunch Club",
    "Airdrie lunch club",
    "Plains Men’s Shed",
    "Kilsyth Men's Shed",
    "Drop-in for carers",
    "Café drop-in",
    "Luggie walkers",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """A few names; "slippers" only stands in descriptions."""
    made = SearchIndex(Path(tmp_path_factory.mktemp("names")), synonyms={"lonely": ("friends",)})
    described = [Document(id=f"{number}", name=name, description="Slippers, tea") for number, name in enumerate(NAMES)]
    made.rebuild(described, marker=0)
    yield made
    made.close()


def test_names_that_start_so_come_before_common_phrases(index: SearchIndex) -> None:
    assert index.suggest("lun") == (
        "Lunch with friends",
        "lunch",
        "lunch club",
        "Airdrie lunch club",
        "Wishaw Lunch Club",
    )


@pytest.mark.parametrize("typed", ["mens s", "men's s", "MEN’S S", "mens   she"])
def test_a_phrase_is_finished_however_it_is_begun(index: SearchIndex, typed: str) -> None:
    assert index.suggest(typed)[0] == "men's shed"


def test_a_hyphen_is_kept_as_people_write_it(index: SearchIndex) -> None:
    assert index.suggest("dro", limit=2) == ("Drop-in for carers", "drop-in")


def test_words_of_descriptions_and_everyday_words_are_suggested(index: SearchIndex) -> None:
    assert index.suggest("slip") == ("slippers",)
    assert index.suggest("lone") == ("lonely",)


def test_a_slip_while_typing_is_forgiven(index: SearchIndex) -> None:
    assert "lunch club" in index.suggest("lnuch clu") + index.suggest("lnuch")
    assert index.suggest("slippres") == ("slippers",)


def test_a_name_is_found_by_any_of_its_words(index: SearchIndex) -> None:
    assert index.suggest("carers dr") == ("Drop-in for carers",)
    assert index.suggest("walk") == ("Luggie walkers",)


@pytest.mark.parametrize("typed", ["", "   ", "***", "zzzzzz"])
def test_nothing_is_suggested_for_nothing(index: SearchIndex, typed: str) -> None:
    assert index.suggest(typed) == ()


def test_no_more_than_asked_for_and_none_twice(index: SearchIndex) -> None:
    for typed in ("l", "lu", "lunch", "m", "d", "c"):
        for limit in (1, 3, 8):
            suggested = index.suggest(typed, limit)
            assert len(suggested) <= limit
            assert len({text.casefold() for text in suggested}) == len(suggested)


def test_a_removed_name_is_not_suggested(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.rebuild([Document(id="a", name="Knit and natter"), Document(id="b", name="Knitting circle")], marker=0)
    assert index.suggest("knit") == ("Knit and natter", "Knitting circle")
    index.apply([Document(id="c", name="Knit for charity")], ["a"], marker=1)
    assert index.suggest("knit") == ("Knit for charity", "Knitting circle")
