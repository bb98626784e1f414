"""What the index keeps of a document beside its words: a line of JSON in one column, read back as plain values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from search_index.analysis import length
from search_index.documents import Document
from search_index.fields import FIELDS

DAY_PARTS = 3
NO_END = 2**31 - 1
"""The last day of what has no end."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One document without its words: `lengths` are words in each field, `slots` and `sessions` whole numbers.

    A slot is weekday * 3 + part; a session is day * 3 + part.
    """

    id: str
    name: str
    lengths: list[int]
    points: list[tuple[str, float, float]]
    areas: list[str]
    facets: dict[str, list[str]]
    unknown: list[str]
    slots: list[int]
    sessions: list[int]
    last_day: int
    quality: float


def dump(document: Document) -> bytes:
    """The document's line."""
    lengths = [length(getattr(document, field.name)) for field in FIELDS]
    line = (
        document.id,
        document.name,
        lengths,
        [(point.key, point.latitude, point.longitude) for point in document.points],
        sorted(document.areas),
        {group: sorted(values) for group, values in sorted(document.facets.items()) if values},
        sorted(document.unknown),
        sorted(weekday * DAY_PARTS + part for weekday, part in document.slots),
        sorted({occurrence.day * DAY_PARTS + occurrence.part for occurrence in document.occurrences}),
        NO_END if document.last_day is None else min(document.last_day, NO_END),
        min(max(document.quality, 0.0), 1.0),
    )
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "ignore")


def load(line: bytes) -> Stored:
    """The values of a line again."""
    values: list[Any] = json.loads(line)
    return Stored(*values)
