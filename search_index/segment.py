"""One Whoosh segment in memory: its documents as arrays, its postings lifted into numpy when first asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh import columns

from search_index import memory
from search_index.codec import PostingList, TermsReader, read_count, read_list, read_positions
from search_index.columns import Columns
from search_index.fields import FIELDS
from search_index.files import IndexUnusableError
from search_index.schema import STEM_MARK, STORED, SURFACE
from search_index.spelling import Vocabulary
from search_index.stored import Stored, load

FILE = ".seg"
PLACE_BITS = 20
"""A place in a document is (document * 8 + field) << 20 | position, so that a phrase is a difference of one."""

_FIELD_NUMBERS = {field.name: number for number, field in enumerate(FIELDS)}
_NOWHERE = np.empty(0, dtype=np.uint32)


class Postings:
    """Where stems stand in a segment: `lines` (row * 8 + field), ascending, and how often in each."""

    def __init__(self, content: bytes, lists: Sequence[tuple[int, PostingList]]) -> None:
        """Take the file of posting lists, and some of them, each with the number of its field."""
        self._content = content
        self._lists = [found for _, found in lists]
        if len(lists) == 1:
            ((number, only),) = lists
            self.lines: npt.NDArray[np.int64] = (only.documents.astype(np.int64) << 3) + number
            self.frequencies: npt.NDArray[np.uint16] = only.frequencies
            return
        lines = np.concatenate([found.documents for found in self._lists]).astype(np.int64)
        lines <<= 3
        lines += np.repeat([number for number, _ in lists], [len(found.documents) for found in self._lists])
        frequencies = np.concatenate([found.frequencies for found in self._lists])
        self._order = lines.argsort()
        self.lines = lines[self._order]
        self.frequencies = frequencies[self._order]

    @cached_property
    def places(self) -> npt.NDArray[np.int64]:
        """Every occurrence as one number, ascending."""
        positions = [read_positions(self._content, found) for found in self._lists]
        if len(positions) == 1:
            return np.repeat(self.lines << PLACE_BITS, self.frequencies) + positions[0].astype(np.int64)
        as_read = np.empty(len(self.lines), dtype=np.int64)
        as_read[self._order] = self.lines
        as_read <<= PLACE_BITS
        places = np.repeat(as_read, np.concatenate([found.frequencies for found in self._lists]))
        places += np.concatenate(positions)
        places.sort()
        return places


class _Woven(NamedTuple):
    lines: npt.NDArray[np.int64]
    frequencies: npt.NDArray[np.uint16]


Lines = Postings | _Woven
"""What is scored: lines in order, and the frequency in each; a line may be there more than once."""


def _woven(parts: Sequence[Lines]) -> Lines:
    lines = np.concatenate([part.lines for part in parts])
    frequencies = np.concatenate([part.frequencies for part in parts])
    order = lines.argsort()
    return _Woven(lines[order], frequencies[order])


class Segment:
    """An immutable segment. Deletions belong to the commit, not to the segment, and are not known here.

    `lexicon` holds the words as written (folded), in order, `stem_of` the stem of each.
    """

    def __init__(self, content: bytes, whoosh_segment: Any) -> None:
        """Open a segment from the content of its file, read with its checksum tried."""
        self.name: str = whoosh_segment.segment_id()
        inside = memory.unpack(content)
        codec = whoosh_segment.codec()
        self._content: bytes = inside.files[whoosh_segment.make_filename(codec.POSTS_EXT)]
        self._stems: dict[str, list[int]] = {}
        self._words: dict[str, int] = {}
        self.stem_of: dict[str, str] = {}
        self._take_words(codec.terms_reader(inside, whoosh_segment))
        self.lexicon = list(self.stem_of)
        self._lifted: dict[str, Postings] = {}
        self.columns = Columns(_read_documents(codec.per_document_reader(inside, whoosh_segment)))

    def _take_words(self, terms: TermsReader) -> None:
        """Where the posting lists of every stem are, by field, and of every word as written."""
        for field, word, _, offset in terms.entries():
            if field == SURFACE:
                written, _, stem = word.partition(STEM_MARK)
                self.stem_of[written] = stem
                self._words[written] = offset
            elif field in _FIELD_NUMBERS:
                self._stems.setdefault(word, []).extend((_FIELD_NUMBERS[field], offset))

    def postings(self, stem: str) -> Postings | None:
        """The postings of a stem, None where it does not occur."""
        found = self._lifted.get(stem)
        if found is None and stem in self._stems:
            found = self._lifted[stem] = Postings(self._content, self.lists([stem]))
        return found

    def together(self, stems: Iterable[str]) -> Lines | None:
        """The postings of several stems as if they were one, None where none of them occurs.

        Those that were lifted before are taken as they are, the others all read at once.
        """
        parts: list[Lines] = []
        unread = []
        for stem in stems:
            if lifted := self._lifted.get(stem):
                parts.append(lifted)
            elif stem in self._stems:
                unread.append(stem)
        if len(unread) == 1:
            parts.append(self._lifted.setdefault(unread[0], Postings(self._content, self.lists(unread))))
        elif unread:
            parts.append(Postings(self._content, self.lists(unread)))
        return _woven(parts) if len(parts) > 1 else next(iter(parts), None)

    def lists(self, stems: Iterable[str]) -> list[tuple[int, PostingList]]:
        """The posting lists of these stems, each with the number of its field."""
        return [
            (places[at], self._read(places[at + 1]))
            for stem in stems
            if (places := self._stems.get(stem))
            for at in range(0, len(places), 2)
        ]

    def _read(self, offset: int) -> PostingList:
        try:
            return read_list(self._content, offset)
        except ValueError as error:
            raise IndexUnusableError(f"Segment {self.name} cannot be read: {error}") from error

    def rows_with(self, word: str) -> npt.NDArray[np.uint32]:
        """The rows that hold a word exactly as written (folded)."""
        offset = self._words.get(word)
        return _NOWHERE if offset is None else self._read(offset).documents

    def count_with(self, word: str) -> int:
        """How many rows hold a word exactly as written (folded), those of dead documents counted."""
        offset = self._words.get(word)
        return 0 if offset is None else read_count(self._content, offset)

    def words_from(self, beginning: str) -> Sequence[str]:
        """The words as written (folded) that start with these letters."""
        start = bisect_left(self.lexicon, beginning)
        return self.lexicon[start : bisect_left(self.lexicon, beginning + "\U0010ffff", lo=start)]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words laid out for spelling."""
        return Vocabulary(self.lexicon)


def _read_documents(reader: Any) -> Iterator[Stored]:
    if reader.doc_count_all():
        for line in reader.column_reader(STORED, columns.VarBytesColumn()):
            yield load(line)
