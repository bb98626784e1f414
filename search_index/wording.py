"""What a query's words stand for in this snapshot: forms, synonyms, beginnings of words, and words put right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search_index.analysis import joined, stem
from search_index.fields import (
    LITTLE,
    MUCH_MORE,
    PREFIX_MOST_WORDS,
    PREFIX_SHORTEST,
    PREFIX_WEIGHT,
    SYNONYM_WEIGHT,
)
from search_index.parsing import Asked, parse, write
from search_index.scoring import Found, best_of
from search_index.snapshot import Snapshot
from search_index.spelling import slips_allowed
from search_index.synonyms import Synonyms


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a hit should have: what was typed for it, and where it is found."""

    asked: Asked
    found: Found


@dataclass(frozen=True, slots=True)
class Wording:
    """A query's words understood: a hit of all words is in every concept. `asked` is what was searched for in the end."""

    asked: tuple[Asked, ...]
    concepts: tuple[Concept, ...]
    shown_for: str | None = None
    did_you_mean: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """One word to look for, with the other ways to write it that cost nothing: joined to its neighbours."""

    text: str
    wholes: tuple[str, ...]
    is_last: bool


def understand(snapshot: Snapshot, synonyms: Synonyms, text: str, *, is_exact: bool) -> Wording:
    """The wording of a query; unless `is_exact`, words that are found nowhere are put right first."""
    asked = parse(text)
    reader = _Reader(snapshot, synonyms)
    concepts = reader.concepts(asked)
    if is_exact:
        return Wording(asked, concepts)
    if not all(len(concept.found.rows) for concept in concepts):
        better = reader.put_right(asked)
        if better != asked:
            return Wording(better, reader.concepts(better), shown_for=write(better))
    offered = reader.commoner(asked)
    return Wording(asked, concepts, did_you_mean=write(offered) if offered != asked else None)


