"""The stored values of one segment as arrays; made once, when the segment is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from search_index.analysis import fold
from search_index.bits import Rows
from search_index.stored import Stored

Key = TypeVar("Key", str, int, tuple[str, str])
FacetKey = tuple[str, str]


class Columns:
    """Everything known of the documents of one segment beside their words, by row."""

    def __init__(self, documents: Sequence[Stored]) -> None:
        """Take the documents in the order of their rows."""
        self.size = len(documents)
        self.ids = [document.id for document in documents]
        self.names = [document.name for document in documents]
        self.sort_keys = [(fold(document.name), document.id) for document in documents]
        self.by_name = sorted(range(self.size), key=self.sort_keys.__getitem__)
        self.lengths = np.array([document.lengths for document in documents], dtype=np.int32)
        self.qualities = np.array([document.quality for document in documents], dtype=np.float64)
        self.last_days = np.array([document.last_day for document in documents], dtype=np.int32)
        self._take_points(documents)
        self.facets: Mapping[FacetKey, Rows] = _by_key(documents, _facet_keys)
        self.unknown: Mapping[str, Rows] = _by_key(documents, lambda document: document.unknown)
        self.areas: Mapping[str, Rows] = _by_key(documents, lambda document: document.areas)
        self.slots: Mapping[int, Rows] = _by_key(documents, lambda document: document.slots)
        self._take_sessions(documents)

    def _take_points(self, documents: Sequence[Stored]) -> None:
        points = [(row, point) for row, document in enumerate(documents) for point in document.points]
        self.point_rows = np.array([row for row, _ in points], dtype=np.int32)
        self.point_keys = [point[0] for _, point in points]
        self.latitudes = np.array([point[1] for _, point in points], dtype=np.float64)
        self.longitudes = np.array([point[2] for _, point in points], dtype=np.float64)

    def _take_sessions(self, documents: Sequence[Stored]) -> None:
        """Sessions in order of time, so that a range of days is a slice."""
        sessions = sorted((session, row) for row, document in enumerate(documents) for session in document.sessions)
        self.sessions = np.array([session for session, _ in sessions], dtype=np.int32)
        self.session_rows = np.array([row for _, row in sessions], dtype=np.int32)


def _facet_keys(document: Stored) -> Iterable[FacetKey]:
    return ((group, value) for group, values in document.facets.items() for value in values)


def _by_key(documents: Sequence[Stored], keys: Callable[[Stored], Iterable[Key]]) -> dict[Key, Rows]:
    found: dict[Key, list[int]] = {}
    for row, document in enumerate(documents):
        for key in keys(document):
            found.setdefault(key, []).append(row)
    return {key: np.array(rows, dtype=np.int32) for key, rows in found.items()}
