"""The file of the postcode table: columns of numbers, opened in place in an instant, checked by a digest, replaced in one step."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FILE_NAME = "postcodes.table"
_FIRST_LINE = b"LOCATOR POSTCODES 1 "
_DIGEST_SIZE = 16
_ALIGNMENT = 16
_BODY_START = len(_FIRST_LINE) + 2 * _DIGEST_SIZE + 1


class PlacesMissingError(Exception):
    """The postcode table is not there, or is damaged: build it again. The message says which."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """The opened file: facts about it, and its columns by name (read-only, they stay on the disk until read)."""

    facts: Mapping[str, Any]
    columns: Mapping[str, NDArray[Any]]


def write(folder: Path, facts: Mapping[str, Any], columns: Mapping[str, NDArray[Any]]) -> None:
    """Put a new table in the place of the old one; whoever has the old one open keeps it until opening again."""
    folder.mkdir(parents=True, exist_ok=True)
    body = _body(facts, columns)
    digest = hashlib.blake2b(body, digest_size=_DIGEST_SIZE).hexdigest().encode()
    descriptor, name = tempfile.mkstemp(prefix=f"{FILE_NAME}-", dir=folder)
    try:
        os.fchmod(descriptor, 0o644)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(_FIRST_LINE + digest + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE_NAME)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _body(facts: Mapping[str, Any], columns: Mapping[str, NDArray[Any]]) -> bytes:
    layout, blocks, offset = [], [], 0
    for name, column in columns.items():
        block = np.ascontiguousarray(column).tobytes()
        layout.append([name, column.dtype.str, len(column), offset])
        block += bytes(-len(block) % _ALIGNMENT)
        blocks.append(block)
        offset += len(block)
    header = json.dumps({"facts": facts, "layout": layout}, separators=(",", ":")).encode()
    header += b" " * (-(_BODY_START + 8 + len(header)) % _ALIGNMENT)
    return len(header).to_bytes(8, "little") + header + b"".join(blocks)


def read(folder: Path) -> TableFile:
    """The table in force; raises PlacesMissingError where there is none that is whole."""
    path = folder / FILE_NAME
    try:
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise PlacesMissingError(f"There is no postcode table at {path}.") from error
    except (OSError, ValueError) as error:
        raise PlacesMissingError(f"The postcode table at {path} cannot be read.") from error
    body = memoryview(content)[_BODY_START:]
    digest = hashlib.blake2b(body, digest_size=_DIGEST_SIZE).hexdigest().encode()
    if content[:_BODY_START] != _FIRST_LINE + digest + b"\n":
        raise PlacesMissingError(f"The postcode table at {path} is damaged or of another version.")
    return _parsed(body)


def _parsed(body: memoryview) -> TableFile:
    size = int.from_bytes(body[:8], "little")
    header = json.loads(bytes(body[8 : 8 + size]))
    columns = {
        name: np.frombuffer(body, dtype=kind, count=count, offset=8 + size + offset)
        for name, kind, count, offset in header["layout"]
    }
    return TableFile(header["facts"], columns)


def version(folder: Path) -> tuple[int, int, int] | None:
    """What changes when the table is replaced; None if there is none. One look at the folder, nothing read."""
    try:
        found = os.stat(f"{folder}/{FILE_NAME}")  # noqa: PTH116 (on the way of every search; a third of the time)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
