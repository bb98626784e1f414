"""A place that a person named, found on the ground."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """How exactly the place is known."""

    POSTCODE = "postcode"
    SECTOR = "sector"
    OUTCODE = "outcode"
    SETTLEMENT = "settlement"
    LANDMARK = "landmark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A found place in WGS84 degrees.

    `name` is what to show ("ML1 1AB", "Plains, near Airdrie"); `area_codes` are the wards, councils and country that it lies in or
    (outcode, sector) may lie in; `outward_code` is all that may be logged of it. `terminated` is the month in which
    the Royal Mail withdrew the postcode ("1996-06"), "" if the month is not known, None if it is in use.
    """

    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    area_codes: frozenset[str]
    ward_code: str | None = None
    outward_code: str | None = None
    terminated: str | None = None


class UnknownPlaceError(Exception):
    """No such place; `text` is what was typed, `suggestions` are names that look like it (at most five).

    `is_wide` says that it is known, but a whole county or country: then the suggestions are its towns.
    """

    def __init__(self, text: str, suggestions: tuple[str, ...] = (), *, is_wide: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.suggestions = suggestions
        self.is_wide = is_wide
