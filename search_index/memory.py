"""Whoosh files in memory: nothing is mapped from disk, so a file that is cut short or changed there does no harm here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import RamStorage
from whoosh.filedb.structfile import BufferFile


class MemoryStorage(RamStorage):  # type: ignore[misc]
    """A Whoosh storage over the contents of files, which it does not copy."""

    def open_file(self, name: str, **_: Any) -> BufferFile:
        """The file for reading."""
        return BufferFile(self.files[name], name=name)


class LazyFiles(dict[str, Any]):
    """Contents by name, each read when it is first wanted."""

    def __init__(self, names: Iterable[str], read: Callable[[str], bytes]) -> None:
        """Take the names that there are and what reads one."""
        super().__init__(dict.fromkeys(names))
        self._read = read

    def __getitem__(self, name: str) -> bytes:
        content: bytes | None = super().__getitem__(name)
        if content is None:
            content = self[name] = self._read(name)
        return content

    def written(self) -> dict[str, bytes | None]:
        """The files, with the contents of those that were written or read and None for the others."""
        return dict(self.items())


def unpack(content: bytes) -> MemoryStorage:
    """The files inside one of Whoosh's compound files."""
    compound = CompoundStorage(BufferFile(content), use_mmap=False)
    inside = MemoryStorage()
    for name in compound.list():
        offset, length = compound.range(name)
        inside.files[name] = content[offset : offset + length]
    compound.close()
    return inside
