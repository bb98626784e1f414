"""A reference can be read out and written down, and is found again however it was typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from locator.referral import reference


@given(st.integers(4, 8))
def test_a_reference_has_no_vowel_and_nothing_that_looks_like_something_else(length: int) -> None:
    made = reference.fresh(length)
    assert made.startswith("P-")
    assert len(made) == length + 2
    assert not set(made[2:]) & set("AEIOU01")


@given(st.booleans(), st.sampled_from(["", " ", "-", " - "]))
def test_what_was_typed_becomes_the_reference_again(is_small: bool, gap: str) -> None:
    made = reference.fresh()
    typed = f" {made[0]}{gap}{made[2:]} "
    assert reference.tidy(typed.lower() if is_small else typed) == made
