"""What looks like a CHI number is found however it is written; telephone numbers and postcodes are not taken for one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.referral import chi

BORN = st.dates(min_value=date(1920, 1, 1), max_value=date(2010, 12, 31))


def chi_number(born: date, serial: int) -> str:
    """A number with the right check digit; the serial is moved on where none exists (the digit would be 10)."""
    while True:
        first = f"{born:%d%m%y}{serial % 1000:03d}"
        total = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), first, strict=True))
        check = (11 - total % 11) % 11
        if check < 10:
            return f"{first}{check}"
        serial += 1


@given(born=BORN, serial=st.integers(0, 999), gap=st.sampled_from(["", " ", "-", ".", "/"]), around=st.text("ab (:\n"))
def test_every_chi_number_is_found_with_any_gap(born: date, serial: int, gap: str, around: str) -> None:
    number = chi_number(born, serial)
    written = f"{number[:6]}{gap}{number[6:]}"
    assert chi.is_valid(number)
    assert chi.find(f"{around}{written}{around}") == (written,)


@given(born=BORN, serial=st.integers(0, 999), place=st.integers(0, 9), digit=st.integers(0, 9))
def test_a_mistyped_digit_is_not_valid_yet_often_found(born: date, serial: int, place: int, digit: int) -> None:
    number = chi_number(born, serial)
    wrong = f"{number[:place]}{digit}{number[place + 1 :]}"
    assert chi.is_valid(wrong) == (wrong == number)
    assert bool(chi.find(wrong)) == chi.begins_with_a_day(wrong)


@pytest.mark.parametrize("written", ["٠١٠١٥٠١٢٣٤", "０１０１５０１２３４", "0 1 0 1 5 0 1 2 3 4", "CHI:0101501234,"])
def test_other_digits_and_gaps_do_not_hide_one(written: str) -> None:
    assert chi.find(written)


@pytest.mark.parametrize(
    "written",
    [
        "010150\N{NO-BREAK SPACE}1234",
        "010150\N{ZERO WIDTH SPACE}1234",
        "010\N{SOFT HYPHEN}1501234",
        "010150\N{NON-BREAKING HYPHEN}1234",
        "010150 / 1234",
        "010150 - 1234",
        "010150\n1234",
        "010150   1234",
        "010150, 1234",
        "010150_1234",
        "010150(1234)",
        "010150:1234",
        "01|01|50|1234",
        "O1O15O1234",
        "0l0I501234",
        "①②0141 1234",
        "1234 010150 1234 5678",
        "flat 2, 010150 1234, 3 stairs",
    ],
)
def test_no_gap_nor_a_letter_like_a_digit_hides_one(written: str) -> None:
    assert chi.find(written)


@pytest.mark.parametrize("written", ["101501234", "10150 1234"])
def test_one_that_a_spreadsheet_has_taken_the_nought_from_is_found_by_its_check_digit(written: str) -> None:
    assert chi.find(written)
    assert not chi.find(written.replace("34", "35"))


@pytest.mark.parametrize(
    "text", ["", "01236 123456", "07700 900123", "+44 7700 900123", "ML1 1AB", "3213991234", "123456789", "01015012345"]
)
def test_what_is_none_is_left_alone(text: str) -> None:
    assert chi.find(text) == ()


def test_a_hundred_thousand_hostile_characters_take_no_time() -> None:
    for text in ("0" * 100_000, "0 " * 50_000, "01" + "-" * 100_000, "9.9" * 33_000, "0O" * 50_000 + "a"):
        assert isinstance(chi.find(text), tuple)
