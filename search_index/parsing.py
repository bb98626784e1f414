"""A typed query into words and quoted phrases. Nothing else of Whoosh's query language can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from whoosh import query as whoosh_query
from whoosh.qparser import PhrasePlugin, QueryParser, WhitespacePlugin

from search_index.analysis import STOP_WORDS, shown_words, words
from search_index.fields import MOST_LETTERS, MOST_QUERY_WORDS

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(r'"|[^"]+')
_PARSER = QueryParser(None, None, plugins=[WhitespacePlugin(), PhrasePlugin()])


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for: a word, a hyphenated word in parts, or (`is_phrase`) words in this order.

    `shown` is how it was typed, folded.
    """

    parts: tuple[str, ...]
    is_phrase: bool = False
    shown: str = field(default="", compare=False)

    @property
    def is_stop(self) -> bool:
        """Whether it only holds the sentence together."""
        return not self.is_phrase and all(part in STOP_WORDS for part in self.parts)

    @property
    def telling_parts(self) -> tuple[str, ...]:
        """The parts that are looked for: "drop" of "drop-in"."""
        return tuple(part for part in self.parts if part not in STOP_WORDS) or self.parts


@lru_cache(maxsize=2_048)
def parse(text: str) -> tuple[Asked, ...]:
    """What a query asks for, in order, each once.

    >>> [(one.shown, one.is_phrase) for one in parse('the "Lunch Club" drop-in')]
    [('the', False), ('lunch club', True), ('drop-in', False)]
    """
    text = text[:MOST_LETTERS].translate(_QUOTES)
    # only quotes need Whoosh's parser, which takes ten times as long
    asked = _asked(_PARSER.parse(" ".join(_plain_pieces(text)))) if '"' in text else _plain(text)
    return tuple(dict.fromkeys(_limited(asked)))


def write(asked: Iterable[Asked]) -> str:
    """The query as a person would type it."""
    return " ".join(f'"{one.shown}"' if one.is_phrase else one.shown for one in asked)


def _plain_pieces(text: str) -> Iterator[str]:
    """Quotes, and words with their hyphens and apostrophes; no other sign."""
    for piece in _PIECE.findall(text):
        if piece == '"':
            yield piece
        else:
            yield from (shown for _, shown in shown_words(piece))


def _asked(found: whoosh_query.Query) -> Iterator[Asked]:
    if isinstance(found, whoosh_query.Phrase):
        shown = " ".join(found.words)
        parts = words(shown)
        yield Asked(parts, is_phrase=len(parts) > 1, shown=shown)
    elif isinstance(found, whoosh_query.Term):
        yield from _plain(found.text)
    else:
        for child in found.children():
            yield from _asked(child)


def _plain(text: str) -> Iterator[Asked]:
    return (Asked(parts, shown=shown) for parts, shown in shown_words(text))


def _limited(asked: Iterable[Asked]) -> Iterator[Asked]:
    left = MOST_QUERY_WORDS
    for one in asked:
        left -= len(one.parts)
        if left < 0:
            return
        yield one
