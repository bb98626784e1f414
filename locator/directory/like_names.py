"""How alike two names are, word by word: order, spelling and words that every group uses count for little."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz import fuzz

_WORD = re.compile(r"[a-z0-9]+")
_APOSTROPHES = re.compile(r"[’'`‘]")

ARTICLE_WEIGHT, COMMON_WEIGHT = 0.1, 0.25
_ARTICLES = frozenset({"the", "a", "an"})
_COMMON = frozenset(
    {
        "of",
        "and",
        "for",
        "in",
        "at",
        "to",
        "with",
        "on",
        "by",
        "our",
        "your",
        "group",
        "club",
        "society",
        "association",
        "project",
        "service",
        "session",
        "class",
        "weekly",
        "meeting",
        "circle",
        "team",
    }
)
"""Words that tell hardly anything: a group called "club" in one list is a "group" in another."""

BROAD_WEIGHT = 0.6
_BROAD = frozenset(
    {
        "community",
        "centre",
        "older",
        "people",
        "adult",
        "north",
        "lanarkshire",
        "local",
        "social",
        "senior",
        "hall",
        "church",
    }
)
"""Words that tell a little: many groups have them."""

_SAME: Mapping[str, str] = MappingProxyType(
    {
        "st": "saint",
        "assoc": "association",
        "center": "centre",
        "ctr": "centre",
        "grp": "group",
        "soc": "society",
        "luncheon": "lunch",
        "fifty": "50",
        "sixty": "60",
        "fifties": "50",
        "sixties": "60",
        "50s": "50",
        "60s": "60",
        "mon": "monday",
        "tue": "tuesday",
        "tues": "tuesday",
        "wed": "wednesday",
        "thu": "thursday",
        "thur": "thursday",
        "thurs": "thursday",
        "fri": "friday",
        "sat": "saturday",
        "sun": "sunday",
        "keepfit": "fit",
        "seniors": "senior",
        "elderly": "older",
        "elders": "older",
        "ladies": "women",
        "womens": "women",
        "woman": "women",
        "mens": "men",
        "man": "men",
    }
)
"""Other spellings and everyday words for the same."""

_EXACT = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "men", "women"])
"""Words that differ from their likes by a letter or two and mean something else."""

LEAST_LETTERS = 4
LEAST_LIKE = 80
"""From here on two words are one word with a slip in it ("Calderbank", "Caldarbank"); shorter ones must be the same."""

CONTRADICTION = 0.75
"""What is left of the likeness when each name has a telling word that the other lacks ("… Shotts", "… Kilsyth")."""

TELLING = 0.55
ONE_NAME = 94
"""Two names that are so alike when written without spaces are one name ("Lunchclub", "Lunch Club")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name ready to be compared: its words in their order, plain and singular."""

    words: tuple[str, ...]

    @property
    def joined(self) -> str:
        """All in one: "themenshedairdrie"."""
        return "".join(self.words)

    @property
    def telling(self) -> tuple[str, ...]:
        """The words that are not every group's, in their order."""
        return tuple(word for word in self.words if weight(word) > COMMON_WEIGHT)


@lru_cache(maxsize=16_384)
def read(text: str) -> Name:
    """The name in plain words.

    >>> read("The Men’s Shed (Airdrie)").words
    ('the', 'men', 'shed', 'airdrie')
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("&", " and "))
    plain = _APOSTROPHES.sub("", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return Name(words=tuple(_one(word) for word in _WORD.findall(plain)))


def weight(word: str) -> float:
    """How much a word tells."""
    if word in _ARTICLES:
        return ARTICLE_WEIGHT
    return COMMON_WEIGHT if word in _COMMON else BROAD_WEIGHT if word in _BROAD else 1.0


def alike(first: Name, second: Name, told: frozenset[str] = frozenset()) -> int:
    """How alike the names are, from 0 to 100 for the same words; words that are `told` already count for little."""
    if not first.words or not second.words:
        return 0

    def weigh(word: str) -> float:
        return COMMON_WEIGHT if word in told else weight(word)

    shared, only_first, only_second = _compared(first.words, second.words, weigh)
    whole = 2 * shared + sum(map(weigh, only_first)) + sum(map(weigh, only_second))
    likeness = 100 * 2 * shared / whole
    if any(weigh(word) > TELLING for word in only_first) and any(weigh(word) > TELLING for word in only_second):
        likeness *= CONTRADICTION
    return round(max(likeness, _as_one(first, second)))


def _as_one(first: Name, second: Name) -> float:
    """The likeness where it settles the matter: the same telling words, or all written together; no day or number may differ."""
    if first.joined == second.joined or (len(first.telling) > 1 and first.telling == second.telling):
        return 100
    if _exact_words(first) != _exact_words(second):
        return 0
    likeness = fuzz.ratio(first.joined, second.joined)
    return likeness if likeness >= ONE_NAME else 0


def _exact_words(name: Name) -> frozenset[str]:
    return frozenset(word for word in name.words if word in _EXACT or not word.isalpha())


def _compared(
    first: tuple[str, ...], second: tuple[str, ...], weigh: Callable[[str], float]
) -> tuple[float, list[str], list[str]]:
    """The weight of the words that both have, and the words that only one has."""
    left, shared, only_first = list(second), 0.0, []
    for word in first:
        if word in left:
            left.remove(word)
            shared += weigh(word)
        else:
            only_first.append(word)
    for word in tuple(only_first):
        best = max(left, key=lambda other: _likeness(word, other), default="")
        likeness = _likeness(word, best)
        if likeness >= LEAST_LIKE:
            left.remove(best)
            only_first.remove(word)
            shared += likeness / 100 * min(weigh(word), weigh(best))
    return shared, only_first, left


def _likeness(word: str, other: str) -> float:
    if min(len(word), len(other)) < LEAST_LETTERS or word in _EXACT or other in _EXACT:
        return 0
    return fuzz.ratio(word, other) if word.isalpha() and other.isalpha() else 0


def _one(word: str) -> str:
    """The word in its usual spelling, without the s of many."""
    word = _SAME.get(word, word)
    is_many = len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word.isalpha()
    return _SAME.get(word[:-1], word[:-1]) if is_many else word
