"""Write the search log in batches, away from the request: a full or broken log never slows or fails a search."""

from __future__ import annotations

import atexit
import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence

from locator.directory.search_log import SearchRow
from locator.storage import searches
from locator.storage.database import Store

BATCH_ROWS = 1_000
BATCH_SECONDS = 2.0
MOST_WAITING = 10_000

_log = logging.getLogger(__name__)


class SearchLog:
    """The searches that wait, and the thread that writes them down every few seconds.

    The thread sleeps while they gather: to wake it for each would cost the search a change of threads.
    """

    def __init__(self, store: Store, *, every_seconds: float = BATCH_SECONDS) -> None:
        self._store = store
        self._every_seconds = every_seconds
        self._waiting: deque[SearchRow] = deque()
        self._some_wait = threading.Event()
        self._is_closing = threading.Event()
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()

    def note(self, row: SearchRow) -> None:
        """Put a search with those that wait; when too many do it is dropped, and the search goes on."""
        if self._thread is None:
            self._begin()
        if len(self._waiting) >= MOST_WAITING:
            _log.warning("The search log is full: one search was not noted.")
            return
        self._waiting.append(row)
        if not self._some_wait.is_set():
            self._some_wait.set()

    def close(self) -> None:
        """Write what waits, and stop."""
        if self._thread and self._thread.is_alive():
            self._is_closing.set()
            self._some_wait.set()
            self._thread.join(timeout=10)
        self._thread = None
        self._is_closing.clear()

    def _begin(self) -> None:
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="search-log", daemon=True)
                self._thread.start()
                atexit.register(self.close)

    def _run(self) -> None:
        while True:
            self._some_wait.wait()
            has_ended = self._is_closing.wait(self._every_seconds)
            self._some_wait.clear()
            while self._waiting:
                write(self._store, self._batch())
            if has_ended:
                return

    def _batch(self) -> list[SearchRow]:
        """The first of those that wait, taken out."""
        return [self._waiting.popleft() for _ in range(min(len(self._waiting), BATCH_ROWS))]


def write(
    store: Store, batch: Sequence[SearchRow], record: Callable[[Store, Sequence[SearchRow]], None] = searches.record
) -> bool:
    """Write a batch down; a database that is away costs these rows and a line in the server's log, nothing else."""
    try:
        with store.atomic():
            record(store, batch)
    except Exception:
        _log.exception("The search log could not be written: %d searches were not noted.", len(batch))
        return False
    return True
