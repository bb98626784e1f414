"""Costs and ages in plain words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.directory import ages, cost
from locator.directory.service import CostOption
from tests.directory.samples import LUNCH


def option(pence: int | None, option: str = "", details: str = "") -> CostOption:
    return CostOption(amount_pence=pence, option=option, details=details)


@pytest.mark.parametrize(
    ("is_free", "costs", "words"),
    [
        (True, (), "Free"),
        (True, (option(350, "Lunch"),), "Free"),
        (None, (option(0),), "Free"),
        (None, (option(250, "a session"),), "£2.50 a session"),
        (False, (option(350, "Lunch"),), "Lunch: £3.50"),
        (False, (option(200),), "£2"),
        (False, (option(50),), "50p"),
        (False, (option(123456),), "£1,234.56"),
        (False, (option(200, "Members"), option(350, "Visitors")), "£2 or £3.50"),
        (False, (option(200), option(300), option(600)), "£2 to £6"),
        (False, (option(0), option(300), option(3500)), "Free, or up to £35"),
        (False, (option(0, "Members"), option(350, "Visitors")), "Free or £3.50"),
        (False, (option(200, "Class"), option(None, "Trips")), "From £2"),
        (False, (option(None),), "Ask about cost"),
        (False, (), "Ask about cost"),
        (None, (), ""),
    ],
)
def test_the_cost_is_said_in_a_few_words(is_free: bool | None, costs: tuple[CostOption, ...], words: str) -> None:
    assert cost.describe(replace(LUNCH, is_free=is_free, costs=costs)) == words


def test_each_price_is_said_with_its_details() -> None:
    costs = (
        option(350, "lunch", "Pay on the day"),
        option(None, "Trips"),
        option(None),
        option(0, "a carer", "Bring a card"),
        option(100, "a session"),
    )
    assert cost.details(replace(LUNCH, costs=costs)) == (
        "Lunch: £3.50. Pay on the day",
        "Trips: ask about cost",
        "Ask about cost",
        "A carer: free. Bring a card",
        "£1 a session",
    )


@pytest.mark.parametrize(
    ("youngest", "oldest", "words"),
    [
        (60, None, "60 and over"),
        (None, 25, "Up to 25"),
        (16, 25, "16 to 25"),
        (18, 18, "18"),
        (0, None, ""),
        (None, None, ""),
    ],
)
def test_ages_are_said_in_a_few_words(youngest: int | None, oldest: int | None, words: str) -> None:
    assert ages.describe(replace(LUNCH, minimum_age=youngest, maximum_age=oldest)) == words
