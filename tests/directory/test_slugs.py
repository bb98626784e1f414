"""A name gives an address that can be read out and typed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import slugs


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Airdrie Men's Shed", "airdrie-mens-shed"),
        ("Airdrie Men’s Shed", "airdrie-mens-shed"),
        ("Tea & Talk", "tea-and-talk"),
        ("Café Ceilidh – Plains", "cafe-ceilidh-plains"),
        ("  60+ Walking   Group! ", "60-walking-group"),
        ("Straße Øst", "strasse-ost"),
        ("ΑΒΓ", "listing"),
        ("", "listing"),
        ("a" * 100, "a" * 80),
    ],
)
def test_a_name_becomes_a_slug(name: str, slug: str) -> None:
    assert slugs.slug_for(name) == slug


def test_a_long_name_is_cut_after_a_whole_word() -> None:
    slug = slugs.slug_for("strength and balance " * 10)
    assert slug.endswith(("strength", "and", "balance"))
    assert len(slug) <= slugs.LONGEST


@given(st.text())
def test_every_slug_is_small_letters_digits_and_single_hyphens(name: str) -> None:
    slug = slugs.slug_for(name)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= slugs.LONGEST
    assert slugs.slug_for(slug) == slug
