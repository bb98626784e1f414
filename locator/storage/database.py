"""The database file: how it is opened, read in one snapshot and written in one transaction."""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from locator.directory.listing import Listing
from locator.storage.memory import Memory

Value = str | int | float | None
Row = tuple[Any, ...]

Opened = tuple["weakref.ref[threading.Thread]", sqlite3.Connection]

BUSY_SECONDS = 5
CHUNK = 500
# WAL with synchronous=FULL is what keeps an acknowledged commit through a power cut; NORMAL loses some.
# trusted_schema and secure_delete: https://www.sqlite.org/security.html, https://www.sqlite.org/pragma.html#pragma_secure_delete
PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": str(BUSY_SECONDS * 1000),
    "trusted_schema": "OFF",
    "secure_delete": "ON",
    "temp_store": "MEMORY",
    "cache_size": "-16000",
}

_UNREACHABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM)


class StoreError(Exception):
    """The database could not do what was asked; the text is a sentence for the person who runs the site."""


class StoreBusyError(StoreError):
    """Somebody else was writing for longer than we wait."""


class StoreFullError(StoreError):
    """The disk is full; reading goes on."""


class StoreUnreachableError(StoreError):
    """The file cannot be opened, read or written here."""


class StoreDamagedError(StoreError):
    """The file is not a database, or is a broken one."""


class _Local(threading.local):
    """What one thread has: its connection, the process that opened it, and the transaction it is in."""

    connection: sqlite3.Connection | None = None
    database: Database | None = None
    process: int = 0
    inside: str = ""


class Store:
    """One database file, with one connection for each thread that uses it.

    Reading is free at any time; several readings that must agree go into `snapshot()`. Writing is only
    possible inside `atomic()`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.listings: Memory[Listing] = Memory()
        self._local = _Local()
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._open: list[Opened] = []
        self._inherited: list[Opened] = []

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection; a forked process gets its own."""
        local = self._local
        if local.connection is None or local.process != os.getpid():
            local.connection, local.database, local.process, local.inside = self._connect(), None, os.getpid(), ""
        return local.connection

    @property
    def database(self) -> Database:
        """This thread's connection as sqlite-utils sees it."""
        connection, local = self.connection, self._local
        if local.database is None:
            local.database = Database(connection)
        return local.database

    @property
    def is_writing(self) -> bool:
        """Whether this thread is inside `atomic()`, so that it sees what nobody else sees yet."""
        return self._inside() == "atomic"

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows of a SELECT, as plain tuples."""
        with _named_errors():
            return self.connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a SELECT; None if there is none."""
        found = self.rows(sql, values)
        return found[0] if found else None

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one writing statement inside `atomic()` and answer how many rows it touched."""
        with _named_errors():
            return self._writing().execute(sql, values).rowcount

    def write_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one writing statement for each row inside `atomic()`."""
        with _named_errors():
            self._writing().executemany(sql, rows)

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing: takes the write lock at once; inside another `atomic()` it joins that one.

        An inner block that fails undoes its own part; if its error is caught outside it, the rest may still be kept.
        """
        if self._inside() == "snapshot":
            raise StoreError("A snapshot is for reading: leave it before you write.")
        if self._inside():
            with _named_errors(), self.database.atomic():
                yield
            return
        with _named_errors(), self._transaction("BEGIN IMMEDIATE", "atomic"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Readings inside see one state of the database, whatever others write meanwhile."""
        if self._inside():
            yield
            return
        with _named_errors(), self._transaction("BEGIN", "snapshot"):
            yield

    def close(self) -> None:
        """Close the connections of every thread; the store can be used again afterwards."""
        with self._lock:
            for _, connection in self._open:
                connection.close()
            self._open.clear()
        self._local = _Local()
        self.listings = Memory()

    def _inside(self) -> str:
        return self._local.inside if self._local.process == os.getpid() else ""

    def _writing(self) -> sqlite3.Connection:
        if not self.is_writing:
            raise StoreError("Write inside store.atomic().")
        return self.connection

    @contextmanager
    def _transaction(self, begin: str, kind: str) -> Iterator[None]:
        connection = self.connection
        connection.execute(begin)
        self._local.inside = kind
        try:
            yield
            connection.execute("COMMIT")
        finally:
            self._local.inside = ""
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        with _named_errors():
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            try:
                for name, value in PRAGMAS.items():
                    connection.execute(f"PRAGMA {name} = {value}")
            except BaseException:
                connection.close()
                raise
        self._remember(connection)
        return connection

    def _remember(self, connection: sqlite3.Connection) -> None:
        """Keep the connection for `close`, and close those whose thread has ended.

        A forked process must not even close what it inherited: https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_
        """
        with self._lock:
            if self._process != os.getpid():
                self._process, self._inherited, self._open = os.getpid(), self._open, []
            alive = []
            for thread, other in self._open:
                owner = thread()
                if owner is not None and owner.is_alive():
                    alive.append((thread, other))
                else:
                    other.close()
            self._open = [*alive, (weakref.ref(threading.current_thread()), connection)]


def open_store(path: Path) -> Store:
    """The store over this file, made (readable by its owner only) if it is missing; run `migrations.migrate` on it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    store = Store(path)
    store.row("SELECT COUNT(*) FROM sqlite_master")
    return store


def problems(store: Store) -> tuple[str, ...]:
    """What SQLite finds wrong with the file, and rows that point nowhere; empty for a sound database."""
    broken = [text for (text,) in store.rows("PRAGMA integrity_check(20)") if text != "ok"]
    stray = [f"{table} points to no {parent}" for table, _, parent, _ in store.rows("PRAGMA foreign_key_check")]
    return (*broken, *dict.fromkeys(stray))


def checkpoint(store: Store) -> bool:
    """Fold the write-ahead log into the file and empty it, so that nothing old is left there; False while somebody reads."""
    row = store.row("PRAGMA wal_checkpoint(TRUNCATE)")
    return row is not None and row[0] == 0


def marks(values: Sequence[object]) -> str:
    """As many bound-parameter marks as there are values, for `IN (...)`."""
    return ", ".join("?" * len(values))


def chunks(values: Sequence[str], size: int = CHUNK) -> Iterator[Sequence[str]]:
    """The values in runs that fit into one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


@contextmanager
def _named_errors() -> Iterator[None]:
    """Turn what SQLite says into the errors of this room; broken rules (unique, foreign keys) stay as they are."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreBusyError("The database is busy. Try again in a moment.") from error
        if code == sqlite3.SQLITE_FULL:
            raise StoreFullError("The disk is full, so nothing can be saved until there is room.") from error
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise StoreDamagedError("The database file is damaged. Restore it from a backup.") from error
        if code in _UNREACHABLE:
            raise StoreUnreachableError(
                "The database cannot be opened. Look at its folder, and who owns it."
            ) from error
        raise
