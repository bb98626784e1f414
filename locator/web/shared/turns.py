"""One page after the other: which threads put a page together, so that they do not fight over the interpreter.

Python runs one thread at a time. Threads that all make pages hand that one place to and fro at every look at the database
or the disk, and each hand-over costs more than the look. Whoever waits here waits without that cost.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, current_app

MOST_SECONDS = 0.05
"""How long a page waits at most: where the one before it waits for something itself, nobody waits with it."""

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Turns:
    """Whose turn it is."""

    def __init__(self, most_seconds: float = MOST_SECONDS) -> None:
        self._lock = threading.Lock()
        self._most_seconds = most_seconds

    @contextmanager
    def taken(self) -> Iterator[bool]:
        """Make a page in its turn; yields whether it came to it, or goes on without after the longest wait."""
        has_turn = self._lock.acquire(timeout=self._most_seconds)
        try:
            yield has_turn
        finally:
            if has_turn:
                self._lock.release()


def in_turn(view: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """The view, one after the other with all others of its kind; for views that read and wait for nobody."""

    @wraps(view)
    def waiting(*args: Arguments.args, **named: Arguments.kwargs) -> Answer:
        turns: Turns | None = current_app.extensions.get("turns")
        if turns is None:
            return view(*args, **named)
        with turns.taken():
            return view(*args, **named)

    return waiting


def register(app: Flask) -> None:
    """Give the site its turns; without them every thread makes its page when it likes."""
    app.extensions["turns"] = Turns()
