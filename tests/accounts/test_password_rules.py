"""Long passwords of one's own are taken, whatever their letters; what everybody takes is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.accounts.password_rules import LEAST, MOST, PasswordProblem, problem
from locator.actions import passwords

COMMON = passwords.common()
WORDS = ("kettle", "bicycle", "heather", "rainfall", "ladder", "pencil", "violin", "harbour", "saucer", "mitten")


def test_the_list_of_common_passwords_has_thousands() -> None:
    assert len(COMMON) > 2000
    assert all(one == one.strip().lower() for one in COMMON)


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("kettle heather", PasswordProblem.SHORT),
        ("k" * (MOST + 1), PasswordProblem.LONG),
        ("passwordpassword", PasswordProblem.COMMON),
        ("P4ssw0rd!Password1", PasswordProblem.COMMON),
        ("correct horse battery staple", PasswordProblem.COMMON),
        ("aaaaaaaaaaaaaaaaaaaa", PasswordProblem.COMMON),
        ("123456789012345678", PasswordProblem.COMMON),
        ("qwertyuiopasdfghjkl", PasswordProblem.COMMON),
        ("Lanarkshire2026!", PasswordProblem.COMMON),
        ("summer2026winter2025", PasswordProblem.COMMON),
        ("abcdefghijklmnopqrstuvwxyzzyxwvutsrqponmlkjilovemyself", PasswordProblem.COMMON),
        ("abababababababababab", PasswordProblem.COMMON),
        ("Quillfeather quillfeather", PasswordProblem.ABOUT_YOU),
        ("m.quillfeather@example.org", PasswordProblem.ABOUT_YOU),
        ("kettle bicycle heather", None),
        ("KETTLE BICYCLE HEATHER", None),
        ("wheelbarrow tuesdays 7", None),
        ("ключ от старого дома", None),
        ("🐟 fish in the bathtub 🐟", None),
    ],
)
def test_a_password_is_taken_for_what_it_is(password: str, wrong: PasswordProblem | None) -> None:
    assert problem(password, COMMON, about=("Morag Quillfeather", "m.quillfeather@example.org")) is wrong


@given(st.lists(st.sampled_from([one for one in COMMON if len(one) >= 6]), min_size=3, max_size=8))
def test_common_passwords_put_together_are_common(parts: list[str]) -> None:
    assert problem("".join(parts)[:MOST], COMMON) in (PasswordProblem.COMMON, PasswordProblem.SHORT)


@given(st.permutations(WORDS), st.integers(4, 10), st.sampled_from([" ", "-", "", "_"]))
def test_four_words_of_ones_own_are_taken(words: list[str], number: int, between: str) -> None:
    assert problem(between.join(words[:number]), COMMON) is None


@given(st.text(max_size=300))
def test_any_text_has_an_answer_and_length_rules_hold(text: str) -> None:
    found = problem(text, COMMON[:200], about=("Morag Reid",))
    assert (found is PasswordProblem.SHORT) == (len(text) < LEAST)
    assert (found is PasswordProblem.LONG) == (len(text) > MOST)
