"""One Whoosh segment in memory: its documents as arrays, its postings lifted into numpy when first asked for."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns
from whoosh.filedb.filestore import RamStorage

from search_index.bits import Rows
from search_index.columns import Columns
from search_index.fields import FIELDS
from search_index.files import IndexUnusableError
from search_index.schema import STORED, SURFACE, make_schema
from search_index.spelling import Vocabulary
from search_index.stored import Stored, load

_FIELD_NUMBERS = {field.name: number for number, field in enumerate(FIELDS)}
_FORMAT = make_schema()[FIELDS[0].name].format
_SURFACE_FORMAT = make_schema()[SURFACE].format
PLACE_BITS = 20
"""A place in a document is (document * 8 + field) << 20 | position, so that a phrase is a difference of one."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one stem stands in a segment: line by line a document, a field and how often; and every single place."""

    rows: Rows
    fields: npt.NDArray[np.int8]
    frequencies: npt.NDArray[np.int32]
    positions: npt.NDArray[np.uint32]

    def places(self) -> npt.NDArray[np.int64]:
        """Every occurrence as one ascending number."""
        lines = (self.rows.astype(np.int64) * 8 + self.fields) << PLACE_BITS
        return np.repeat(lines, self.frequencies) + self.positions.astype(np.int64)


class Segment:
    """An immutable segment. Deletions belong to the commit, not to the segment, and are not known here."""

    def __init__(self, files: Mapping[str, bytes], whoosh_segment: Any) -> None:
        """Open a segment from the contents of its files, read with checksums tried."""
        self.name: str = whoosh_segment.segment_id()
        self._lock = threading.Lock()
        storage = RamStorage()
        storage.files = dict(files)
        self._storage = whoosh_segment.open_compound_file(storage)
        codec = whoosh_segment.codec()
        self._terms = codec.terms_reader(self._storage, whoosh_segment)
        self._stems, self.lexicon = _read_terms(self._terms)
        self._lifted: dict[str, Postings | None] = {}
        self._lifted_words: dict[str, Rows] = {}
        documents = codec.per_document_reader(self._storage, whoosh_segment)
        self.columns = Columns(tuple(_read_documents(documents)))

    def postings(self, stem: str) -> Postings | None:
        """The postings of a stem, None where it does not occur."""
        try:
            return self._lifted[stem]
        except KeyError:
            pass
        numbers = self._stems.get(stem)
        postings = self._lift(stem, numbers) if numbers else None
        if numbers:
            self._lifted[stem] = postings
        return postings

    def rows_with(self, word: str) -> Rows:
        """The rows that hold a word exactly as written (folded)."""
        if word in self._lifted_words:
            return self._lifted_words[word]
        if word not in self.known_words:
            return np.empty(0, dtype=np.int32)
        with self._reading():
            blocks = list(_blocks(self._terms.matcher(SURFACE, word.encode(), _SURFACE_FORMAT)))
        rows = np.concatenate([ids for ids, _ in blocks])
        self._lifted_words[word] = rows
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

    def _lift(self, stem: str, numbers: Sequence[int]) -> Postings:
        rows, fields = [], []
        values: list[bytes] = []
        with self._reading():
            for number in numbers:
                for ids, contents in _blocks(self._terms.matcher(FIELDS[number].name, stem.encode(), _FORMAT)):
                    rows.append(ids)
                    fields.append(np.full(len(ids), number, dtype=np.int8))
                    values.extend(contents)
            return _in_order(np.concatenate(rows), np.concatenate(fields), values)

    def _reading(self) -> _Reading:
        return _Reading(self._lock, self.name)


class _Reading:
    """Whoosh's readers share a file position, so one thread at a time; whatever they raise means a broken index."""

    def __init__(self, lock: threading.Lock, name: str) -> None:
        self._lock = lock
        self._name = name

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lock.release()
        if isinstance(error, Exception):
            raise IndexUnusableError(f"Segment {self._name} cannot be read: {error!r}") from error


def _read_terms(terms: Any) -> tuple[dict[str, tuple[int, ...]], list[str]]:
    stems: dict[str, tuple[int, ...]] = {}
    lexicon: list[str] = []
    for name, text in terms.terms():
        if name == SURFACE:
            lexicon.append(bytes(text).decode())
        elif name in _FIELD_NUMBERS:
            word = bytes(text).decode()
            stems[word] = (*stems.get(word, ()), _FIELD_NUMBERS[name])
    return stems, sorted(lexicon)


def _read_documents(reader: Any) -> Iterator[Stored]:
    if not reader.doc_count_all():
        return
    for line in reader.column_reader(STORED, columns.VarBytesColumn()):
        yield load(bytes(line))


def _blocks(matcher: Any) -> Iterator[tuple[Rows, Sequence[bytes]]]:
    """The blocks of a posting list whole: ids and values. Whoosh's public way is one posting at a time."""
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_values()
        yield np.array(matcher._ids, dtype=np.int32), matcher._values
        matcher._next_block()


def _in_order(rows: Rows, fields: npt.NDArray[np.int8], values: Sequence[bytes]) -> Postings:
    """The lines sorted by document, then field; the positions go with them."""
    order = np.lexsort((fields, rows))
    ordered = [values[line] for line in order.tolist()]
    frequencies = np.fromiter(map(len, ordered), dtype=np.int32, count=len(ordered)) // 4
    positions = np.frombuffer(b"".join(ordered), dtype=np.uint32)
    return Postings(rows[order], fields[order], frequencies, positions)
