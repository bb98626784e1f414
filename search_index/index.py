"""The search index: made, kept up to date and searched, by any number of threads and processes at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from search_index import files, snapshot, writing
from search_index.answering import answer
from search_index.documents import Document
from search_index.files import IndexBusyError, IndexUnusableError, Pointer
from search_index.query import Answer, Query
from search_index.question import Question
from search_index.remembering import Memory, key_of
from search_index.snapshot import Snapshot
from search_index.spelled_right import SpelledRight
from search_index.suggesting import suggest
from search_index.synonyms import Synonyms

__all__ = ["IndexBusyError", "IndexUnusableError", "SearchIndex"]

COMMIT_TIMEOUT_SECONDS = 10.0
REBUILD_TIMEOUT_SECONDS = 600.0


class SearchIndex:
    """An index in a folder. The folder may be missing or broken: then `marker` is None until it is rebuilt."""

    def __init__(
        self,
        folder: Path,
        *,
        synonyms: Mapping[str, tuple[str, ...]] | None = None,
        cumulative: frozenset[str] = frozenset(),
        spelled_right: Path | None = None,
    ) -> None:
        """Take the folder, the synonyms, the facet groups whose values add up (all are wanted), and a list of words spelled right."""
        self._folder = folder
        self._pointer = str(folder / files.POINTER)
        self._cumulative = cumulative
        self._synonyms = Synonyms.of(synonyms or {})
        self._right = SpelledRight(spelled_right)
        self.remembers_answers = True
        """Whether an answer may be one that was kept; where not, each is worked out anew, which is for measuring."""
        self._lock = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._stamp: tuple[int, int, int] | None = None
        self._memory: Memory | None = None

    @property
    def standing(self) -> tuple[int | None, date | None]:
        """The place in the change log that the index reflects, and the day that the last rebuild was given.

        No place when the index cannot be used; no day then, and when it was given none.
        """
        try:
            pointer = self._current().pointer
        except IndexUnusableError:
            return None, None
        return (pointer.marker if files.are_in_place(self._folder, pointer) else None), pointer.built_on

    @property
    def marker(self) -> int | None:
        """The place in the change log that the index reflects, None when it cannot be used."""
        return self.standing[0]

    @property
    def built_on(self) -> date | None:
        """The day that the last rebuild was given, None when it was given none or the index cannot be used."""
        return self.standing[1]

    def rebuild(
        self,
        documents: Iterable[Document],
        *,
        marker: int,
        built_on: date | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Make a new index of these documents; the old one is searched until the new one is complete.

        Where another process was just making it, and for no earlier marker and day, its work is taken.
        """
        with files.locked(self._folder, "rebuild", REBUILD_TIMEOUT_SECONDS) as has_waited:
            if has_waited and self._is_at_least(marker, built_on):
                return
            version = files.next_version(self._folder)
            directory = self._folder / version
            directory.mkdir()
            named = writing.write_all(directory, documents, progress)
            generation = writing.FIRST_GENERATION
            pointer = Pointer(version=version, generation=generation, marker=marker, built_on=built_on, files=named)
            with files.locked(self._folder, "commit", COMMIT_TIMEOUT_SECONDS):
                files.write_pointer(self._folder, pointer)
                files.remove_leftovers(self._folder, version)

    def _is_at_least(self, marker: int, built_on: date | None) -> bool:
        reached = self.marker
        return reached is not None and reached >= marker and (self.built_on or date.min) >= (built_on or date.min)

    def apply(self, changed: Sequence[Document], removed: Sequence[str], *, marker: int) -> None:
        """Take in changed documents and drop removed ones; raises IndexUnusableError or IndexBusyError."""
        with files.locked(self._folder, "commit", COMMIT_TIMEOUT_SECONDS):
            current = self._current()
            if not files.are_in_place(self._folder, current.pointer):
                raise IndexUnusableError("A file of the index is missing.")
            latest = {document.id: document for document in changed}
            gone = current.living_rows({*latest, *removed})
            read = partial(files.read_file, self._folder, current.pointer)
            written, generation = writing.write_change(current.pointer.files, read, gone, list(latest.values()))
            files.publish(self._folder, current.pointer, written, generation, marker)

    def search(self, query: Query) -> Answer:
        """What the query finds in the newest commit of any process; raises IndexUnusableError.

        The same question may bring the very same answer again, so answers are for reading only.
        """
        memory = self._memory_of(self._current())
        key = key_of(query)
        found = memory.answer(key) if self.remembers_answers else None
        if found is None:
            wording = memory.wording(query.words, query.exact)
            found = answer(Question(memory.snapshot, query, wording, self._cumulative))
            memory.keep(key, found)
        return found

    def search_with(self, query: Query, synonyms: Mapping[str, tuple[str, ...]]) -> Answer:
        """What the query would find with these synonyms instead; nothing is remembered. Raises IndexUnusableError."""
        memory = Memory(self._current(), Synonyms(synonyms), self._right)
        wording = memory.wording(query.words, query.exact)
        return answer(Question(memory.snapshot, query, wording, self._cumulative))

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """While somebody types: names that start so, then words and phrases in common use; raises IndexUnusableError."""
        return suggest(self._current(), self._synonyms, self._right, text, limit)

    def set_synonyms(self, synonyms: Mapping[str, tuple[str, ...]]) -> None:
        """Use these synonyms from now on."""
        self._synonyms = Synonyms.of(synonyms)

    def close(self) -> None:
        """Let go of the memory; the index opens again when it is asked."""
        with self._lock:
            self._snapshot = self._stamp = self._memory = None

    def _memory_of(self, current: Snapshot) -> Memory:
        """What is remembered of this snapshot; a search that is still at an older one does not disturb the newest's."""
        memory, synonyms = self._memory, self._synonyms
        if memory is None or memory.snapshot is not current or memory.synonyms is not synonyms:
            memory = Memory(current, synonyms, self._right)
            if current is self._snapshot:
                self._memory = memory
        return memory

    def _current(self) -> Snapshot:
        """The newest commit; looking whether there is a newer one costs one system call."""
        stamp = files.stamp(self._pointer)
        current = self._snapshot
        if current is not None and stamp == self._stamp and stamp is not None:
            return current
        with self._lock:
            stamp = files.stamp(self._pointer)
            if self._snapshot is None or stamp != self._stamp or stamp is None:
                self._snapshot = snapshot.load(self._folder, self._snapshot)
                self._memory = None
                self._stamp = stamp
            return self._snapshot
