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
from search_index.codec import TermsReader, read_count, read_list, read_lists, read_positions
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


class Lines(NamedTuple):
    """Where something stands in a segment: row * 8 + field, in any order, and how often in each."""

    lines: npt.NDArray[np.int64]
    frequencies: npt.NDArray[np.uint16]


class Postings:
    """Where a stem stands in a segment: `lines` (row * 8 + field), ascending, and how often in each."""

    def __init__(self, content: bytes, numbers: Sequence[int], offsets: Sequence[int]) -> None:
        """Take the file of posting lists, and of the stem's the number of the field and where it begins."""
        self._content = content
        self._offsets = offsets
        (self.lines, self.frequencies), self._counts = _read_lines(content, numbers, offsets)
        if len(numbers) > 1:
            self._as_read = self.frequencies
            self._order = self.lines.argsort()
            self.lines = self.lines[self._order]
            self.frequencies = self.frequencies[self._order]

    @cached_property
    def places(self) -> npt.NDArray[np.int64]:
        """Every occurrence as one number, ascending."""
        if len(self._offsets) == 1:
            places = np.repeat(self.lines << PLACE_BITS, self.frequencies)
            places += self._positions(self.frequencies)
            return places
        as_read = np.empty(len(self.lines), dtype=np.int64)
        as_read[self._order] = self.lines
        as_read <<= PLACE_BITS
        places = np.repeat(as_read, self._as_read)
        places += self._positions(self._as_read)
        places.sort()
        return places

    def _positions(self, frequencies: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
        """The positions of all lists, one list after another, where these are the frequencies in that order."""
        positions, start = [], 0
        for offset, count in zip(self._offsets, self._counts, strict=True):
            positions.append(read_positions(self._content, offset, frequencies[start : start + count]))
            start += count
        return np.concatenate(positions)


def _read_lines(content: bytes, numbers: Sequence[int], offsets: Sequence[int]) -> tuple[Lines, list[int]]:
    """What several posting lists hold, one after another, and how long each is; of each the field's number and where it begins."""
    documents, frequencies, counts = read_lists(content, offsets)
    lines: npt.NDArray[np.int64] = documents.astype(np.int64)
    lines <<= 3
    lines += numbers[0] if len(numbers) == 1 else np.repeat(numbers, counts)
    return Lines(lines, frequencies), counts


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
        if found is None and (places := self._stems.get(stem)):
            try:
                found = self._lifted[stem] = Postings(self._content, places[::2], places[1::2])
            except ValueError as error:
                raise self._unreadable(error) from error
        return found

    def together(self, stems: Iterable[str]) -> list[Postings | Lines]:
        """The postings of those of these stems that occur; those that were not lifted before all at once, and not kept."""
        parts: list[Postings | Lines] = []
        unread: list[int] = []
        for stem in stems:
            if lifted := self._lifted.get(stem):
                parts.append(lifted)
            else:
                unread += self._stems.get(stem, ())
        if unread:
            try:
                parts.append(_read_lines(self._content, unread[::2], unread[1::2])[0])
            except ValueError as error:
                raise self._unreadable(error) from error
        return parts

    def _unreadable(self, error: ValueError) -> IndexUnusableError:
        return IndexUnusableError(f"Segment {self.name} cannot be read: {error}")

    def rows_with(self, word: str) -> npt.NDArray[np.uint32]:
        """The rows that hold a word exactly as written (folded)."""
        offset = self._words.get(word)
        if offset is None:
            return _NOWHERE
        try:
            return read_list(self._content, offset).documents
        except ValueError as error:
            raise self._unreadable(error) from error

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
