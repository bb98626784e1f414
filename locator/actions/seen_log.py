"""Count how often listings are seen, away from the request: gathered in memory, and added to the database now and then.

A crash loses what was gathered in the last seconds, and nothing else; a full or busy database never slows a page.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from collections.abc import Sequence

from locator.directory.seen import Seen
from locator.storage import listing_counts
from locator.storage.database import Store

EVERY_SECONDS = 10.0
MOST_WAITING = 20_000

_log = logging.getLogger(__name__)


class SeenLog:
    """The counts that wait, and the thread that writes them down every few seconds."""

    def __init__(self, store: Store, *, every_seconds: float = EVERY_SECONDS) -> None:
        """Write nothing until something is noted."""
        self._store = store
        self._every_seconds = every_seconds
        self._waiting: Counter[Seen] = Counter()
        self._lock = threading.Lock()
        self._is_closing = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, seen: Sequence[Seen]) -> None:
        """Count these; where too many different ones wait they are dropped, and the page goes on."""
        with self._lock:
            if self._thread is None:
                self._begin()
            if len(self._waiting) < MOST_WAITING:
                self._waiting.update(seen)

    def write(self) -> bool:
        """Write what waits; a database that is away costs these counts and a line in the server's log, nothing else."""
        with self._lock:
            taken, self._waiting = self._waiting, Counter()
        if not taken:
            return True
        try:
            listing_counts.add(self._store, taken)
        except Exception:
            _log.exception("How often listings were seen could not be written: %d counts were lost.", taken.total())
            return False
        return True

    def close(self) -> None:
        """Write what waits, and stop."""
        thread = self._thread
        if thread is not None and thread.is_alive():
            self._is_closing.set()
            thread.join(timeout=10)
        self.write()
        with self._lock:
            self._thread = None
        self._is_closing.clear()

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._run, name="seen-log", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def _run(self) -> None:
        while not self._is_closing.wait(self._every_seconds):
            self.write()
