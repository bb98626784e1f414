"""Which words of two texts differ: pieces that a page can mark as taken out and put in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"\s+|[^\s]+")
MOST_TOKENS = 1_500
"""Longer texts are marked as a whole: comparing them word by word takes seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of one side; `is_changed` where the other side does not have them."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """The lines of both sides, each as pieces."""

    before: tuple[tuple[Piece, ...], ...]
    after: tuple[tuple[Piece, ...], ...]


def marked(before: Sequence[str], after: Sequence[str]) -> Marked:
    """Both sides with the words marked that only one of them has."""
    old, new = _tokens(before), _tokens(after)
    if len(old) + len(new) > MOST_TOKENS:
        return Marked(before=_lines(old, set(range(len(old)))), after=_lines(new, set(range(len(new)))))
    gone, come = set[int](), set[int]()
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone |= set(range(old_from, old_to))
            come |= set(range(new_from, new_to))
    return Marked(before=_lines(old, _joined(old, gone)), after=_lines(new, _joined(new, come)))


def plain(before: Sequence[str], after: Sequence[str]) -> Marked:
    """Both sides without marks."""
    return Marked(before=_lines(_tokens(before), set()), after=_lines(_tokens(after), set()))


def _joined(tokens: Sequence[str], changed: set[int]) -> set[int]:
    """The changed places with the spaces between them, so that a run of words is one mark."""
    between = {at for at, one in enumerate(tokens) if one.isspace() and {at - 1, at + 1} <= changed}
    return changed | between


def _tokens(lines: Sequence[str]) -> list[str]:
    """The words and the spaces between them; a line ends with a line break of its own."""
    return [token for line in lines for token in (*_TOKENS.findall(line.replace("\n", " ")), "\n")]


def _lines(tokens: Sequence[str], changed: set[int]) -> tuple[tuple[Piece, ...], ...]:
    found: list[tuple[Piece, ...]] = []
    line: list[Piece] = []
    for place, token in enumerate(tokens):
        if token == "\n":
            found.append(tuple(line))
            line = []
            continue
        is_changed = place in changed
        if line and line[-1].is_changed == is_changed:
            line[-1] = Piece(text=line[-1].text + token, is_changed=is_changed)
        else:
            line.append(Piece(text=token, is_changed=is_changed))
    return tuple(found)
