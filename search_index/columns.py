"""The stored values of one segment as arrays; made once, when the segment is read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.analysis import fold, words
from search_index.bits import Bits
from search_index.fields import FIELDS
from search_index.stored import Stored

Key = TypeVar("Key", str, int, tuple[str, str])
FacetKey = tuple[str, str]


class Columns:
    """Everything known of the documents of one segment beside their words, by row."""

    def __init__(self, documents: Iterable[Stored]) -> None:
        """Take the documents in the order of their rows, one at a time: many at once would fill the memory."""
        making = _Making()
        for document in documents:
            making.add(document)
        self.size = len(making.ids)
        self.row_of = {identity: row for row, identity in enumerate(making.ids)}
        self.ids = _objects(making.ids)
        self.names = _objects(making.names)
        self.plain_names = [f" {' '.join(words(name))}" for name in making.names]
        self.by_name = np.array(sorted(range(self.size), key=making.sort_keys.__getitem__), dtype=np.intp)
        self.sorted_keys = [making.sort_keys[row] for row in self.by_name]
        self.lengths = np.array(making.lengths, dtype=np.int32).reshape(self.size, len(FIELDS))
        self.qualities = np.array(making.qualities)
        self.last_days = np.array(making.last_days, dtype=np.int32)
        self.point_rows = np.array(making.point_rows, dtype=np.int32)
        self.point_keys = _objects(making.point_keys)
        self.latitudes = np.array(making.latitudes)
        self.longitudes = np.array(making.longitudes)
        self.facets = making.facets.sets(self.size)
        self.unknown = making.unknown.sets(self.size)
        self.areas = making.areas.sets(self.size)
        self.slots = making.slots.sets(self.size)
        self._take_sessions(making)

    def _take_sessions(self, making: _Making) -> None:
        """Sessions in order of time, so that a range of days is a slice."""
        sessions = np.array(making.sessions, dtype=np.int32)
        order = np.argsort(sessions, kind="stable")
        self.sessions = sessions[order]
        self.session_rows = np.array(making.session_rows, dtype=np.int32)[order]


class _Keyed(Generic[Key]):
    """Rows by key, in the making."""

    def __init__(self) -> None:
        self._rows: dict[Key, array[int]] = {}

    def add(self, row: int, keys: Iterable[Key]) -> None:
        for key in keys:
            rows = self._rows.get(key)
            if rows is None:
                rows = self._rows[key] = array("i")
            rows.append(row)

    def sets(self, size: int) -> dict[Key, Bits]:
        return {key: bits.from_rows(np.array(rows, dtype=np.int32), size) for key, rows in self._rows.items()}


class _Making:
    """Columns in the making."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.names: list[str] = []
        self.sort_keys: list[tuple[str, str]] = []
        self.lengths, self.last_days = array("i"), array("i")
        self.qualities, self.latitudes, self.longitudes = array("d"), array("d"), array("d")
        self.point_rows, self.sessions, self.session_rows = array("i"), array("i"), array("i")
        self.point_keys: list[str] = []
        self.facets, self.unknown = _Keyed[FacetKey](), _Keyed[str]()
        self.areas, self.slots = _Keyed[str](), _Keyed[int]()

    def add(self, document: Stored) -> None:
        row = len(self.ids)
        self.ids.append(document.id)
        self.names.append(document.name)
        self.sort_keys.append((fold(document.name), document.id))
        self.lengths.extend(document.lengths)
        self.qualities.append(document.quality)
        self.last_days.append(document.last_day)
        for key, latitude, longitude in document.points:
            self.point_rows.append(row)
            self.point_keys.append(key)
            self.latitudes.append(latitude)
            self.longitudes.append(longitude)
        self.facets.add(row, ((group, value) for group, values in document.facets.items() for value in values))
        self.unknown.add(row, document.unknown)
        self.areas.add(row, document.areas)
        self.slots.add(row, document.slots)
        self.sessions.extend(document.sessions)
        self.session_rows.extend([row] * len(document.sessions))


def _objects(values: Sequence[str]) -> npt.NDArray[np.object_]:
    """Strings in an array, where thousands are put together faster than in a list."""
    objects = np.empty(len(values), dtype=np.object_)
    objects[:] = values
    return objects
