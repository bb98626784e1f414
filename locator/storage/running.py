"""Who has an installation open: a lock on a file beside the database, shared by those who use it, alone for a restore."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "running.lock"
UNFINISHED = "restore.unfinished"


class InUseError(Exception):
    """Somebody has the installation open."""


class UnfinishedError(Exception):
    """A restore was cut off: what was erased since the backup may be there again."""


class Hold:
    """A share in the lock, kept until it is let go or the process ends."""

    def __init__(self, data: Path, *, finishes_restore: bool = False) -> None:
        """Take a share; raises InUseError while a restore goes on, UnfinishedError where one was cut off."""
        self._descriptor = -1
        if (data / UNFINISHED).exists() and not finishes_restore:
            raise UnfinishedError
        self._descriptor = _open(data)
        self._take(fcntl.LOCK_SH)

    def let_go(self) -> None:
        """Give the share back; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        """Give the share back of an installation that could not be opened whole."""
        self.let_go()

    def _take(self, kind: int) -> None:
        try:
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except OSError as taken:
            self.let_go()
            raise InUseError from taken


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Nobody else has the installation open meanwhile; raises InUseError where somebody has."""
    descriptor = _open(data)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise InUseError from taken
        yield
    finally:
        os.close(descriptor)


def begin_restore(data: Path) -> None:
    """From now on nobody can open the installation but who finishes the restore."""
    (data / UNFINISHED).touch(mode=0o600)


def end_restore(data: Path) -> None:
    """The restore is whole: everybody can open the installation again."""
    (data / UNFINISHED).unlink(missing_ok=True)


def _open(data: Path) -> int:
    return os.open(data / FILE, os.O_CREAT | os.O_RDWR, 0o600)
