"""How postings lie in the index: a Whoosh codec that writes each posting list as arrays, for numpy to read at once.

Whoosh's own codec pickles a small object for every posting; reading those one by one is most of what its searches cost.
Here a posting list is four stretches of plain numbers, little end first: a count (32 bits), document numbers (32 bits),
how often the word is in each (16 bits), and all its positions, document by document (16 bits), filled up to a multiple of
32 bits. Everything else is Whoosh's own codec, and Whoosh's own searcher reads the index like any other.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo, W3TermsReader
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort

POSITION_BYTES = 2
_COUNT_AND_OFFSET = struct.Struct("!5xI14xq")
"""Out of Whoosh's W3TermInfo: flags and weight passed over, document count, lengths and more passed over, offset."""

_Item = tuple[str, bytes, int, float, bytes]


class PostingList(NamedTuple):
    """The documents that hold a word, and how often."""

    documents: npt.NDArray[np.uint32]
    frequencies: npt.NDArray[np.uint16]


class _Gathered:
    """A posting list in the making."""

    __slots__ = ("documents", "frequencies", "positions")

    def __init__(self) -> None:
        self.documents = array("I")
        self.frequencies = array("H")
        self.positions = bytearray()

    def to_bytes(self) -> bytes:
        count = len(self.documents).to_bytes(4, "little")
        content = count + self.documents.tobytes() + self.frequencies.tobytes() + bytes(self.positions)
        return content + bytes(-len(content) % 4)


class Pool:
    """Takes postings in the order of documents and gives them back in the order of words, a list for each."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, bytes], _Gathered] = {}

    def add(self, item: _Item) -> None:
        """Take one posting: field, word, document, weight, positions."""
        field, word, document, _, positions = item
        gathered = self._lists.get((field, word))
        if gathered is None:
            gathered = self._lists[field, word] = _Gathered()
        gathered.documents.append(document)
        gathered.frequencies.append(len(positions) // POSITION_BYTES)
        gathered.positions += positions

    def iter_postings(self) -> Iterator[tuple[tuple[str, bytes], _Gathered]]:
        """The lists, by field and word."""
        return iter(sorted(self._lists.items(), key=lambda entry: entry[0]))

    def cleanup(self) -> None:
        """Let go of everything."""
        self._lists.clear()


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Any, lengths: object, items: Iterable[tuple[tuple[str, bytes], _Gathered]]) -> None:
        """Write lists that come by field and word."""
        current = None
        for (field, word), gathered in items:
            if field != current:
                self.start_field(field, schema[field])
                current = field
            self._write(word, gathered)

    def _write(self, word: bytes, gathered: _Gathered) -> None:
        documents = gathered.documents
        info = W3TermInfo(
            weight=float(sum(gathered.frequencies)), df=len(documents), minid=documents[0], maxid=documents[-1]
        )
        content = gathered.to_bytes()
        info.set_extent(self._postfile.tell(), len(content))
        self._postfile.write(content)
        self._tindex.add(pack_ushort(self._fieldid) + word, info.to_bytes())


class Entry(NamedTuple):
    """A word of a field: in how many documents it is, and where its posting list begins."""

    field: str
    word: str
    documents: int
    offset: int


class TermsReader(W3TermsReader):  # type: ignore[misc]
    """Reads the words of a segment all together."""

    def entries(self) -> Iterator[Entry]:
        """Every word of every field, by field and word."""
        fields = {pack_ushort(number): field for field, number in self._fieldmap.items()}
        for key, value in self._tindex.items():
            count, offset = _COUNT_AND_OFFSET.unpack_from(value)
            yield Entry(fields[key[:2]], key[2:].decode(), count, offset)


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with other posting lists. Its name is pickled into the index: renaming it needs a new schema."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        """What writes the words of a segment."""
        return _FieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """What reads them again."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(self, storage.open_file(name), storage.file_length(name), postings)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """A posting list as Whoosh's own searches and merges want it."""
        # Whoosh 3.54 reads the length of a list back as a tuple, so it is not used: the list says itself how long it is
        offset, _ = terminfo.extent()
        count = int.from_bytes(dbfile.get(offset, 4), "little")
        head = dbfile.get(offset, 4 + 6 * count)
        total = int(np.frombuffer(head, np.uint16, count, 4 + 4 * count).sum(dtype=np.int64))
        content = head + dbfile.get(offset + len(head), POSITION_BYTES * total)
        found = read_list(content, 0)
        positions = read_positions(content, 0, found.frequencies)
        ends = np.cumsum(found.frequencies, dtype=np.int64).tolist()
        starts = [0, *ends[:-1]]
        values = [positions[start:end].tobytes() for start, end in zip(starts, ends, strict=True)]
        weights = [float(max(frequency, 1)) for frequency in found.frequencies.tolist()]
        return ListMatcher(
            found.documents.tolist(), weights, values, format_, scorer=scorer, term=term, terminfo=terminfo
        )


def read_count(content: bytes, offset: int) -> int:
    """How many documents are in the posting list that begins here."""
    return int.from_bytes(content[offset : offset + 4], "little")


def read_list(content: bytes, offset: int) -> PostingList:
    """The posting list that begins here in a file of them; nothing is copied."""
    count = read_count(content, offset)
    offset += 4
    documents = np.frombuffer(content, np.uint32, count, offset)
    offset += 4 * count
    return PostingList(documents, np.frombuffer(content, np.uint16, count, offset))


def read_lists(
    content: bytes, offsets: Sequence[int]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint16], list[int]]:
    """The documents and the frequencies of several posting lists, one list after another, and how long each is."""
    counts, documents, frequencies = [], [], []
    for offset in offsets:
        count = read_count(content, offset)
        middle = offset + 4 + 4 * count
        counts.append(count)
        documents.append(content[offset + 4 : middle])
        frequencies.append(content[middle : middle + 2 * count])
    total = sum(counts)
    return (
        np.frombuffer(b"".join(documents), np.uint32, total),
        np.frombuffer(b"".join(frequencies), np.uint16, total),
        counts,
    )


def read_positions(content: bytes, offset: int, frequencies: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """All positions of the posting list that begins here, document by document."""
    total = int(np.add.reduce(frequencies, dtype=np.int64))
    return np.frombuffer(content, np.uint16, total, offset + 4 + 6 * len(frequencies))
