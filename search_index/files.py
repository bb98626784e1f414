"""The index folder: versioned directories, the pointer that says which one counts, checksums and locks.

    index/current.json      the pointer: version, generation, marker, and size and checksum of each file; swapped atomically
    index/v000001/          Whoosh's own files; never changed once named by a pointer
    index/commit.lock       held while a commit is made; index/rebuild.lock while a new version is written

Files that no pointer names are leftovers of something killed and are removed by the next writer. Whoosh unpickles its
files, so whoever can write to this folder can run code as the site: it must belong to the site's account alone. The
checksums detect damage, not malice.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import IO

from search_index.schema import SCHEMA_VERSION

POINTER = "current.json"


class IndexUnusableError(Exception):
    """The index is missing, broken or of another schema: rebuild it."""


class IndexBusyError(Exception):
    """Another process is writing the index and did not finish in time; the change will be picked up later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Which files make up the index; `files` maps each name to its size and CRC-32.

    `built_on` is the day on which all documents were written, kept through later changes.
    """

    version: str
    generation: int
    marker: int
    built_on: date | None
    files: Mapping[str, tuple[int, int]]


def stamp(pointer: str) -> tuple[int, int, int] | None:
    """Something that changes with every commit of any process, None without an index; costs one system call."""
    try:
        status = os.stat(pointer)  # noqa: PTH116 (half the time of Path.stat, and on the way of every search)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def read_pointer(folder: Path) -> Pointer:
    """The pointer, checked; raises IndexUnusableError."""
    try:
        check, _, body = (folder / POINTER).read_bytes().partition(b"\n")
        if check != b"%08x" % zlib.crc32(body):
            raise IndexUnusableError("The pointer of the index is damaged.")
        found = json.loads(body)
        if found["schema"] != SCHEMA_VERSION:
            raise IndexUnusableError("The index was written by another version of the program.")
        files = {name: (size, check) for name, (size, check) in found["files"].items()}
        return Pointer(
            version=found["version"],
            generation=found["generation"],
            marker=found["marker"],
            built_on=date.fromordinal(found["built_on"]) if found["built_on"] else None,
            files=files,
        )
    except IndexUnusableError:
        raise
    except FileNotFoundError as error:
        raise IndexUnusableError("There is no index yet.") from error
    except Exception as error:
        raise IndexUnusableError(f"The pointer of the index cannot be read: {error}") from error


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Make this what counts, in one step."""
    body = json.dumps(
        {
            "schema": SCHEMA_VERSION,
            "version": pointer.version,
            "generation": pointer.generation,
            "marker": pointer.marker,
            "built_on": pointer.built_on.toordinal() if pointer.built_on else None,
            "files": dict(pointer.files),
        }
    ).encode()
    draft = folder / f"{POINTER}.{os.getpid()}"
    draft.write_bytes(b"%08x\n%s" % (zlib.crc32(body), body))
    draft.replace(folder / POINTER)


def publish(folder: Path, earlier: Pointer, written: Mapping[str, bytes | None], generation: int, marker: int) -> None:
    """Write the new files of a commit, point at them, and remove those that are no longer part of it."""
    named = {}
    for name, content in written.items():
        if name in earlier.files:
            named[name] = earlier.files[name]
        elif content is not None:
            (folder / earlier.version / name).write_bytes(content)
            named[name] = describe(content)
    pointer = replace(earlier, generation=generation, marker=marker, files=named)
    write_pointer(folder, pointer)
    _remove_unnamed(folder, pointer)


def read_file(folder: Path, pointer: Pointer, name: str) -> bytes:
    """One file of the index, its checksum tried."""
    content = (folder / pointer.version / name).read_bytes()
    if (len(content), zlib.crc32(content)) != pointer.files[name]:
        raise IndexUnusableError(f"{name} in the index is damaged.")
    return content


def are_in_place(folder: Path, pointer: Pointer) -> bool:
    """Whether every file of the index is there with the right size; a cheap look, contents are not read."""
    beginning = f"{folder}/{pointer.version}/"
    try:
        return all(
            os.stat(beginning + name).st_size == size  # noqa: PTH116 (as above, on the way of every search)
            for name, (size, _) in pointer.files.items()
        )
    except OSError:
        return False


def describe(content: bytes) -> tuple[int, int]:
    """A file's size and checksum, as a pointer holds them."""
    return len(content), zlib.crc32(content)


def next_version(folder: Path) -> str:
    """A directory name that was not used yet."""
    numbers = [int(entry.name[1:]) for entry in folder.glob("v*") if entry.name[1:].isdigit()]
    return f"v{max(numbers, default=0) + 1:06d}"


def remove_leftovers(folder: Path, keep: str) -> None:
    """Remove the directories of other versions, finished or not, and pointers that were never swapped in."""
    for draft in folder.glob(f"{POINTER}.*"):
        draft.unlink(missing_ok=True)
    for entry in folder.glob("v*"):
        if entry.name != keep:
            shutil.rmtree(entry, ignore_errors=True)


def _remove_unnamed(folder: Path, pointer: Pointer) -> None:
    """Remove the files in the current version's directory that the pointer does not name."""
    for entry in (folder / pointer.version).iterdir():
        if entry.name not in pointer.files and entry.is_file():
            entry.unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, name: str, timeout_seconds: float) -> Iterator[bool]:
    """Hold a lock between threads and processes; yields whether it had to be waited for.

    The system lets go of the lock when its holder dies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.lock"
    deadline = time.monotonic() + timeout_seconds
    has_waited = False
    while (handle := _try_lock(path)) is None:
        has_waited = True
        if time.monotonic() > deadline:
            raise IndexBusyError("Another process is writing the index.")
        time.sleep(0.01)
    with handle:
        yield has_waited


def _try_lock(path: Path) -> IO[str] | None:
    """The lock file, locked until it is closed; None while somebody else has it, or where it was deleted meanwhile."""
    handle = path.open("a")
    try:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle.fileno()).st_ino == path.stat().st_ino:
            return handle
    except (BlockingIOError, FileNotFoundError):
        pass
    handle.close()
    return None
