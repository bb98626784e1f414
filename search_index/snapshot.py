"""The index as one commit left it, in memory: segments, tables, and every word scored once it has been asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.index import TOC

from search_index import bits, files, scoring
from search_index.analysis import stem
from search_index.around import Distances
from search_index.bits import Bits
from search_index.files import IndexUnusableError, Pointer
from search_index.memory import LazyFiles, MemoryStorage
from search_index.scoring import Found
from search_index.segment import FILE, PLACE_BITS, Lines, Postings, Segment
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
        self._have_dead = [one.has_deletions() for one in found]
        self._stems: dict[str, Found] = {}
        self._words: dict[str, Found] = {}
        self._phrases: dict[tuple[str, ...], Found] = {}
        self._distances: dict[tuple[float, float], Distances] = {}
        self._lasting: dict[int, Bits] = {}
        self._slots: dict[tuple[int, int], list[Bits]] = {}

    def word(self, word: str) -> Found:
        """Where a word is found in any of its forms, scored."""
        found = self._words.get(word)
        if found is None:
            _make_room(self._words)
            found = self._words[word] = self.stem(self.stem_of(word))
        return found

    def stem_of(self, word: str) -> str:
        """The stem of a word."""
        for segment in self.segments:
            if known := segment.stem_of.get(word):
                return known
        return stem(word)

    def knows(self, word: str) -> bool:
        """Whether a word is in the index as written (folded), if only in dead documents."""
        return any(word in segment.stem_of for segment in self.segments)

    def stem(self, wanted: str) -> Found:
        """Where a stem is found, scored."""
        found = self._stems.get(wanted)
        if found is None:
            _make_room(self._stems)
            parts = [(base, segment.postings(wanted)) for base, segment in self._based()]
            scored = self._score((base, part) for base, part in parts if part)
            found = self._stems[wanted] = scoring.with_leaders(self.tables, scored) if scored.bits else scored
        return found

    def phrase(self, words: tuple[str, ...]) -> Found:
        """Where these words, in any of their forms, are found one after another in one field, scored like one word."""
        if len(words) == 1:
            return self.word(words[0])
        found = self._phrases.get(words)
        if found is None:
            _make_room(self._phrases)
            found = self._phrases[words] = self._score_phrase([self.stem_of(word) for word in words])
        return found

    def longer(self, beginning: str) -> Found:
        """Where any word is found that starts with these letters, all of them scored as if they were one."""
        stems: set[str] = set()
        for (base, segment), has_dead in zip(self._based(), self._have_dead, strict=True):
            for word in segment.words_from(beginning):
                if not has_dead or self._living(base, segment.rows_with(word)):
                    stems.add(segment.stem_of[word])
        return self._score((base, part) for base, segment in self._based() for part in segment.together(stems))

    def count_word(self, word: str) -> int:
        """How many documents hold a word as written (folded)."""
        if not self.tables.has_dead:
            return sum(segment.count_with(word) for segment in self.segments)
        return sum(self._living(base, segment.rows_with(word)) for base, segment in self._based())

    def word_rows(self, word: str) -> Bits:
        """The rows that hold a word as written (folded)."""
        rows = 0
        for base, segment in self._based():
            rows |= bits.from_rows(segment.rows_with(word) + base, self.tables.size)
        return rows & self.tables.live

    def living_names(self, part: str) -> Iterator[tuple[str, str]]:
        """The names of living documents that have this somewhere in their words: the words, and the name as written.

        The words have a space before each, so that " men" is the beginning of a word.
        """
        for base, segment in self._based():
            columns = segment.columns
            for row, plain in enumerate(columns.plain_names):
                if part in plain and self.tables.mask[base + row]:
                    yield plain, columns.names[row]

    def words_from(self, beginning: str) -> set[str]:
        """The words, as written (folded), that start with these letters; some may be in dead documents only."""
        return {word for segment in self.segments for word in segment.words_from(beginning)}

    def distances(self, latitude: float, longitude: float) -> Distances:
        """How far every row is from a place."""
        place = (latitude, longitude)
        distances = self._distances.get(place)
        if distances is None:
            _make_room(self._distances, min(MOST_PLACES, MOST_MEASURED // (self.tables.size + 1) + 1))
            distances = self._distances[place] = Distances(self.tables, latitude, longitude)
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
        known = [(base, segment.columns.row_of.get(one)) for base, segment in self._based() for one in ids]
        rows = [base + row for base, row in known if row is not None]
        return [row for row in rows if self.tables.mask[row]]

    def _based(self) -> Iterator[tuple[int, Segment]]:
        return zip(self.tables.bases, self.segments, strict=True)

    def _living(self, base: int, rows: npt.NDArray[np.uint32]) -> int:
        return int(np.count_nonzero(self.tables.mask[rows + base])) if len(rows) else 0

    def _score(self, parts: Iterable[tuple[int, Postings | Lines]]) -> Found:
        """The score of postings, each with the first row of its segment, as if they were of one word."""
        lines, frequencies = [], []
        for base, part in parts:
            lines.append(part.lines + base * 8 if base else part.lines)
            frequencies.append(part.frequencies)
        if len(lines) > 1:
            return scoring.score(self.tables, np.concatenate(lines), np.concatenate(frequencies))
        return scoring.score(self.tables, lines[0], frequencies[0]) if lines else scoring.NOTHING

    def _score_phrase(self, stems: Sequence[str]) -> Found:
        found = [(base, _phrase_lines(segment, stems)) for base, segment in self._based()]
        filled = [lines + base * 8 if base else lines for base, lines in found if lines is not None and len(lines)]
        if not filled:
            return scoring.NOTHING
        return scoring.score(self.tables, np.concatenate(filled) if len(filled) > 1 else filled[0])


def _phrase_lines(segment: Segment, stems: Sequence[str]) -> npt.NDArray[np.int64] | None:
    """For each occurrence of the phrase in a segment its line, document * 8 + field."""
    postings = [segment.postings(stem) for stem in stems]
    places = [(len(one.places), offset, one.places) for offset, one in enumerate(postings) if one]
    if len(places) < len(stems):
        return None
    places.sort(key=_by_length)
    _, before, rarest = places[0]
    for _, offset, others in places[1:]:
        wanted = rarest + (offset - before)
        rarest = rarest[others.take(others.searchsorted(wanted), mode="clip") == wanted]
    return rarest >> PLACE_BITS


_by_length = itemgetter(0)


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
