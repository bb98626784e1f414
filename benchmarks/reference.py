"""The slow, obvious answers: every document read, every word compared, BM25 worked out by hand."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from geopy.distance import geodesic
from whoosh.lang.porter import stem

from benchmarks.corpus import FIELDS, labels
from benchmarks.questions import RADIUS_METRES, TOP, Kind, Question
from benchmarks.vocabulary import GLUE
from benchmarks.words import WORD
from search_index import fields as weights
from search_index.documents import Document

K1, B = 1.2, 0.75
WEIGHED = weights.FIELDS
NOWHERE = (0,) * len(FIELDS)
stemmed = cache(stem)
COUNTED = (Kind.WORD, Kind.AND, Kind.OR, Kind.PHRASE, Kind.RADIUS, Kind.FACETS)
RANKED = (Kind.WORD, Kind.AND, Kind.OR)


@dataclass(slots=True)
class Row:
    """What the reference keeps of one document: how often each asked-for stem comes, field by field, and its lengths.

    `lengths` leave out the small words ("the"), which some engines do not keep.
    """

    counts: dict[str, tuple[int, ...]]
    lengths: tuple[int, ...]
    small_words: tuple[int, ...]
    place: tuple[float, float]
    labels: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]

    @property
    def all_lengths(self) -> tuple[int, ...]:
        """The lengths with the small words."""
        return tuple(map(sum, zip(self.lengths, self.small_words, strict=True)))


@dataclass(frozen=True, slots=True)
class Right:
    """The right answer to one question: the total, the counts, and the score of every document that has one."""

    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    scores: Mapping[int, float] = field(default_factory=dict)
    scores_with_small_words: Mapping[int, float] = field(default_factory=dict)
    scores_by_field: Mapping[int, float] = field(default_factory=dict)
    nearest: tuple[int, ...] = ()


def tokens(text: str) -> list[str]:
    """The words of a text, in small letters, stemmed."""
    return [stemmed(word) for word in WORD.findall(text.lower())]


def _row(document: Document, wanted: frozenset[str], glue: frozenset[str]) -> Row:
    fields = [tokens(getattr(document, name)) for name in FIELDS]
    counters = [Counter(word for word in words if word in wanted) for words in fields]
    pairs = {pair for words in fields for pair in itertools.pairwise(words) if pair[0] in wanted and pair[1] in wanted}
    return Row(
        counts={word: tuple(counter[word] for counter in counters) for word in set().union(*counters)},
        lengths=tuple(sum(word not in glue for word in words) for words in fields),
        small_words=tuple(sum(word in glue for word in words) for words in fields),
        place=(document.points[0].latitude, document.points[0].longitude),
        labels=labels(document),
        pairs=frozenset(pairs),
    )


class Reference:
    """Reads all documents once, then answers the questions it was made for."""

    def __init__(self, documents: Iterable[Document], questions: Sequence[Question]) -> None:
        wanted = frozenset(stemmed(word) for question in questions for word in question.words)
        glue = frozenset(stemmed(word) for word in GLUE)
        self.rows = [_row(document, wanted, glue) for document in documents]
        self.having: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for word in row.counts:
                self.having[word].append(number)
        every = zip(*(row.all_lengths for row in self.rows), strict=True)
        self.mean_lengths = [sum(lengths) / len(self.rows) for lengths in every]
        self.mean_length = sum(sum(row.lengths) for row in self.rows) / len(self.rows)
        self.mean_with_small_words = sum(self.mean_lengths)

    def right(self, question: Question) -> Right:
        """The right answer, as far as one is defined for the kind (prefixes and typos have none)."""
        if question.kind == Kind.NEAREST:
            return Right(nearest=tuple(self._by_distance(range(len(self.rows)), question.place)[:TOP]))
        if question.kind not in COUNTED:
            return Right()
        words = [stemmed(word) for word in question.words]
        found = self._matching(question.kind, words)
        if question.kind == Kind.RADIUS:
            inside = [number for number in found if _is_inside(question.place, self.rows[number].place)]
            return Right(total=len(inside), nearest=tuple(self._by_distance(inside, question.place)[:TOP]))
        return Right(
            total=len(found),
            counts=Counter(label for number in found for label in self.rows[number].labels),
            scores=self._scores(found, words, small_words=False),
            scores_with_small_words=self._scores(found, words, small_words=True),
            scores_by_field=self._scores_by_field(found, words),
        )

    def _matching(self, kind: Kind, words: Sequence[str]) -> list[int]:
        sets = [set(self.having[word]) for word in words]
        found = set().union(*sets) if kind == Kind.OR else set.intersection(*sets)
        if kind == Kind.PHRASE:
            found = {number for number in found if (words[0], words[1]) in self.rows[number].pairs}
        return sorted(found)

    def _scores(self, found: Iterable[int], words: Sequence[str], *, small_words: bool) -> dict[int, float]:
        mean = self.mean_with_small_words if small_words else self.mean_length
        scores = dict.fromkeys(found, 0.0)
        for word in words:
            rarity = self._rarity(word)
            for number in scores:
                row = self.rows[number]
                often = sum(row.counts.get(word, (0,)))
                length = sum(row.all_lengths if small_words else row.lengths)
                scores[number] += rarity * often * (K1 + 1) / (often + K1 * (1 - B + B * length / mean))
        return scores

    def _scores_by_field(self, found: Iterable[int], words: Sequence[str]) -> dict[int, float]:
        """BM25F: each field with its weight and its own mean length, saturated once."""
        scores = dict.fromkeys(found, 0.0)
        for word in words:
            rarity = self._rarity(word)
            for number in scores:
                row = self.rows[number]
                often = sum(
                    one.weight * count / (1 - one.length_norm + one.length_norm * length / (mean or 1))
                    for one, count, length, mean in zip(
                        WEIGHED, row.counts.get(word, NOWHERE), row.all_lengths, self.mean_lengths, strict=True
                    )
                )
                scores[number] += rarity * often / (weights.K1 + often)
        return scores

    def _rarity(self, word: str) -> float:
        holders = len(self.having[word])
        return math.log(1 + (len(self.rows) - holders + 0.5) / (holders + 0.5))

    def _by_distance(self, numbers: Iterable[int], place: tuple[float, float]) -> list[int]:
        rough = sorted(numbers, key=lambda number: _rough(place, self.rows[number].place))[: 3 * TOP]
        return sorted(rough, key=lambda number: _metres(place, self.rows[number].place))


def overlap(ids: Sequence[int], scores: Mapping[int, float], top: int = 10) -> float:
    """The share of the first ten that the scores also put among the first ten; equal scores count as one."""
    size = min(top, len(scores))
    if size == 0:
        return 0.0 if ids else 1.0
    last = sorted(scores.values(), reverse=True)[size - 1]
    return sum(scores.get(number, 0.0) >= last - 1e-6 for number in ids[:size]) / size


def _rough(place: tuple[float, float], other: tuple[float, float]) -> float:
    narrow = math.cos(math.radians(place[0]))
    return math.hypot(place[0] - other[0], (place[1] - other[1]) * narrow)


def _metres(place: tuple[float, float], other: tuple[float, float]) -> float:
    return float(geodesic(place, other).m)


def _is_inside(place: tuple[float, float], other: tuple[float, float]) -> bool:
    return _rough(place, other) * 110_000 < RADIUS_METRES * 1.1 and _metres(place, other) <= RADIUS_METRES
