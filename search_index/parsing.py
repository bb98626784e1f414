"""A typed query into words and quoted phrases; there is no other syntax.

Whoosh's own parser with its phrase plug-in alone would do the same, and took 80 microseconds where this takes five: longer
than the whole search that follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from search_index.analysis import STOP_WORDS, shown_words
from search_index.fields import MOST_LETTERS, MOST_QUERY_WORDS

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))


class Asked(NamedTuple):
    """One thing asked for: a word, a hyphenated word in parts, or (`is_phrase`) words in this order.

    `shown` is how it was typed, folded; `telling` are the parts that are looked for, "drop" of "drop-in", and none
    where it only holds the sentence together.
    """

    parts: tuple[str, ...]
    is_phrase: bool
    shown: str
    telling: tuple[str, ...]


def one_word(parts: tuple[str, ...], shown: str) -> Asked:
    """A word outside of quotes."""
    if len(parts) == 1:
        return Asked(parts, False, shown, () if parts[0] in STOP_WORDS else parts)
    return Asked(parts, False, shown, tuple(part for part in parts if part not in STOP_WORDS))


def phrase(parts: tuple[str, ...], shown: str) -> Asked:
    """Words in quotes, two at least."""
    return Asked(parts, True, shown, parts)


@lru_cache(maxsize=2_048)
def parse(text: str) -> tuple[Asked, ...]:
    """What a query asks for, in order, each once.

    >>> [(one.shown, one.is_phrase) for one in parse('the "Lunch Club" drop-in')]
    [('the', False), ('lunch club', True), ('drop-in', False)]
    """
    text = text[:MOST_LETTERS]
    asked = _asked(text if text.isascii() else text.translate(_QUOTES))
    if len(asked) == 1 and len(asked[0].parts) <= MOST_QUERY_WORDS:
        return tuple(asked)
    return tuple({(one.parts, one.is_phrase): one for one in _limited(asked)}.values())


def write(asked: Iterable[Asked]) -> str:
    """The query as a person would type it."""
    return " ".join(f'"{one.shown}"' if one.is_phrase else one.shown for one in asked)


def _asked(text: str) -> list[Asked]:
    asked = []
    last = text.count('"')
    for number, piece in enumerate(text.split('"')):
        words = _words(piece)
        is_quoted = number % 2 == 1 and number < last
        if is_quoted and sum(len(one.parts) for one in words) > 1:
            asked.append(
                phrase(tuple(part for one in words for part in one.parts), " ".join(one.shown for one in words))
            )
        else:
            asked.extend(words)
    return asked


def _words(text: str) -> list[Asked]:
    """The words of a text without quotes; most are plain letters, for which no pattern is needed."""
    if text.isascii() and (plain := text.lower()).replace(" ", "").isalpha():
        return [Asked((word,), False, word, () if word in STOP_WORDS else (word,)) for word in plain.split()]
    return [one_word(parts, shown) for parts, shown in shown_words(text)] if text else []


def _limited(asked: Iterable[Asked]) -> Iterator[Asked]:
    left = MOST_QUERY_WORDS
    for one in asked:
        left -= len(one.parts)
        if left < 0:
            return
        yield one
