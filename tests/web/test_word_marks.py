"""The words that differ are marked, and nothing of either side is lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.web.shared import word_marks
from locator.web.shared.word_marks import Piece, marked

LINES = st.lists(st.text("ab \t<&", max_size=12), max_size=4)


def changed(lines: Sequence[Sequence[Piece]]) -> list[str]:
    return [piece.text for line in lines for piece in line if piece.is_changed]


def said(lines: Sequence[Sequence[Piece]]) -> list[str]:
    return ["".join(piece.text for piece in line) for line in lines]


def test_only_the_words_that_differ_are_marked() -> None:
    found = marked(["Every Tuesday, 10am to 11am"], ["Every Thursday, 10am to 12 noon"])
    assert changed(found.before) == ["Tuesday,", "11am"]
    assert changed(found.after) == ["Thursday,", "12 noon"]


def test_a_run_of_new_words_is_one_mark() -> None:
    assert changed(marked(["Soup is on."], ["Stew and songs are on."]).after) == ["Stew and songs are"]


def test_a_text_can_be_shown_without_marks() -> None:
    found = word_marks.plain(["one two"], ["three"])
    assert changed(found.before) == changed(found.after) == []
    assert (said(found.before), said(found.after)) == (["one two"], ["three"])


@given(before=LINES, after=LINES)
def test_both_sides_say_what_they_said(before: list[str], after: list[str]) -> None:
    found = marked(before, after)
    assert said(found.before) == before
    assert said(found.after) == after


@given(lines=LINES)
def test_what_is_the_same_has_no_marks(lines: list[str]) -> None:
    found = marked(lines, lines)
    assert changed(found.before) == changed(found.after) == []


def test_long_texts_are_marked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_marks, "MOST_TOKENS", 3)
    assert changed(marked(["one two"], ["one three"]).before) == ["one two"]
