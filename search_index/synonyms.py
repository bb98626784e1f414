"""Words that stand for others when people search: "falls" also finds "strength and balance"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search_index.analysis import STOP_WORDS, stem, words
from search_index.spelling import Vocabulary


@dataclass(frozen=True, slots=True)
class Expansion:
    """A stretch of a query (`start`, and how many words) and the words or phrases that also stand for it."""

    start: int
    length: int
    meanings: tuple[tuple[str, ...], ...]


class Synonyms:
    """A table of synonyms, made ready for looking up."""

    def __init__(self, table: Mapping[str, Sequence[str]]) -> None:
        """Take what people type and what it also stands for; either may be several words."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]]] = {}
        typed: list[str] = []
        for key, meanings in table.items():
            telling = _telling(words(key))
            stems = tuple(stem(word) for word in telling)
            phrases = tuple(phrase for meaning in meanings if (phrase := words(meaning)))
            if stems and phrases:
                self._by_first.setdefault(stems[0], []).append((stems, phrases))
                typed.extend(telling)
        self.keys = tuple(sorted({" ".join(words(key)) for key in table}))
        self.typed = frozenset(typed)
        self.vocabulary = Vocabulary(sorted(self.typed))

    @classmethod
    def of(cls, table: Mapping[str, Sequence[str]]) -> Synonyms:
        """The table made ready; the same object for the same table, which every process reads again each second."""
        return _ready(tuple((key, tuple(meanings)) for key, meanings in table.items()))

    def expansions(self, stems: Sequence[str]) -> Iterator[Expansion]:
        """What stretches of these stems also stand for."""
        for start, first in enumerate(stems):
            for key, phrases in self._by_first.get(first, ()):
                if tuple(stems[start : start + len(key)]) == key:
                    yield Expansion(start, len(key), phrases)


@lru_cache(maxsize=2)
def _ready(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    return Synonyms(dict(pairs))


def _telling(found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in found if word not in STOP_WORDS) or found
