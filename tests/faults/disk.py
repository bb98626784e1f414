"""A disk under the database that loses power, or fills up, at any write.

A shim over SQLite's own file layer (APSW) writes down every write, cut and sync. From those the files are made again as a
power cut may leave them: what was synced is there; of what was not, each write is there, is torn at a sector, or is gone.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import apsw

from locator.storage.database import PRAGMAS, Store

SECTOR = 512
LOST, TORN = 0.5, 0.3
"""How often a write that was not synced is gone, and how often what is left of it is torn."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A write (`data` at `offset`), a cut to a length (`offset`, no data), or a sync (neither)."""

    file: str
    offset: int | None = None
    data: bytes | None = None


@dataclass
class Disk:
    """What was done to the files of one folder, in order, whether there is room for more, and which file found none last."""

    folder: Path
    operations: list[Operation] = field(default_factory=list)
    before: dict[str, bytes] = field(default_factory=dict)
    room: int | None = None
    error: type[Exception] = apsw.FullError
    refused: str = ""

    def __post_init__(self) -> None:
        self.before = {file.name: file.read_bytes() for file in self.folder.iterdir() if file.is_file()}

    def note(self, operation: Operation) -> None:
        """Write down one operation; a write for which there is no room fails as SQLite's own file layer would say it."""
        if operation.data is not None and self.room is not None:
            if self.room <= 0:
                self.refused = operation.file
                raise self.error("no room")
            self.room -= 1
        self.operations.append(operation)

    def after_a_cut(self, at: int, folder: Path, chance: random.Random) -> None:
        """The files as a power cut after that many operations may leave them, in this folder."""
        names = {*self.before, *(operation.file for operation in self.operations[:at])}
        for name in names:
            own = [operation for operation in self.operations[:at] if operation.file == name]
            (folder / name).write_bytes(_left(self.before.get(name, b""), own, chance))


def _left(before: bytes, operations: Sequence[Operation], chance: random.Random) -> bytes:
    synced = max((place for place, one in enumerate(operations) if one.offset is None), default=-1)
    content = bytearray(before)
    for place, one in enumerate(operations):
        if one.offset is None or (place > synced and chance.random() < LOST):
            continue
        data = one.data
        if data is not None and place > synced and chance.random() < TORN:
            data = data[: chance.randrange(0, len(data) + 1, SECTOR)]
        _apply(content, one.offset, data)
    return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset : offset + len(data)] = data


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk, path = disk, name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = Path(path).name if path else "temporary"
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802  (SQLite's own name)
        """Write, and note it."""
        self._disk.note(Operation(self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802  (SQLite's own name)
        """Cut off, and note it."""
        self._disk.note(Operation(self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802  (SQLite's own name)
        """Sync, and note it."""
        super().xSync(flags)
        self._disk.note(Operation(self._name))


class _Layer(apsw.VFS):
    count: ClassVar[int] = 0

    def __init__(self, disk: Disk) -> None:
        _Layer.count += 1
        self.disk, self.title = disk, f"watched{_Layer.count}"
        super().__init__(self.title, "")

    def xOpen(self, name: Any, flags: list[int]) -> _File:  # noqa: N802  (SQLite's own name)
        """Open a file that is watched."""
        return _File(self.disk, name, flags)


@dataclass
class _Cursor:
    rows: list[tuple[Any, ...]]
    rowcount: int

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row."""
        return self.rows


class _Connection:
    """What the store asks of a connection, over the watched disk."""

    def __init__(self, path: Path, layer: _Layer) -> None:
        self._path, self._layer = path, layer
        self._connection = apsw.Connection(str(path), vfs=layer.title)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> _Cursor:
        """Run one statement."""
        with _as_sqlite3():
            try:
                rows = [tuple(row) for row in self._connection.execute(sql, values)]
            except (apsw.FullError, apsw.IOError):
                if not self._is_committed(sql):
                    raise
                rows = []
            return _Cursor(rows, self._connection.changes())

    def _is_committed(self, sql: str) -> bool:
        """Whether only folding the log into the file has failed, which comes after the commit: SQLite passes over it, APSW tells."""
        return sql == "COMMIT" and self._layer.disk.refused == self._path.name

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row."""
        for values in rows:
            self.execute(sql, values)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self._connection.in_transaction)

    def close(self) -> None:
        """Close the files, and forget the layer."""
        self._connection.close()
        self._layer.unregister()


@contextmanager
def _as_sqlite3() -> Iterator[None]:
    try:
        yield
    except apsw.ConstraintError as broken:
        raise sqlite3.IntegrityError(str(broken)) from broken
    except (apsw.FullError, apsw.IOError) as failed:
        error = sqlite3.OperationalError(str(failed))
        error.sqlite_errorcode = sqlite3.SQLITE_FULL if isinstance(failed, apsw.FullError) else sqlite3.SQLITE_IOERR
        raise error from failed


class _Savepoints:
    """The inner `atomic()` of sqlite-utils, over a watched connection."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing, inside a transaction."""
        self._connection.execute("SAVEPOINT inner")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK TO inner")
            raise
        finally:
            if self._connection.in_transaction:
                self._connection.execute("RELEASE inner")


class WatchedStore(Store):
    """The product's own store with its own pragmas, over a watched disk and in one process (WAL without shared memory)."""

    def __init__(self, path: Path, disk: Disk, **pragmas: str) -> None:
        super().__init__(path)
        self._disk = disk
        self._pragmas = {"locking_mode": "EXCLUSIVE", **PRAGMAS, "wal_autocheckpoint": "400", **pragmas}

    @property
    def database(self) -> Any:
        """What the store asks of sqlite-utils: savepoints."""
        return _Savepoints(self.connection)  # type: ignore[arg-type]

    def _connect(self) -> Any:
        connection = _Connection(self.path, _Layer(self._disk))
        for name, value in self._pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
        self._open.append((lambda: None, connection))  # type: ignore[arg-type]
        return connection
