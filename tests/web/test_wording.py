"""Distances and amounts as people say them."""

from __future__ import annotations

from datetime import date, time

import pytest

from locator.directory.schedule import Session
from locator.web.shared import wording


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        (0.0, "less than 0.1 miles"),
        (0.099, "less than 0.1 miles"),
        (0.1, "0.1 miles"),
        (0.96, "1 mile"),
        (1.04, "1 mile"),
        (1.25, "1.2 miles"),
        (9.96, "10 miles"),
        (12.4, "12 miles"),
        (340.0, "340 miles"),
    ],
)
def test_a_distance_is_as_exact_as_it_is_useful(distance: float, words: str) -> None:
    assert wording.miles(distance) == words


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 groups"), (1, "1 group"), (2, "2 groups"), (1204, "1,204 groups")]
)
def test_a_number_agrees_with_its_noun(number: int, words: str) -> None:
    assert wording.counted(number, "group") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert wording.counted(2, "person", "people") == "2 people"


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "words"),
    [
        (time(10), time(11, 30), "Tuesday 24 November, 10am to 11.30am"),
        (time(10), None, "Tuesday 24 November, from 10am"),
        (None, None, "Tuesday 24 November"),
    ],
)
def test_a_session_says_its_day_and_what_is_known_of_its_times(
    opens_at: time | None, closes_at: time | None, words: str
) -> None:
    assert wording.session(Session(on=date(2026, 11, 24), opens_at=opens_at, closes_at=closes_at)) == words
