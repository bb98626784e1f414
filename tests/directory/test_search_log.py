"""What is remembered of a search never leads to a person."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from locator.directory.search_log import REMOVED, scrubbed

SEPARATORS = st.sampled_from(["", " ", "-", " - ", ".", "/", "\u00a0", "\u2011", "\u200b", ", "])
WORDS = st.sampled_from(["lunch club", "mrs brown", "falls", "near", "60+", "dementia café", "tea dance", ""])
LETTERS = st.sampled_from("ABCDEFGHJKLMNPRSTUWYZ")
INWARD_LETTERS = st.sampled_from("ABDEFGHJLNPQRSTUWXYZ")


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


@st.composite
def spaced(draw: st.DrawFn, digits: str) -> str:
    return "".join(digit + draw(SEPARATORS) for digit in digits[:-1]) + digits[-1]


@st.composite
def chi_numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates()).strftime("%d%m%y")
    return draw(spaced(born + draw(st.from_regex(r"[0-9]{4}", fullmatch=True))))


@st.composite
def phone_numbers(draw: st.DrawFn) -> str:
    national = draw(st.from_regex(r"(1[0-9]{8,9}|2[0-9]{9}|7[0-9]{9}|8[0-9]{9}|3[0-9]{9})", fullmatch=True))
    prefix = draw(st.sampled_from(["0", "+44", "+44 (0)", "0044 ", "(0"]))
    return prefix + draw(spaced(national))


@st.composite
def postcodes(draw: st.DrawFn) -> tuple[str, str]:
    area = draw(LETTERS) + draw(st.sampled_from(["", "L", "A"]))
    outward = area + str(draw(st.integers(1, 9))) + draw(st.sampled_from(["", "1", "9"]))
    inward = str(draw(st.integers(0, 9))) + draw(INWARD_LETTERS) + draw(INWARD_LETTERS)
    return outward, outward + draw(st.sampled_from([" ", "", "  ", "-"])) + inward


@given(WORDS, chi_numbers(), WORDS)
def test_no_chi_number_is_kept(before: str, number: str, after: str) -> None:
    kept = scrubbed(f"{before} {number} {after}")
    assert digits_of(number) not in digits_of(kept)
    assert len(digits_of(kept)) <= len(digits_of(before + after))


@given(WORDS, phone_numbers(), WORDS)
def test_no_telephone_number_is_kept(before: str, number: str, after: str) -> None:
    kept = scrubbed(f"{before} {number} {after}")
    assert len(digits_of(kept)) <= len(digits_of(before + after))


@given(st.text(), spaced("9434765919"), st.text())
def test_no_ten_digits_are_kept_inside_any_text(before: str, number: str, after: str) -> None:
    assert not re.search(r"\d{6}", scrubbed(before + number + after))


@given(WORDS, st.emails(), WORDS)
def test_no_email_address_is_kept(before: str, address: str, after: str) -> None:
    kept = scrubbed(f"{before} {address} {after}")
    assert "@" not in kept
    assert address not in kept


@given(WORDS, postcodes(), WORDS)
def test_of_a_postcode_only_the_outward_code_is_kept(before: str, code: tuple[str, str], after: str) -> None:
    outward, full = code
    kept = scrubbed(f"{before} {full} {after}")
    assert full not in kept
    assert outward in kept
    assert scrubbed(full.lower()) == outward.lower()


@given(st.text())
def test_scrubbing_twice_changes_nothing_more(text: str) -> None:
    assert scrubbed(scrubbed(text)) == scrubbed(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz' ", max_size=60))
def test_plain_words_stay(words: str) -> None:
    assert scrubbed(words) == " ".join(words.split())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("lunch club over 60", "lunch club over 60"),
        ("tai chi 10am", "tai chi 10am"),
        ("slippers 2026", "slippers 2026"),
        ("chi 0101501234 lunch", f"chi {REMOVED} lunch"),
        ("chi0101501234", f"chi{REMOVED}"),
        ("0101501234x", f"{REMOVED}x"),
        ("01 01 50 1234", REMOVED),
        ("０１０１５０１２３４", REMOVED),
        ("٠١٠١٥٠١٢٣٤", REMOVED),
        ("010150\u200b1234", REMOVED),
        ("born 01/01/1950", f"born {REMOVED}"),
        ("call 01632 960001 now", f"call {REMOVED} now"),
        ("write to a.b@example.org please", f"write to {REMOVED} please"),
        ("a.b @ example.org", f"{REMOVED} {REMOVED} {REMOVED}"),
        ("lunch ML1 1AB", "lunch ML1"),
        ("lunch ml11ab", "lunch ml1"),
        ("ML1 1AB 1AB", "ML1"),
        ("g2", "g2"),
        ("", ""),
        ("a\x00b\nc", "a b c"),
    ],
)
def test_what_is_typed_is_kept_as_far_as_it_may_be(typed: str, kept: str) -> None:
    assert scrubbed(typed) == kept


@pytest.mark.parametrize("text", ["1 " * 5000, "a@" * 5000, "@ " * 5000, "A1 1AA" * 2000, "1    " * 4000, "(" * 9999])
def test_hostile_text_is_scrubbed_in_no_time(text: str) -> None:
    started = time.perf_counter()
    scrubbed(text)
    assert time.perf_counter() - started < 0.5


@given(st.text())
def test_what_is_removed_leaves_no_long_run_of_digits(text: str) -> None:
    assume(text)
    assert not re.search(r"(?:\d[\W_]{0,3}){5}\d", scrubbed(text))
