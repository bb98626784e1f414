"""The thread of a serving process that sends what waits, so that no request ever waits for a mail server."""

from __future__ import annotations

import atexit
import logging
import threading
from collections.abc import Callable

from locator.actions import mailing
from locator.actions.context import Context

EVERY_SECONDS = 2.0
CLOSE_SECONDS = 20.0

_log = logging.getLogger(__name__)


class Postman:
    """One thread that looks for due messages every few seconds; several processes may each have one."""

    def __init__(self, make_context: Callable[[], Context], *, every_seconds: float = EVERY_SECONDS) -> None:
        self._make_context = make_context
        self._every_seconds = every_seconds
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="postman", daemon=True)

    def start(self) -> None:
        """Begin; what is being sent when the process ends is sent to its end."""
        self._thread.start()
        atexit.register(self.close)

    def close(self) -> None:
        """Send what was begun, and stop."""
        atexit.unregister(self.close)
        self._is_closing.set()
        if self._thread.is_alive():
            self._thread.join(timeout=CLOSE_SECONDS)

    def round(self) -> None:
        """Send what is due, one by one, so that stopping waits for one message at most; trouble is logged and tried again."""
        try:
            mailing.send_all(self._make_context, self._is_closing.is_set)
        except Exception:
            _log.exception("Messages could not be sent; they wait.")

    def _run(self) -> None:
        while not self._is_closing.wait(self._every_seconds):
            self.round()
