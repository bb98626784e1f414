"""What a query's words stand for in this snapshot: forms, synonyms, beginnings of words, and words put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from search_index.analysis import joined
from search_index.correcting import commoner_word, nearest
from search_index.fields import PREFIX_SHORTEST, PREFIX_WEIGHT, SYNONYM_WEIGHT
from search_index.parsing import Asked, one_word, parse, phrase, write
from search_index.scoring import Found, best_of
from search_index.snapshot import Snapshot
from search_index.spelled_right import SpelledRight
from search_index.synonyms import Synonyms


class Concept(NamedTuple):
    """One thing that a hit should have: what was typed for it, and where it is found."""

    asked: Asked
    found: Found


class Wording(NamedTuple):
    """A query's words understood: a hit of all words is in every concept. `asked` is what was searched for in the end."""

    asked: tuple[Asked, ...]
    concepts: tuple[Concept, ...]
    shown_for: str | None = None
    did_you_mean: str | None = None


_Word = tuple[str, str | None]
"""One word to look for, and the one it is part of, where it was typed with a hyphen."""


def understand(snapshot: Snapshot, synonyms: Synonyms, right: SpelledRight, text: str, *, is_exact: bool) -> Wording:
    """The wording of a query; unless `is_exact`, words that are found nowhere and spelled wrong are put right first."""
    asked = parse(text)
    reader = _Reader(snapshot, synonyms, right)
    concepts = reader.concepts(asked)
    if is_exact:
        return Wording(asked, concepts)
    if lost := [concept.asked.parts for concept in concepts if not concept.found.bits]:
        better = reader.put_right(asked, lost)
        if better != asked:
            return Wording(better, reader.concepts(better), shown_for=write(better))
    offered = [reader.commoner(one) for one in asked]
    return Wording(asked, concepts, did_you_mean=write(offered) if offered != [*asked] else None)


class _Reader:
    def __init__(self, snapshot: Snapshot, synonyms: Synonyms, right: SpelledRight) -> None:
        self._snapshot = snapshot
        self._synonyms = synonyms
        self._right = right

    def concepts(self, asked: tuple[Asked, ...]) -> tuple[Concept, ...]:
        """What is asked for, found; words that only hold the sentence together left out, unless there are no others."""
        telling = [one for one in asked if one.telling] or [one._replace(telling=one.parts) for one in asked]
        loose = [
            (part, joined(one.parts) if len(one.parts) > 1 else None)
            for one in telling
            if not one.is_phrase
            for part in one.telling
        ]
        found = self._found_words(loose) if loose else []
        if len(telling) == len(found) == 1:
            return (Concept(telling[0], found[0]),)
        return tuple(self._in_order(telling, iter(found)))

    def _in_order(self, telling: Sequence[Asked], found: Iterator[Found]) -> Iterator[Concept]:
        for one in telling:
            if one.is_phrase:
                yield Concept(one, self._snapshot.phrase(one.parts))
            else:
                for _ in one.telling:
                    yield Concept(one, next(found))

    def _found_words(self, words: Sequence[_Word]) -> list[Found]:
        snapshot = self._snapshot
        places = [snapshot.word(word) for word, _ in words]
        for number, ways in self._other_ways(words).items():
            places[number] = best_of(snapshot.tables, [(places[number], 1.0), *ways])
        last, _ = words[-1]
        if not places[-1].bits and len(last) >= PREFIX_SHORTEST:
            places[-1] = snapshot.longer(last).weighing(PREFIX_WEIGHT)
        return places

    def _other_ways(self, words: Sequence[_Word]) -> dict[int, list[tuple[Found, float]]]:
        """By word: its joined forms, which are as good as the word itself, and its synonyms at less weight."""
        ways: dict[int, list[tuple[Found, float]]] = {}
        before = ""
        for number, (word, whole) in enumerate(words):
            if whole:
                self._add_joined(ways, whole, (number,))
            if before:
                self._add_joined(ways, before + word, (number - 1, number))
            before = word
        if self._synonyms.keys:
            for expansion in self._synonyms.expansions([self._snapshot.stem_of(word) for word, _ in words]):
                others = [(self._snapshot.phrase(meaning), SYNONYM_WEIGHT) for meaning in expansion.meanings]
                for number in range(expansion.start, expansion.start + expansion.length):
                    ways.setdefault(number, []).extend(others)
        return ways

    def _add_joined(self, ways: dict[int, list[tuple[Found, float]]], whole: str, numbers: Sequence[int]) -> None:
        if self._snapshot.knows(whole):
            for number in numbers:
                ways.setdefault(number, []).append((self._snapshot.word(whole), 1.0))

    def put_right(self, asked: tuple[Asked, ...], lost: Sequence[tuple[str, ...]]) -> tuple[Asked, ...]:
        """The query with every word that is found nowhere replaced by the nearest that is."""
        better = [right for one in asked for right in (self._put_one_right(one) if one.parts in lost else (one,))]
        return tuple({(one.parts, one.is_phrase): one for one in better}.values())

    def _put_one_right(self, one: Asked) -> tuple[Asked, ...]:
        parts: list[str] = []
        for part in one.parts:
            is_found = bool(self._snapshot.word(part).bits)
            parts.extend((part,) if is_found else nearest(self._snapshot, self._synonyms, self._right, part))
        if tuple(parts) == one.parts:
            return (one,)
        if one.is_phrase:
            return (phrase(tuple(parts), " ".join(parts)),)
        return tuple(one_word((part,), part) for part in parts)

    def commoner(self, one: Asked) -> Asked:
        """A word that is hardly found replaced by a neighbour that is found much more."""
        if one.is_phrase or len(one.parts) > 1 or not one.telling:
            return one
        other = commoner_word(self._snapshot, self._synonyms, self._right, one.parts[0])
        return one if other == one.parts[0] else one_word((other,), other)
