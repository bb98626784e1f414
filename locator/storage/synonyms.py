"""Everyday words and what they also find ("falls": strength and balance, slippers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from locator.storage import identifiers
from locator.storage.database import Store

Source = Literal["release", "staff"]

_INSERT = "INSERT INTO synonym (id, word, means, source, position) VALUES (?, ?, ?, ?, ?)"


def save(store: Store, synonyms: Mapping[str, Sequence[str]], *, source: Source = "staff") -> None:
    """Make these the synonyms of this source, and leave those of the other alone: a new release keeps what staff added."""
    rows = [
        (identifiers.made_from("synonym", word, text, source), word, text, source, position)
        for word, texts in synonyms.items()
        for position, text in enumerate(dict.fromkeys(texts))
    ]
    with store.atomic():
        store.write("DELETE FROM synonym WHERE source = ?", (source,))
        store.write_many(_INSERT, rows)


def every(store: Store, *, source: Source | None = None) -> Mapping[str, tuple[str, ...]]:
    """What each word also finds, by word, in the order they were given; the release's own come first."""
    found: dict[str, dict[str, None]] = {}
    for word, text, origin in store.rows("SELECT word, means, source FROM synonym ORDER BY word, source, position"):
        if source in (None, origin):
            found.setdefault(word, {})[text] = None
    return {word: tuple(texts) for word, texts in found.items()}
