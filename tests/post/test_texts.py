"""Texts of messages: what is filled in, what is left out, and what staff's own words have to have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.post import group_letters, letters, texts
from locator.post.group_texts import GROUP_TEXTS
from locator.post.letters import About
from locator.post.text import Words
from locator.post.texts import TEXTS

ABOUT = About(group="Lunch Club", reference="P-7K3M", site="Locator", phone="01632 960000")
LINK = "https://example.org/answer/x"


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_the_words_of_the_release_are_such_as_staff_may_write(name: str) -> None:
    text = TEXTS[name]
    assert texts.problem(text, text.words) is None
    assert {*text.must, *text.may} <= set(texts.SAMPLES)
    preview = texts.preview(text.words)
    assert "{" not in preview.subject + preview.body


def test_a_letter_says_what_it_always_said() -> None:
    letter = letters.asked(ABOUT, LINK, "8 December 2026")
    assert letter.subject == "A referral to Lunch Club"
    assert letter.body == (
        "Hello,\n\nSomebody has been referred to Lunch Club. The reference is P-7K3M.\n\n"
        "There is nothing about the person in this message.\n\n"
        f"Please say if you can help. Open this link and press a button:\n{LINK}\n\n"
        "You do not need a password. The link works once, until 8 December 2026.\n\n"
        "If anything is not clear, phone 01632 960000.\n\nLocator\n"
    )


def test_a_paragraph_for_which_there_is_nothing_is_left_out() -> None:
    body = letters.moved(About(group="Lunch Club", reference="P-7K3M", site="Locator"), "They can help.", "").body
    assert "phone" not in body
    assert "sign in" not in body
    assert "They can help." in body


def test_words_of_staffs_own_take_the_place_of_the_release() -> None:
    own = {"withdrawn": Words(subject="Over: {reference}", body="{sentence} It is over.")}
    letter = letters.withdrawn(ABOUT, "Thank you.", own)
    assert (letter.subject, letter.body) == ("Over: P-7K3M", "Thank you. It is over.\n")


@given(st.text(max_size=60))
def test_what_is_filled_in_is_not_looked_at_again(name: str) -> None:
    words = texts.filled(Words(subject="{group}", body="To {group}."), {"group": name, "link": "secret"})
    assert words.subject == name
    assert words.body == (f"To {name}.\n" if name else "\n")


@pytest.mark.parametrize(
    ("subject", "body", "at"),
    [
        ("", "{link} {until}", "subject"),
        ("x" * 151, "{link} {until}", "subject"),
        ("a\nBcc: b", "{link} {until}", "subject"),
        ("Hello", "", "body"),
        ("Hello", "x" * 3001, "body"),
        ("Hello", "{link} {until} {password}", "body"),
        ("{person}", "{link} {until}", "subject"),
        ("Hello", "{link} {until} {", "body"),
        ("Hello", "{link.__class__} {until}", "body"),
        ("Hello", "{until}", "body"),
        ("{link}", "{until}", "body"),
    ],
)
def test_words_that_nobody_could_use_are_refused(subject: str, body: str, at: str) -> None:
    found = texts.problem(TEXTS["asked"], Words(subject=subject, body=body))
    assert found is not None
    assert found[0] == at


def test_every_letter_to_a_group_can_be_reworded() -> None:
    own = {name: Words(subject="Ours", body="Ours: {link}") for name in GROUP_TEXTS}
    for name in GROUP_TEXTS:
        if name not in ("change_decided", "still_correct", "come_in"):
            assert group_letters.about_group(name, "Locator", "Tea", own, link="L", reason="R").body == "Ours: L\n"
    changed = group_letters.change_decided("Locator", "Tea", "L", own, has_taken=True, has_left_out=False, reason="")
    assert (changed.subject, changed.body) == ("Ours", "Ours: L\n")


def test_a_change_that_was_made_in_part_says_why_not_the_rest() -> None:
    letter = group_letters.change_decided("Locator", "Tea", "L", has_taken=True, has_left_out=True, reason="It is £2.")
    assert letter.subject == "Your change to Tea was partly made"
    assert "Why: It is £2." in letter.body
    whole = group_letters.change_decided("Locator", "Tea", "L", has_taken=True, has_left_out=False, reason="")
    assert "Why:" not in whole.body
