"""One Whoosh segment in memory: its documents as arrays, its postings lifted into numpy when first asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from whoosh import columns

from search_index import memory
from search_index.bits import Rows
from search_index.codec import PostingList
from search_index.columns import Columns
from search_index.fields import FIELDS
from search_index.files import IndexUnusableError
from search_index.schema import STORED, SURFACE
from search_index.spelling import Vocabulary
from search_index.stored import Stored, load

T = TypeVar("T")
FILE = ".seg"
PLACE_BITS = 20
"""A place in a document is (document * 8 + field) << 20 | position, so that a phrase is a difference of one."""

_FIELD_FLAGS = {field.name: 1 << number for number, field in enumerate(FIELDS)}
_NOWHERE = np.empty(0, dtype=np.int32)


class Postings:
    """Where one stem stands in a segment: line by line a document, a field, and how often; lines in order."""

    def __init__(self, lists: Sequence[tuple[int, PostingList]]) -> None:
        """Take the posting list of each field."""
        self._lists = lists
        rows = np.concatenate([found.documents for _, found in lists]).astype(np.int32)
        fields = np.repeat(np.array([number for number, _ in lists], np.int8), [len(one.documents) for _, one in lists])
        frequencies = np.concatenate([found.frequencies for _, found in lists])
        order = np.lexsort((fields, rows)) if len(lists) > 1 else slice(None)
        self.rows: Rows = rows[order]
        self.fields: npt.NDArray[np.int8] = fields[order]
        self.frequencies: npt.NDArray[np.uint16] = frequencies[order]

    @cached_property
    def places(self) -> npt.NDArray[np.int64]:
        """Every occurrence as one number, ascending."""
        found = []
        for number, one in self._lists:
            lines = (one.documents.astype(np.int64) * 8 + number) << PLACE_BITS
            found.append(np.repeat(lines, one.frequencies) + one.positions)
        return np.sort(np.concatenate(found))


class Segment:
    """An immutable segment. Deletions belong to the commit, not to the segment, and are not known here."""

    def __init__(self, content: bytes, whoosh_segment: Any) -> None:
        """Open a segment from the content of its file, read with its checksum tried."""
        self.name: str = whoosh_segment.segment_id()
        inside = memory.unpack(content)
        codec = whoosh_segment.codec()
        self._terms = codec.terms_reader(inside, whoosh_segment)
        self._stems, self.lexicon = _read_terms(self._terms)
        self._lifted: dict[str, Postings | None] = {}
        self._lifted_words: dict[str, Rows] = {}
        self.columns = Columns(_read_documents(codec.per_document_reader(inside, whoosh_segment)))

    def postings(self, stem: str) -> Postings | None:
        """The postings of a stem, None where it does not occur."""
        flags = self._stems.get(stem)
        if flags is None:
            return None
        found = self._lifted.get(stem)
        if found is None:
            found = self._lifted[stem] = self._read(lambda: self._lift(stem, flags))
        return found

    def _lift(self, stem: str, flags: int) -> Postings:
        word = stem.encode()
        names = [(number, field.name) for number, field in enumerate(FIELDS) if flags >> number & 1]
        return Postings([(number, self._terms.posting_list(name, word)) for number, name in names])

    def rows_with(self, word: str) -> Rows:
        """The rows that hold a word exactly as written (folded)."""
        rows = self._lifted_words.get(word)
        if rows is None:
            if word not in self.known_words:
                return _NOWHERE
            found = self._read(lambda: self._terms.posting_list(SURFACE, word.encode()))
            rows = self._lifted_words[word] = found.documents.astype(np.int32)
        return rows

    def words_from(self, beginning: str) -> Sequence[str]:
        """The words as written (folded) that start with these letters."""
        start = bisect_left(self.lexicon, beginning)
        return self.lexicon[start : bisect_left(self.lexicon, beginning + "\U0010ffff", lo=start)]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words laid out for spelling."""
        return Vocabulary(self.lexicon)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word as written (folded)."""
        return frozenset(self.lexicon)

    def _read(self, reading: Callable[[], T]) -> T:
        """What is read; whatever is raised on the way means a broken index. Threads may read side by side."""
        try:
            return reading()
        except Exception as error:
            raise IndexUnusableError(f"Segment {self.name} cannot be read: {error!r}") from error


def _read_terms(terms: Any) -> tuple[dict[str, int], list[str]]:
    """The stems, each with the flags of the fields it is in, and the words as written."""
    stems: dict[str, int] = {}
    lexicon: list[str] = []
    for name, text in terms.terms():
        if name == SURFACE:
            lexicon.append(text.decode())
        elif name in _FIELD_FLAGS:
            word = text.decode()
            stems[word] = stems.get(word, 0) | _FIELD_FLAGS[name]
    return stems, sorted(lexicon)


def _read_documents(reader: Any) -> Iterator[Stored]:
    if reader.doc_count_all():
        for line in reader.column_reader(STORED, columns.VarBytesColumn()):
            yield load(line)
