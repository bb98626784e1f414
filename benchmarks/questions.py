"""What the engines are asked: nine classes of question, drawn so that none is ever asked twice, and some that always are.

With the new ones an engine that remembers its answers gains nothing, though their words have all been met in the warm-up, as
they would have been after a morning's use. Those that come in every round show what remembering is worth.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from benchmarks import vocabulary
from benchmarks.corpus import INVENTED, SEED
from search_index.documents import Document

RADIUS_METRES = 5 * 1609.344
TOP = 20


class Kind(StrEnum):
    """The classes of question, as the table names them."""

    WORD = "word"
    AND = "AND"
    OR = "OR"
    PHRASE = "phrase"
    PREFIX = "prefix"
    TYPO = "typo"
    RADIUS = "text + radius"
    NEAREST = "nearest 20"
    FACETS = "facets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `place` is latitude and longitude, `meant` the right spelling of a mistyped word."""

    kind: Kind
    words: tuple[str, ...] = ()
    place: tuple[float, float] = (0.0, 0.0)
    meant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """All questions for one size: to check the answers, to warm up, rounds of new ones to time, and some to ask again."""

    checks: tuple[Question, ...]
    warm: tuple[Question, ...]
    rounds: tuple[tuple[Question, ...], ...]
    again: tuple[Question, ...]


def mistyped(word: str, chance: random.Random) -> str:
    """The word with one letter left out, put in or changed, never the first."""
    at = chance.randrange(1, len(word))
    letter = chance.choice([other for other in "aeioustrn" if other != word[at]])
    return chance.choice(
        (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :])
    )


def _pairs(documents: Iterable[Document]) -> list[tuple[str, str]]:
    theme_words = set(vocabulary.theme_words())
    found: dict[tuple[str, str], None] = {}
    for document in documents:
        words = re.findall("[a-z]+", document.description.lower())
        for pair in itertools.pairwise(words):
            if theme_words.issuperset(pair) and pair[0] != pair[1]:
                found[pair] = None
    return list(found)


class Drawer:
    """Draws questions of each kind, each only once."""

    def __init__(self, documents: Iterable[Document], seed: int = SEED) -> None:
        self.chance = random.Random(seed + 1)
        self.theme_words = vocabulary.theme_words()
        self.everyday = vocabulary.invented_words(INVENTED, seed)[40:900]
        self.towns = tuple(town.name.lower() for town in vocabulary.TOWNS)
        self.phrases = _pairs(documents)
        self.chance.shuffle(self.phrases)
        self.asked: set[tuple[object, ...]] = set()

    def question(self, kind: Kind) -> Question:
        """A question of this kind that was not asked before (nor one of another kind with the very same words)."""
        for _ in range(1000):
            drawn = self._draw(kind)
            mark = (frozenset(drawn.words), drawn.place, kind if kind in (Kind.PREFIX, Kind.PHRASE) else "")
            if mark not in self.asked:
                self.asked.add(mark)
                return drawn
        raise ValueError(f"no new question of the kind {kind} is left; ask for fewer rounds")

    def round(self, each: int) -> tuple[Question, ...]:
        """One round: that many questions of every kind, mixed."""
        questions = [self.question(kind) for kind in Kind for _ in range(each)]
        self.chance.shuffle(questions)
        return tuple(questions)

    def _draw(self, kind: Kind) -> Question:
        chance = self.chance
        if kind in (Kind.WORD, Kind.FACETS):
            return Question(
                kind=kind, words=(chance.choice(self.theme_words if chance.random() < 0.4 else self.everyday),)
            )
        if kind in (Kind.AND, Kind.OR):
            return Question(kind=kind, words=self._several())
        if kind == Kind.PHRASE:
            return Question(kind=kind, words=self.phrases.pop() if self.phrases else ())
        if kind == Kind.TYPO:
            meant = chance.choice([word for word in (*self.theme_words, *self.towns) if len(word) >= 6])
            return Question(kind=kind, words=(mistyped(meant, chance),), meant=meant)
        if kind == Kind.PREFIX:
            return Question(kind=kind, words=(self._beginning(),))
        words = (chance.choice(self.theme_words),) if kind == Kind.RADIUS else ()
        return Question(kind=kind, words=words, place=self._place())

    def _beginning(self) -> str:
        """Three or four letters of a word, not ending in one that a stemmer takes off (it would ask for shorter words)."""
        while True:
            word = self.chance.choice((*self.theme_words, *self.towns, *self.everyday))
            start = word[: min(len(word) - 1, self.chance.choice((3, 4)))]
            if start[-1] not in "sey":
                return start

    def _several(self) -> tuple[str, ...]:
        first, second = self.chance.sample(self.theme_words, 2)
        if self.chance.random() < 0.5:
            second = self.chance.choice((*self.towns, *self.everyday[:160]))
        return (
            (first, second, self.chance.choice(self.everyday[:160])) if self.chance.random() < 0.35 else (first, second)
        )

    def _place(self) -> tuple[float, float]:
        town = self.chance.choices(vocabulary.TOWNS, [town.weight for town in vocabulary.TOWNS])[0]
        return (
            round(town.latitude + self.chance.gauss(0, 0.02), 5),
            round(town.longitude + self.chance.gauss(0, 0.03), 5),
        )


def _meetings(questions: Sequence[Question]) -> Iterator[Question]:
    """Every word that will be asked for, met once in a question of two or three words that is not asked again."""
    words = sorted({word for each in questions if each.kind not in (Kind.TYPO, Kind.PREFIX) for word in each.words})
    for start in range(0, len(words), 3):
        yield Question(kind=Kind.OR, words=(*words[start : start + 3], "group"))


def draw(documents: Iterable[Document], *, rounds: int, each: int, checks: int) -> Paper:
    """The paper for these documents: `rounds` rounds of `each` questions a kind, one to ask again, `checks` a kind to check."""
    drawer = Drawer(documents)
    timed = tuple(drawer.round(each) for _ in range(rounds))
    to_check = drawer.round(checks)
    again = drawer.round(each)
    warm = (*_meetings([question for one in (*timed, again) for question in one]), *drawer.round(each))
    return Paper(checks=to_check, warm=warm, rounds=timed, again=again)
