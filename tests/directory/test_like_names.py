"""Names that people write differently are alike, and names that tell two things apart are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import like_names


def alike(first: str, second: str, told: str = "") -> int:
    return like_names.alike(like_names.read(first), like_names.read(second), frozenset(like_names.read(told).words))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Airdrie Men's Shed", "The Mens Shed, Airdrie"),
        ("Airdrie Men’s Shed", "Airdrie Men's Shed"),
        ("Memory Lamp café", "MEMORY LAMP CAFE"),
        ("Salt & Light", "Salt and Light"),
        ("Abronhill lunch club", "Abronhill Luncheon Club"),
        ("Abronhill lunch club", "Abronhill Lunchclub"),
        ("Tea Dance (Tues)", "Tuesday tea dance"),
        ("St Bride's Choir", "Saint Brides Choir"),
        ("Caldarbank Strollers", "Calderbank Strollers"),
        ("Dalziel Lunch Club", "Dalziel Lunch Group"),
    ],
)
def test_one_name_written_in_two_ways(first: str, second: str) -> None:
    assert alike(first, second) >= 88


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Tuesday Club", "Thursday Club"),
        ("Men's breakfast", "Women's breakfast"),
        ("Steady Steps, Shotts", "Steady Steps, Kilsyth"),
        ("Airdrie Men's Shed", "Kilsyth Men's Shed"),
        ("Over 50s football", "Over 60s football"),
        ("Village Wheels hospital run", "Village Wheels shopping bus"),
        ("Salsburgh Club", "Overtown Club"),
        ("", "Tea"),
        ("...", "..."),
    ],
)
def test_two_names_are_two(first: str, second: str) -> None:
    assert alike(first, second) < 68


def test_words_that_are_told_already_count_for_little() -> None:
    assert alike("Wishaw Forget-Me-Nots", "Forget-Me-Nots café, Wishaw") >= 80
    assert alike("Wishaw Forget-Me-Nots", "Forget-Me-Nots café, Wishaw", told="Wishaw Forget-Me-Nots") < 68


WORDS = st.lists(
    st.sampled_from(["the", "tea", "club", "airdrie", "wishaw", "mens", "shed", "tuesday", "singers", "50s", "café"]),
    max_size=6,
)


@given(WORDS, WORDS)
def test_it_does_not_matter_which_comes_first(first: list[str], second: list[str]) -> None:
    assert alike(" ".join(first), " ".join(second)) == alike(" ".join(second), " ".join(first))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_get_an_answer_from_nought_to_a_hundred(first: str, second: str) -> None:
    assert 0 <= alike(first, second) <= 100


@given(st.permutations(["steady", "steps", "strength", "balance", "shotts"]))
def test_the_order_of_words_changes_nothing(words: list[str]) -> None:
    assert alike("Steady Steps strength and balance Shotts", " and ".join(words)) >= 88
