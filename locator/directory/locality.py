"""Localities: named groups of council wards, in sets with dates, so that old figures stay comparable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """One locality of a set; its id is the set's id, a slash and its slug ("consortia-2026/airdrie")."""

    id: str
    slug: str
    name: str
    ward_codes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalitySet:
    """A division of the council area that held from `valid_from` to `valid_to` (None: still holds)."""

    id: str
    name: str
    valid_from: date
    valid_to: date | None
    localities: tuple[Locality, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """One of the programme's ten themes."""

    code: str
    slug: str
    name: str
    description: str
