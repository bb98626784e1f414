"""Words that somebody in danger or despair may type, and who answers them now: no group that meets next Tuesday will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """Somebody who answers the phone; `open` says when, in words."""

    name: str
    phone: str
    open: str


Table = Mapping[tuple[str, ...], tuple[Helpline, ...]]
"""Phrases in folded words with whom to ring; a phrase with nobody ("alcohol abuse") keeps a shorter one in it quiet."""


def helplines(words: Sequence[str], table: Table) -> tuple[Helpline, ...]:
    """Whom to ring for these words, each once; at every word the longest phrase that begins there counts."""
    longest = max(map(len, table), default=0)
    found: dict[Helpline, None] = {}
    start = 0
    while start < len(words):
        sizes = range(min(longest, len(words) - start), 0, -1)
        size = next((size for size in sizes if tuple(words[start : start + size]) in table), 0)
        found.update(dict.fromkeys(table.get(tuple(words[start : start + size]), ())))
        start += size or 1
    return tuple(found)
