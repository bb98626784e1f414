"""Copy the database while it is in use, and put a copy back in its place.

A copy never holds the keys of hand-overs: without them their details are noise, for ever. They may go into a file of their
own, which each backup replaces, so that the key of somebody who was erased is gone with the next one
(docs/decisions/0041-keys-stay-out-of-backups.md).
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

from locator.storage import hand_overs
from locator.storage.database import Store

REPLACED = ".replaced"
_LEFT_OUT = ("referral_key", "session", "sign_in_try")
"""Keys, and what would sign somebody in again who has signed out since."""


class BackupError(Exception):
    """The backup cannot be made or put back; the text is a sentence for the person who runs the site."""


def make(store: Store, file: Path) -> None:
    """Write a checked copy of the database to that file, in one step; raises BackupError."""
    if file.exists() and file.samefile(store.path):
        raise BackupError("This is the database itself. Name another file.")
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(store, part)
        check(part)
        _flush(part)
        part.replace(file)
        _flush(file.parent)
    except (OSError, sqlite3.DatabaseError) as error:
        raise BackupError(f"The backup could not be written: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def make_keys(store: Store, file: Path) -> int:
    """Write the sealed keys of the hand-overs that are there to that file, instead of what it held; answers how many."""
    keys = hand_overs.keys(store)
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as lines:
        json.dump(dict(keys), lines)
        lines.flush()
        os.fsync(lines.fileno())
    part.replace(file)
    return len(keys)


def read_keys(file: Path) -> dict[str, str]:
    """The sealed keys in such a file, by referral; raises BackupError."""
    try:
        found = json.loads(file.read_text(encoding="ascii"))
        return {str(name): str(value) for name, value in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise BackupError(f"{file} is not a file of keys that `locator backup` has written.") from error


def check(file: Path) -> None:
    """Raise BackupError where the file is not a sound database of ours."""
    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            found = [text for (text,) in connection.execute("PRAGMA integrity_check(5)")]
            ours = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"{file} is not a database, or a damaged one ({error}).") from error
    if found != ["ok"]:
        raise BackupError(f"{file} is damaged: {'; '.join(found)}.")
    if not ours or not ours[0]:
        raise BackupError(f"{file} is a database of something else.")


def make_harmless(store: Store) -> int:
    """After a restore: what waited to be sent may have gone out since, and links may have been used. Answers how many messages are held back."""
    with store.atomic():
        store.write("DELETE FROM session")
        store.write("DELETE FROM one_time_link WHERE purpose <> 'answer'")
        return store.write(
            "UPDATE mail SET state = 'failed', last_error = 'held back by a restore' WHERE state IN ('waiting', 'sending')"
        )


def left_behind(path: Path) -> tuple[Path, ...]:
    """The files beside a database that hold what it has not taken in yet; an older copy put in its place would be spoilt by them."""
    return tuple(file for suffix in ("-wal", "-shm") if (file := path.with_name(path.name + suffix)).exists())


def put_in_place(file: Path, path: Path) -> None:
    """Put a copy of the backup where the database is, in one step; the old one is kept aside. Raises BackupError."""
    part = path.with_name(path.name + ".part")
    try:
        _copy_bytes(file, part)
        check(part)
        if path.exists():
            path.replace(path.with_name(path.name + REPLACED))
        part.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise BackupError(f"The backup could not be put in place: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def replaced(path: Path) -> list[Path]:
    """The databases that a restore has put aside."""
    return sorted(path.parent.glob(f"*{REPLACED}"))


def remove_replaced(path: Path) -> None:
    """Do away with the databases that a restore has put aside."""
    for file in replaced(path):
        file.unlink(missing_ok=True)


def _copy(store: Store, part: Path) -> None:
    copy = sqlite3.connect(part, isolation_level=None)
    try:
        store.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("PRAGMA secure_delete = ON")
        present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in _LEFT_OUT:
            if table in present:
                copy.execute(f"DELETE FROM {table}")
        copy.execute("VACUUM")
    finally:
        copy.close()


def _copy_bytes(file: Path, part: Path) -> None:
    part.unlink(missing_ok=True)
    with (
        file.open("rb") as source,
        os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target,
    ):
        while block := source.read(1 << 20):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