class _Reader:
    def __init__(self, snapshot: Snapshot, synonyms: Synonyms) -> None:
        self._snapshot = snapshot
        self._synonyms = synonyms

    def concepts(self, asked: Sequence[Asked]) -> tuple[Concept, ...]:
        telling = _telling(asked)
        found = self._found_words(_words(telling))
        return tuple(self._in_order(telling, found))

    def _in_order(self, telling: Sequence[Asked], found: Iterator[tuple[_Word, Found]]) -> Iterator[Concept]:
        for one in telling:
            if one.is_phrase:
                stems = tuple(map(stem, one.parts))
                yield Concept(one, self._snapshot.phrase(stems))
            else:
                for _ in one.telling_parts:
                    yield Concept(one, next(found)[1])

    def _found_words(self, words: Sequence[_Word]) -> Iterator[tuple[_Word, Found]]:
        ways = self._ways(words)
        for word, known in zip(words, ways, strict=True):
            found = best_of(self._snapshot.tables, known)
            if not len(found.rows) and word.is_last:
                found = self._longer(word.text)
            yield word, found

    def _ways(self, words: Sequence[_Word]) -> list[list[tuple[Found, float]]]:
        """For each word the places of its stem and of its joined forms, and of its synonyms at less weight."""
        snapshot = self._snapshot
        stems = [stem(word.text) for word in words]
        ways = [
            [(snapshot.stem(one), 1.0), *((snapshot.stem(stem(whole)), 1.0) for whole in word.wholes)]
            for word, one in zip(words, stems, strict=True)
        ]
        for expansion in self._synonyms.expansions(stems):
            others = [(snapshot.phrase(phrase), SYNONYM_WEIGHT) for phrase in expansion.phrases]
            for number in range(expansion.start, expansion.start + expansion.length):
                ways[number].extend(others)
        return ways

    def _longer(self, beginning: str) -> Found:
        """The words that begin like an unfinished one, the most frequent ones."""
        snapshot = self._snapshot
        if len(beginning) < PREFIX_SHORTEST:
            return best_of(snapshot.tables, [])
        longer = snapshot.words_from(beginning)
        if len(longer) > PREFIX_MOST_WORDS:
            counted = sorted((-snapshot.count_word(word), word) for word in longer)
            longer = {word for _, word in counted[:PREFIX_MOST_WORDS]}
        stems = set(map(stem, longer))
        return best_of(snapshot.tables, [(snapshot.stem(one), PREFIX_WEIGHT) for one in sorted(stems)])

    def put_right(self, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
        """The query with every word that is found nowhere replaced by the nearest that is."""
        telling = _telling(asked)
        found = self._found_words(_words(telling))
        better = {one: self._put_one_right(one, found) for one in telling}
        return tuple(dict.fromkeys(right for one in asked for right in better.get(one, (one,))))

    def _put_one_right(self, one: Asked, found: Iterator[tuple[_Word, Found]]) -> tuple[Asked, ...]:
        if one.is_phrase:
            unknown = [part for part in one.parts if not len(self._snapshot.stem(stem(part)).rows)]
        else:
            own = [next(found) for _ in one.telling_parts]
            unknown = [word.text for word, where in own if not len(where.rows)]
        if not unknown:
            return (one,)
        parts = [other for part in one.parts for other in (self._nearest(part) if part in unknown else (part,))]
        if tuple(parts) == one.parts:
            return (one,)
        if one.is_phrase:
            return (Asked(tuple(parts), is_phrase=True, shown=" ".join(parts)),)
        return tuple(Asked((part,), shown=part) for part in parts)

    def _nearest(self, word: str) -> tuple[str, ...]:
        """The word people most likely meant, or two when a space was forgotten; the word itself when nothing is near."""
        allowed = slips_allowed(word)
        near = neighbours(self._snapshot, self._synonyms, word, min(allowed, 1))
        if not near:
            apart = taken_apart(self._snapshot, word)
            if apart:
                return apart
            near = neighbours(self._snapshot, self._synonyms, word, allowed) if allowed > 1 else []
        return (near[0][-1],) if near else (word,)

    def commoner(self, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
        """The query with every word that is hardly found replaced by a neighbour that is found much more."""
        return tuple(map(self._commoner_one, asked))

    def _commoner_one(self, one: Asked) -> Asked:
        if one.is_phrase or one.is_stop or len(one.parts) > 1:
            return one
        other = self._commoner_word(one.parts[0])
        return one if other == one.parts[0] else Asked((other,), shown=other)

    def _commoner_word(self, word: str) -> str:
        count = len(self._snapshot.stem(stem(word)).rows)
        if not 0 < count <= LITTLE:
            return word
        near = neighbours(self._snapshot, self._synonyms, word, min(slips_allowed(word), 1))
        usual = [(len(self._snapshot.stem(stem(other)).rows), other) for _, _, _, other in near]
        most, other = max(usual, default=(0, word))
        return other if most >= count * MUCH_MORE else word


def neighbours(snapshot: Snapshot, synonyms: Synonyms, word: str, most: int) -> list[tuple[int, bool, int, str]]:
    """Words within so many slips of this one, the likeliest first: fewest slips, same first letter, most documents."""
    near = set(snapshot.near_words(word, most)) | set(synonyms.vocabulary.near(word, most))
    counts = {other: snapshot.count_word(other) or int(other in synonyms.typed) for _, other in near if other != word}
    return sorted((slips, other[0] != word[0], -counts[other], other) for slips, other in near if counts.get(other))


def taken_apart(snapshot: Snapshot, word: str) -> tuple[str, ...]:
    """The two words, found side by side, that this one is when written as one; empty where there are none."""
    halves = ((word[:at], word[at:]) for at in range(PREFIX_SHORTEST, len(word) - PREFIX_SHORTEST + 1))
    counted = [(len(snapshot.phrase((stem(one), stem(other))).rows), one, other) for one, other in halves]
    count, one, other = max(counted, default=(0, "", ""))
    return (one, other) if count else ()


def _telling(asked: Sequence[Asked]) -> Sequence[Asked]:
    """What is asked for without the words that only hold a sentence together, unless there is nothing else."""
    return [one for one in asked if not one.is_stop] or asked


def _words(telling: Sequence[Asked]) -> list[_Word]:
    """The words outside quotes in order, each with its joined forms."""
    flat = [(part, joined(one.parts)) for one in telling if not one.is_phrase for part in one.telling_parts]
    words = []
    for number, (text, whole) in enumerate(flat):
        wholes = [whole] if whole else []
        if number:
            wholes.append(flat[number - 1][0] + text)
        if number + 1 < len(flat):
            wholes.append(text + flat[number + 1][0])
        words.append(_Word(text, tuple(dict.fromkeys(wholes)), number + 1 == len(flat)))
    return words
