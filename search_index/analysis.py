"""Text into words: folding, splitting, stemming and the stop words, as plain functions and as Whoosh analysers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.lang import stemmer_for_language

MOST_WORDS = 65_535
"""Words of one field that are indexed; what follows is left out."""

_STOPS = """
a about am an and any anyone anything are as at be been being by can could do does find for from get go had
has have having he her hers him his how i if in into is it its looking me my near nearby not of on or our
please she so some someone somewhere something than that the their them there they this to too want wants was
we were what when where which who whose why will with would you your
"""

STOP_WORDS = frozenset(_STOPS.split())
"""Words that a query may hold without asking for them; they are indexed all the same, for phrases."""

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´＇′", "'") | {"&": " and ", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})
_COMBINING = re.compile(r"[\u0300-\u036f]")
_WORD = r"[^\W_]+(?:'+[^\W_]+)*"
_COMPOUND = re.compile(rf"{_WORD}(?:[-‐‑]{_WORD})*")
_DECADE = re.compile(r"(\d+)s")


def fold(text: str) -> str:
    """The text in lower case without accents, every apostrophe the same one, "&" as "and".

    >>> fold("Café & Men’s Shed")
    "cafe  and  men's shed"
    """
    if text.isascii():
        plain = text.lower()
        return plain.translate(_APOSTROPHES) if "&" in plain or "`" in plain else plain
    whole = text.encode("utf-8", "ignore").decode("utf-8").translate(_APOSTROPHES)
    return _COMBINING.sub("", unicodedata.normalize("NFKD", whole).casefold())


def _plain(word: str) -> str:
    word = word.replace("'", "")
    decade = _DECADE.fullmatch(word)
    return decade.group(1) if decade else word


@lru_cache(maxsize=65_536)
def _parts(compound: str) -> tuple[str, ...]:
    return tuple(_plain(part) for part in re.split(r"[-‐‑]", compound))


@lru_cache(maxsize=64)
def compounds(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text in order; a hyphenated word comes as its parts.

    >>> compounds("Men's drop-in")
    (('mens',), ('drop', 'in'))
    """
    return tuple(_parts(found) for found in _COMPOUND.findall(fold(text)))


def shown_words(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each word in parts, and as it may be shown.

    >>> list(shown_words("Men’s Drop-in"))
    [(('mens',), "men's"), (('drop', 'in'), 'drop-in')]
    """
    return (((found,) if found.isalpha() else _parts(found), found) for found in _COMPOUND.findall(fold(text)))


def words(text: str) -> tuple[str, ...]:
    """The words of a text in order, hyphenated ones taken apart.

    >>> words("Men's drop-in")
    ('mens', 'drop', 'in')
    """
    return tuple(part for parts in compounds(text) for part in parts)


def joined(parts: tuple[str, ...]) -> str | None:
    """What a hyphenated word is when written as one, None for a plain word and for numbers.

    >>> joined(("drop", "in"))
    'dropin'
    """
    return "".join(parts) if len(parts) > 1 and all(part.isalpha() for part in parts) else None


def placed_words(text: str) -> Iterator[tuple[str, int]]:
    """Each word with its position; a hyphenated word is also there as one word, where its first part is."""
    position = 0
    for parts in compounds(text):
        if len(parts) > 1 and (whole := joined(parts)):
            yield whole, position
        for part in parts:
            yield part, position
            position += 1
        if position >= MOST_WORDS:
            return


def length(text: str) -> int:
    """How many words a text has."""
    return min(sum(map(len, compounds(text))), MOST_WORDS)


_english = stemmer_for_language("english")


_CHANGING = ("s", "e", "y", "l", "ed", "er", "ic", "ant", "ent", "ing", "ion", "ism", "iti", "li", "nci", "ogi", "ator")
"""How every word ends that Snowball's English stemmer changes: the endings of its steps and of its exceptions."""


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The stem of a folded word (Snowball's English stemmer): "walks", "walking" and "walked" are all "walk"."""
    if word.isascii() and word.isalnum() and not word.endswith(_CHANGING):
        return word
    return str(_english(word))


class WordTokenizer(Tokenizer):  # type: ignore[misc]
    """Whoosh's view of `placed_words`; with `is_stemming` each word is its stem."""

    def __init__(self, *, is_stemming: bool) -> None:
        self.is_stemming = is_stemming

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Yield one token, changed for each word, as Whoosh's own tokenizers do."""
        token = Token(**{name: setting for name, setting in options.items() if name in {"positions", "chars", "mode"}})
        token.boost = 1.0
        for word, position in placed_words(value):
            token.text = stem(word) if self.is_stemming else word
            token.pos = position
            yield token
