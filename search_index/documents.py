"""What is indexed: one Document for each service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A venue's place in WGS84 degrees; `key` is the venue's id and comes back in the hit."""

    key: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One coming session: the day as `date.toordinal()` and the part of the day (0 morning, 1 afternoon, 2 evening)."""

    day: int
    part: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One findable thing.

    `name` to `venue` are the searched words. `facets` holds what is known to be so, by group ("theme": {"falls"});
    `unknown` names the groups, or single "group:value" pairs, of which nothing is known, so that absence is never "no".
    `areas` are codes of areas served without regard to distance. `slots` are the regular (weekday 0-6, part 0-2)
    pairs, `occurrences` the coming sessions; after
    `last_day` (`date.toordinal()`, None: no end) it is over and not found any more. `quality` (0 to 1) nudges the ranking a little.
    """

    id: str
    name: str
    organization: str = ""
    theme: str = ""
    summary: str = ""
    description: str = ""
    who_for: str = ""
    venue: str = ""
    points: tuple[Point, ...] = ()
    areas: frozenset[str] = frozenset()
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    slots: frozenset[tuple[int, int]] = frozenset()
    occurrences: tuple[Occurrence, ...] = ()
    last_day: int | None = None
    quality: float = 1.0
