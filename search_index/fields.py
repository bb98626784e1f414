"""The searched fields and every number that ranks: change a number here and in docs/how-search-ranks.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A searched field: how much a word in it weighs, and how strongly a long text is held against it (0 to 1).

    A field `tells` what the document is; the others may mention a word in passing.
    """

    name: str
    weight: float
    length_norm: float
    tells: bool = False


FIELDS = (
    Field("name", 6.0, 0.4, tells=True),
    Field("organization", 2.0, 0.3, tells=True),
    Field("theme", 3.0, 0.3, tells=True),
    Field("summary", 2.0, 0.5),
    Field("description", 1.0, 0.7),
    Field("who_for", 1.5, 0.3, tells=True),
    Field("venue", 1.5, 0.3),
)
"""BM25F's fields; the order is stored in the index, so a change to it needs a new SCHEMA_VERSION."""

K1 = 1.2
"""BM25F's saturation: how fast more mentions of a word stop adding."""

SYNONYM_WEIGHT = 0.5
"""A hit through a synonym counts so much of a hit by the word itself."""

PREFIX_WEIGHT = 0.4
"""A hit by longer words that start like an unfinished last word counts so much of a hit by one word."""

PREFIX_SHORTEST = 3
"""Letters that an unfinished last word must have."""

QUALITY_SHARE = 0.1
"""A document of quality 0 loses this share of its score."""

NEAR_HALF_METRES = 3_219.0
"""Two miles: over this distance the part of the score that depends on nearness halves."""

FAR_FLOOR = 0.25
"""The share of its score that a document keeps however far away it is."""

AREA_METRES = 3_219.0
"""What covers the person's area without a venue within reach is ordered as if it were two miles away."""

MOST_LETTERS = 400
"""Letters of a query that are read."""

MOST_QUERY_WORDS = 32
"""Words of a query that are looked for."""

FEW = 3
"""With fewer hits than this of all words, ways out are worked out."""

LITTLE = 2
"""A word found in no more documents than this may be a slip; then a commoner neighbour is offered."""

MUCH_MORE = 10
"""How many times as common a neighbour must be to be offered."""
