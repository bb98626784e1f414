"""Write the search log in batches, away from the request: a full or broken log never slows or fails a search."""

from __future__ import annotations

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence

from locator.directory.search_log import SearchRow
from locator.storage import searches
from locator.storage.database import Store

BATCH_ROWS = 200
BATCH_SECONDS = 2.0
MOST_WAITING = 10_000

_log = logging.getLogger(__name__)


class SearchLog:
    """A queue of searches and the thread that writes them down."""

    def __init__(self, store: Store, *, every_seconds: float = BATCH_SECONDS) -> None:
        self._store = store
        self._every_seconds = every_seconds
        self._waiting: queue.Queue[SearchRow | None] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None
        self._start = threading.Lock()

    def note(self, row: SearchRow) -> None:
        """Put a search in the queue; when the queue is full it is dropped, and the search goes on."""
        if self._thread is None:
            self._begin()
        try:
            self._waiting.put_nowait(row)
        except queue.Full:
            _log.warning("The search log is full: one search was not noted.")

    def close(self) -> None:
        """Write what waits, and stop."""
        if self._thread and self._thread.is_alive():
            self._waiting.put(None)
            self._thread.join(timeout=10)
        self._thread = None

    def _begin(self) -> None:
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="search-log", daemon=True)
                self._thread.start()
                atexit.register(self.close)

    def _run(self) -> None:
        while True:
            batch, ended = self._batch()
            if batch:
                write(self._store, batch)
            if ended:
                return

    def _batch(self) -> tuple[list[SearchRow], bool]:
        """The rows of the next stretch of time, and whether the log has been told to stop."""
        batch: list[SearchRow] = []
        until: float | None = None
        while len(batch) < BATCH_ROWS:
            try:
                row = self._waiting.get(timeout=None if until is None else max(0.0, until - time.monotonic()))
            except queue.Empty:
                return batch, False
            if row is None:
                return batch, True
            batch.append(row)
            until = until or time.monotonic() + self._every_seconds
        return batch, False


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
