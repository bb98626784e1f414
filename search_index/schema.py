"""The Whoosh schema of the index, and the form in which word positions are kept in it."""

from __future__ import annotations

from array import array
from typing import Any

from whoosh import columns, fields, formats

from search_index.analysis import WordTokenizer
from search_index.codec import POSITION_BYTES
from search_index.fields import FIELDS

SCHEMA_VERSION = 4
"""Raise this when an index written by older code must not be read: it is then rebuilt."""

ID = "id"
SURFACE = "surface"
STEM_MARK = "\0"
"""Stands between a word as written and its stem in the surface field, so that stems need not be worked out again."""

STORED = "stored"


class RawPositions(formats.Positions):  # type: ignore[misc]
    """Positions as plain 16-bit numbers, where Whoosh's own form pickles each list."""

    def encode(self, positions: list[int]) -> bytes:
        """The positions as bytes."""
        return array("H", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions again."""
        return list(array("H", value))

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return len(value) // POSITION_BYTES


def _searched() -> fields.FieldType:
    return fields.FieldType(RawPositions(), WordTokenizer(is_stemming=True))


def make_schema() -> fields.Schema:
    """Searched fields with stems and positions, every word as written with its stem, and one column with all else of a document."""
    named: dict[str, Any] = {field.name: _searched() for field in FIELDS}
    return fields.Schema(
        **{
            ID: fields.ID(unique=True),
            SURFACE: fields.FieldType(formats.Existence(), WordTokenizer(is_stemming=False)),
            STORED: fields.COLUMN(columns.VarBytesColumn()),
        },
        **named,
    )
