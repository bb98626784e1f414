"""Everyday words and what they also find ("falls": strength and balance, slippers)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locator.storage import identifiers
from locator.storage.database import Store


def save(store: Store, synonyms: Mapping[str, Sequence[str]]) -> None:
    """Make these the synonyms; words that are not among them lose theirs."""
    rows = [
        (identifiers.made_from("synonym", word, text), word, text, position)
        for word, texts in synonyms.items()
        for position, text in enumerate(dict.fromkeys(texts))
    ]
    with store.atomic():
        store.write("DELETE FROM synonym")
        store.write_many("INSERT INTO synonym (id, word, means, position) VALUES (?, ?, ?, ?)", rows)


def every(store: Store) -> Mapping[str, tuple[str, ...]]:
    """What each word also finds, by word, in the order they were given."""
    found: dict[str, tuple[str, ...]] = {}
    for word, text in store.rows("SELECT word, means FROM synonym ORDER BY word, position"):
        found[word] = (*found.get(word, ()), text)
    return found
