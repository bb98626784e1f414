"""Words that are spelled right whether or not anything has them, so that nobody is told that they meant another."""

from __future__ import annotations

import gzip
from functools import cached_property
from pathlib import Path


class SpelledRight:
    """The words of a list, one a line, packed with gzip; read when the first word is looked up that nothing has."""

    def __init__(self, file: Path | None = None) -> None:
        """Take the list; without one no word is known."""
        self._file = file

    def __contains__(self, word: str) -> bool:
        """Whether the list has this word, which is folded already."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(gzip.decompress(self._file.read_bytes()).decode().split()) if self._file else frozenset()
