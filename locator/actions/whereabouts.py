"""Where somebody lives, as roughly as may be kept: the outward code and the locality, never more."""

from __future__ import annotations

from dataclasses import dataclass, replace

from locator.actions.context import Context
from locator.places.place import Place, UnknownPlaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """An outward code ("ML1"; "" for a place without one) and the id of a locality (None: outside all, or not known)."""

    outward_code: str = ""
    locality_id: str | None = None


class PlaceNotKnownError(Exception):
    """What was typed is no place that we know; nothing of it is kept."""


def of(context: Context, text: str) -> Whereabouts:
    """Where a postcode, a town or a landmark is; nowhere for an empty text. Raises PlaceNotKnownError."""
    if not text.strip():
        return Whereabouts()
    try:
        place = context.places.find(text)
    except UnknownPlaceError as unknown:
        raise PlaceNotKnownError from unknown
    return Whereabouts(outward_code=place.outward_code or "", locality_id=locality_of(context, place))


def within(context: Context, text: str, locality_id: str) -> Whereabouts:
    """The same, in a locality that somebody has named: that one, where it is one of today's. Raises PlaceNotKnownError."""
    found = of(context, text)
    is_known = any(locality_id == one.id for one in context.reference.localities(context.today))
    return replace(found, locality_id=locality_id) if is_known else found


def locality_of(context: Context, place: Place) -> str | None:
    """The locality that a place is in; None outside all, and for the first half of a postcode that lies in several."""
    wards = {place.ward_code} if place.ward_code else place.area_codes
    found = [one.id for one in context.reference.localities(context.today) if one.ward_codes & wards]
    return found[0] if len(found) == 1 else None
