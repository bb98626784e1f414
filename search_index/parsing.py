"""A typed query into words and quoted phrases. Nothing else of Whoosh's query language can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh import query as whoosh_query
from whoosh.qparser import PhrasePlugin, QueryParser, WhitespacePlugin

from search_index.analysis import STOP_WORDS, compounds
from search_index.fields import MOST_LETTERS, MOST_QUERY_WORDS

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(r'"|[^"]+')
_PARSER = QueryParser(None, None, plugins=[WhitespacePlugin(), PhrasePlugin()])


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked for: a word, a hyphenated word in parts, or (`is_phrase`) words in this order."""

    parts: tuple[str, ...]
    is_phrase: bool = False

    @property
    def is_stop(self) -> bool:
        """Whether it only holds the sentence together."""
        return not self.is_phrase and all(part in STOP_WORDS for part in self.parts)


@lru_cache(maxsize=2_048)
def parse(text: str) -> tuple[Asked, ...]:
    """What a query asks for, in order, each once.

    >>> parse('the "Lunch Club" drop-in')
    (Asked(('the',)), Asked(('lunch', 'club'), is_phrase=True), Asked(('drop', 'in')))
    """
    plain = " ".join(_plain_pieces(text[:MOST_LETTERS].translate(_QUOTES)))
    return tuple(dict.fromkeys(_limited(_asked(_PARSER.parse(plain)))))


def _plain_pieces(text: str) -> Iterator[str]:
    """Quotes, and words joined by hyphens; no other sign."""
    for piece in _PIECE.findall(text):
        if piece == '"':
            yield piece
        else:
            yield from ("-".join(parts) for parts in compounds(piece))


def _asked(found: whoosh_query.Query) -> Iterator[Asked]:
    if isinstance(found, whoosh_query.Phrase):
        parts = tuple(part for word in found.words for part in word.split("-"))
        yield Asked(parts, is_phrase=len(parts) > 1)
    elif isinstance(found, whoosh_query.Term):
        parts = tuple(found.text.replace('"', "").split("-"))
        if parts != ("",):
            yield Asked(parts)
    else:
        for child in found.children():
            yield from _asked(child)


def _limited(asked: Iterator[Asked]) -> Iterator[Asked]:
    left = MOST_QUERY_WORDS
    for one in asked:
        left -= len(one.parts)
        if left < 0:
            return
        yield one
