"""Everyday words and what they also find ("falls": strength and balance, slippers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from locator.directory.everyday_word import EverydayWord
from locator.storage import identifiers
from locator.storage.database import Row, Store

Source = Literal["release", "staff"]

_INSERT = "INSERT INTO synonym (id, word, means, source, position) VALUES (?, ?, ?, ?, ?)"
_EVERY = """
    SELECT synonym.word, synonym.means, synonym.source, synonym_off.word
    FROM synonym LEFT JOIN synonym_off ON synonym_off.word = synonym.word AND synonym.source = 'release'
    ORDER BY synonym.word, synonym.source, synonym.position
"""


def save(store: Store, synonyms: Mapping[str, Sequence[str]], *, source: Source = "staff") -> None:
    """Make these the synonyms of this source, and leave those of the other alone: a new release keeps what staff added."""
    with store.atomic():
        store.write("DELETE FROM synonym WHERE source = ?", (source,))
        store.write_many(_INSERT, [row for word, texts in synonyms.items() for row in _rows(word, texts, source)])


def put(store: Store, word: str, finds: Sequence[str]) -> None:
    """Make this what the staff's own word finds; nothing takes the word away. What the release says of it stays."""
    store.write("DELETE FROM synonym WHERE word = ? AND source = 'staff'", (word,))
    store.write_many(_INSERT, _rows(word, finds, "staff"))


def switch_off(store: Store, word: str) -> int:
    """Use nothing of what the release says of this word; answers how many rows that changed."""
    return store.write("INSERT INTO synonym_off (word) VALUES (?) ON CONFLICT (word) DO NOTHING", (word,))


def switch_on(store: Store, word: str) -> int:
    """Use again what the release says of this word; answers how many rows that changed."""
    return store.write("DELETE FROM synonym_off WHERE word = ?", (word,))


def words(store: Store) -> tuple[EverydayWord, ...]:
    """Every word of the release and of staff, by word, the release's first; those that are off too."""
    found: dict[tuple[str, str], tuple[list[str], bool]] = {}
    for word, means, source, off in store.rows(_EVERY):
        found.setdefault((word, source), ([], off is not None))[0].append(means)
    return tuple(
        EverydayWord(word=word, finds=tuple(finds), is_own=source == "staff", is_off=is_off)
        for (word, source), (finds, is_off) in found.items()
    )


def every(store: Store, *, source: Source | None = None) -> Mapping[str, tuple[str, ...]]:
    """What each word also finds, by word, in the order they were given; the release's own come first, those that are off do not."""
    found: dict[str, dict[str, None]] = {}
    for word, text, origin, off in store.rows(_EVERY):
        if source in (None, origin) and off is None:
            found.setdefault(word, {})[text] = None
    return {word: tuple(texts) for word, texts in found.items()}


def _rows(word: str, finds: Sequence[str], source: Source) -> list[Row]:
    return [
        (identifiers.made_from("synonym", word, text, source), word, text, source, position)
        for position, text in enumerate(dict.fromkeys(finds))
    ]
