"""Postcodes are read however they are written, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.places import postcode
from locator.places.postcode import Postcode

OUTWARDS = st.sampled_from(["ML1", "ML11", "G1", "G65", "SW1A", "W1A", "EC1A", "M1"])
INWARDS = st.from_regex(r"[0-9][A-Z]{2}", fullmatch=True)
GAPS = st.sampled_from(["", " ", "-", "  ", " - ", ".", "\u00a0"])


@given(OUTWARDS, INWARDS, GAPS, st.booleans())
def test_any_spacing_and_case_is_the_same_postcode(outward: str, inward: str, gap: str, small: bool) -> None:
    written = f" {outward}{gap}{inward} "

    read = postcode.full(written.lower() if small else written)

    assert read == Postcode(outward, inward)
    assert str(read) == f"{outward} {inward}"


@pytest.mark.parametrize("text", ["", "ML1", "ML1 1", "ML1 1A", "Plains", "1AB ML1", "ML1 1ABC", "ML123 1AB", "11 1AB"])
def test_what_is_not_a_whole_postcode_is_not_read_as_one(text: str) -> None:
    assert postcode.full(text) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("MLI IAB", "ML1 1AB"),
        ("ML1 lAB", "ML1 1AB"),
        ("G65 OAA", "G65 0AA"),
        ("G6S 0AA", "G65 0AA"),
        ("FKI 1AA", "FK1 1AA"),
    ],
)
def test_letters_mistaken_for_figures_are_put_right(written: str, meant: str) -> None:
    assert meant in [str(one) for one in postcode.mistaken(written)]


def test_a_postcode_inside_an_address_is_seen() -> None:
    assert list(postcode.inside("44 High Street, Airdrie ML6 0AA, Scotland")) == [Postcode("ML6", "0AA")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ML1", Postcode("ML1")),
        ("ml1 1", Postcode("ML1", "1")),
        ("ML11", Postcode("ML11")),
        ("ML1 1A", Postcode("ML1", "1A")),
        ("G651", Postcode("G65", "1")),
        ("SW1A", Postcode("SW1A")),
    ],
)
def test_a_part_of_a_postcode_is_read_the_likeliest_way_first(text: str, first: Postcode) -> None:
    assert next(postcode.parts(text)) == first


@given(st.text(max_size=40))
def test_no_text_upsets_the_reading(text: str) -> None:
    for read in [postcode.full(text), *postcode.inside(text), *postcode.mistaken(text), *postcode.parts(text)]:
        assert read is None or postcode.OUTWARD.fullmatch(read.outward)
