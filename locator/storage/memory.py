"""What a process remembers of the rows it has read; good only as long as the change log says so."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

Kept = TypeVar("Kept")

MOST_KEPT = 4096


class Memory(Generic[Kept]):
    """Values by id, true at one number of the change log; shared by threads.

    A reader brings the number that its snapshot shows. What was changed between the two numbers is forgotten first;
    where the log has become shorter (a restored backup), everything is.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._head = 0
        self._kept: dict[str, Kept] = {}

    def recall(self, head: int, ids: Sequence[str], changed: Callable[[int], Iterable[str]]) -> dict[str, Kept]:
        """The values of those ids that are remembered and true at this number; `changed` tells the ids since another."""
        with self._lock:
            if head < self._head:
                self._kept.clear()
            elif head > self._head and self._kept:
                for id_ in changed(self._head):
                    self._kept.pop(id_, None)
            self._head = head
            return {id_: self._kept[id_] for id_ in ids if id_ in self._kept}

    def keep(self, head: int, values: Mapping[str, Kept]) -> None:
        """Remember what was read at this number, unless the memory has moved on; the oldest makes room."""
        with self._lock:
            if head != self._head:
                return
            self._kept.update(values)
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
