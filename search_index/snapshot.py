"""The index as one commit left it, in memory: segments, tables, and every word scored once it has been asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC

from search_index import bits, files, scoring
from search_index.around import Distances, measure
from search_index.bits import Bits, Rows
from search_index.files import IndexUnusableError, Pointer
from search_index.memory import LazyFiles, MemoryStorage
from search_index.scoring import Found
from search_index.segment import FILE, PLACE_BITS, Segment
from search_index.tables import Tables

MOST_CACHED = 20_000
MOST_RANGES = 16
MOST_PLACES = 256
MOST_MEASURED = 2_000_000
"""Distances from places that were asked for are kept for so many places, and no more than so many rows in all."""

INDEX_NAME = "MAIN"


class Snapshot:
    """An unchanging view; searches in other threads go on with theirs while a newer one is made."""

    def __init__(self, pointer: Pointer, read: Callable[[str], bytes], earlier: Snapshot | None) -> None:
        """Open a commit; segments that the earlier snapshot already had are taken over with what was lifted from them.

        A segment's name is long and random, so that no two ever have the same.
        """
        self.pointer = pointer
        storage = MemoryStorage()
        storage.files = LazyFiles(pointer.files, read)
        known = {segment.name: segment for segment in earlier.segments} if earlier else {}
        found = TOC.read(storage, INDEX_NAME, gen=pointer.generation).segments
        self.segments: list[Segment] = [
            known.get(one.segment_id()) or Segment(read(one.make_filename(FILE)), one) for one in found
        ]
        self.tables = Tables(
            [segment.columns for segment in self.segments], [sorted(one.deleted_docs()) for one in found]
        )
        self._stems: dict[str, Found] = {}
        self._phrases: dict[tuple[str, ...], Found] = {}
        self._counts: dict[str, int] = {}
        self._distances: dict[tuple[float, float], Distances] = {}
        self._lasting: dict[int, Bits] = {}
        self._slots: dict[tuple[int, int], list[Bits]] = {}

    def stem(self, stem: str) -> Found:
        """Where a stem is found, scored."""
        found = self._stems.get(stem)
        if found is None:
            _make_room(self._stems)
            found = self._stems[stem] = self._score_stem(stem)
        return found

    def phrase(self, stems: tuple[str, ...]) -> Found:
        """Where these stems are found one after another in one field, scored like one word."""
        if len(stems) == 1:
            return self.stem(stems[0])
        found = self._phrases.get(stems)
        if found is None:
            _make_room(self._phrases)
            found = self._phrases[stems] = self._score_phrase(stems)
        return found

    def count_word(self, word: str) -> int:
        """How many documents hold a word as written (folded)."""
        count = self._counts.get(word)
        if count is None:
            _make_room(self._counts)
            count = self._counts[word] = sum(self._living(base, rows) for base, rows in self._rows_with(word))
        return count

    def word_rows(self, word: str) -> Bits:
        """The rows that hold a word as written (folded)."""
        rows = 0
        for base, found in self._rows_with(word):
            rows |= bits.from_rows(found + base, self.tables.size) if len(found) else 0
        return rows & self.tables.live

    def living_names(self, part: str) -> Iterator[tuple[str, str]]:
        """The names of living documents that have this somewhere in their words: the words, and the name as written.

        The words have a space before each, so that " men" is the beginning of a word.
        """
        for base, segment in zip(self.tables.bases, self.segments, strict=True):
            columns = segment.columns
            for row, plain in enumerate(columns.plain_names):
                if part in plain and self.tables.mask[base + row]:
                    yield plain, columns.names[row]

    def words_from(self, beginning: str) -> set[str]:
        """The words, as written (folded), that start with these letters; some may be in dead documents only."""
        return {word for segment in self.segments for word in segment.words_from(beginning)}

    def near_words(self, word: str, most: int) -> set[tuple[int, str]]:
        """The words within so many slips, with how many; some may be in dead documents only."""
        return {near for segment in self.segments for near in segment.vocabulary.near(word, most)}

    def distances(self, latitude: float, longitude: float) -> Distances:
        """How far every row is from a place."""
        place = (latitude, longitude)
        distances = self._distances.get(place)
        if distances is None:
            _make_room(self._distances, min(MOST_PLACES, MOST_MEASURED // (self.tables.size + 1) + 1))
            distances = self._distances[place] = measure(self.tables, latitude, longitude)
        return distances

    def lasting(self, today: int | None) -> Bits:
        """The rows that are not over by that day; None is before all days."""
        if today is None:
            return self.tables.live
        lasting = self._lasting.get(today)
        if lasting is None:
            _make_room(self._lasting, MOST_PLACES)
            lasting = self._lasting[today] = self.tables.lasting(today)
        return lasting

    def slots_between(self, first_day: int, last_day: int) -> list[Bits]:
        """For each slot of the week, the rows with a session in it between these days."""
        days = (first_day, last_day)
        slots = self._slots.get(days)
        if slots is None:
            _make_room(self._slots, MOST_RANGES)
            slots = self._slots[days] = self.tables.slots_between(first_day, last_day)
        return slots

    def living_rows(self, ids: set[str]) -> list[int]:
        """The rows of these documents."""
        based = list(zip(self.tables.bases, self.segments, strict=True))
        known = [(base, segment.columns.row_of.get(one)) for base, segment in based for one in ids]
        rows = [base + row for base, row in known if row is not None]
        return [row for row in rows if self.tables.mask[row]]

    def _rows_with(self, word: str) -> list[tuple[int, Rows]]:
        based = zip(self.tables.bases, self.segments, strict=True)
        return [(base, segment.rows_with(word)) for base, segment in based]

    def _living(self, base: int, rows: Rows) -> int:
        return int(self.tables.mask[rows + base].sum())

    def _score_stem(self, stem: str) -> Found:
        based = zip(self.tables.bases, self.segments, strict=True)
        parts = [(base, postings) for base, segment in based if (postings := segment.postings(stem))]
        if not parts:
            return scoring.nothing(self.tables)
        rows = np.concatenate([postings.rows + np.int32(base) for base, postings in parts])
        fields = np.concatenate([postings.fields for _, postings in parts])
        return scoring.score(self.tables, rows, fields, np.concatenate([one.frequencies for _, one in parts]))

    def _score_phrase(self, stems: tuple[str, ...]) -> Found:
        parts = []
        for base, segment in zip(self.tables.bases, self.segments, strict=True):
            lines = _phrase_lines(segment, stems)
            if len(lines):
                parts.append((base, *np.unique(lines, return_counts=True)))
        if not parts:
            return scoring.nothing(self.tables)
        rows = np.concatenate([(lines >> 3).astype(np.int32) + np.int32(base) for base, lines, _ in parts])
        fields = np.concatenate([(lines & 7).astype(np.int8) for _, lines, _ in parts])
        return scoring.score(self.tables, rows, fields, np.concatenate([counts for _, _, counts in parts]))


def _phrase_lines(segment: Segment, stems: Sequence[str]) -> Any:
    """For each occurrence of the phrase in a segment, document * 8 + field."""
    places = []
    for offset, stem in enumerate(stems):
        postings = segment.postings(stem)
        if postings is None:
            return np.empty(0, dtype=np.int64)
        places.append(postings.places - offset)
    places.sort(key=len)
    together = places[0]
    for others in places[1:]:
        at = others.searchsorted(together)
        at[at == len(others)] = 0
        together = together[others[at] == together]
    return together >> PLACE_BITS


def _make_room(cache: dict[Any, Any], most: int = MOST_CACHED) -> None:
    if len(cache) >= most:
        cache.clear()


def load(folder: Path, earlier: Snapshot | None) -> Snapshot:
    """The newest commit; raises IndexUnusableError. Another process may remove files while they are read: then once more."""
    for _ in range(5):
        pointer = files.read_pointer(folder)
        try:
            return Snapshot(pointer, partial(files.read_file, folder, pointer), earlier)
        except FileNotFoundError:
            if files.read_pointer(folder) == pointer:
                raise IndexUnusableError("A file of the index is missing.") from None
        except IndexUnusableError:
            if files.read_pointer(folder) == pointer:
                raise
        except Exception as error:
            raise IndexUnusableError(f"The index cannot be read: {error!r}") from error
    raise IndexUnusableError("The index changes too fast to be read.")
