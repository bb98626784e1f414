"""Pieces of pages that come again and again: made once, and used for as long as what they were made from is the same object."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from typing import Protocol

from flask import Flask
from jinja2.runtime import Macro
from markupsafe import Markup, escape

MOST_LETTERS = 24_000_000
"""How much text a process keeps; when there is more, all is forgotten."""

_MARK = secrets.token_hex(16)
"""Stands around the name of a gap; nobody can have typed it."""
_GAPS = re.compile(rf"{_MARK}<(.+?)>{_MARK}")

NOTHING: Mapping[str, object] = {}
_READY = frozenset({int, Markup})

Key = tuple[object, ...]


class Row(Protocol):
    """One of a list: words that are the same for everybody, and what is this person's own."""

    @property
    def words(self) -> object:
        """What the piece is remembered by."""

    @property
    def variant(self) -> tuple[bool, ...]:
        """Which of its forms the piece has for this person; handed to the macro behind the words."""

    @property
    def own(self) -> Mapping[str, object]:
        """What comes into the gaps of this row alone."""


class Memory:
    """What the macros said before.

    A macro must come from an imported template: one that a page defines is another object each time the page is made.
    """

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._pieces: dict[Key, tuple[Macro, object, str]] = {}
        self._letters = 0

    def filled(self, macro: Macro, subject: object, values: Mapping[str, object], *rest: object) -> Markup:
        """What the macro says of the subject, with these values in the gaps that it left."""
        return Markup(self._piece(macro, subject, (), rest) % _safe(values))

    def filled_each(self, macro: Macro, rows: Iterable[Row], values: Mapping[str, object], *rest: object) -> Markup:
        """The same of every row, one behind the other; the values are those of all rows."""
        shared = _safe(values)
        texts = [self._piece(macro, row.words, row.variant, rest) % _safe(row.own, shared) for row in rows]
        return Markup("".join(texts))

    def _piece(self, macro: Macro, subject: object, variant: Key, rest: Key) -> str:
        """What the macro says, made ready for `%`."""
        key = (id(macro), id(subject), variant, rest)
        known = self._pieces.get(key)
        if known is not None:  # the entry holds both objects, so no other can have their ids
            return known[2]
        said = _GAPS.sub(r"%(\1)s", str(macro(subject, *variant, *rest)).replace("%", "%%"))
        self._keep(key, (macro, subject, said))
        return said

    def _keep(self, key: Key, piece: tuple[Macro, object, str]) -> None:
        if self._letters + len(piece[2]) > MOST_LETTERS:
            self._pieces, self._letters = {}, 0
        self._pieces[key] = piece
        self._letters += len(piece[2])


def gap(name: str) -> Markup:
    """What a macro writes where something different comes each time."""
    return Markup(f"{_MARK}<{name}>{_MARK}")


def _safe(values: Mapping[str, object], shared: Mapping[str, object] = NOTHING) -> dict[str, object]:
    """The values escaped, besides those that are so already; numbers and what is marked as safe need nothing."""
    return {**shared, **{name: one if type(one) in _READY else escape(one) for name, one in values.items()}}


def register(app: Flask) -> None:
    """Give the templates a memory of this app's own, and the gap."""
    memory = Memory()
    app.jinja_env.globals.update(filled=memory.filled, filled_each=memory.filled_each, gap=gap)
