"""Where somebody lives, as roughly as may be kept: the outward code and the locality, never more."""

from __future__ import annotations

from dataclasses import dataclass

from locator.actions.context import Context
from locator.places.place import Place, UnknownPlaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """An outward code ("ML1"; "" for a place without one) and the id of a locality (None: outside all, or not known)."""

    outward_code: str = ""
    locality_id: str | None = None


class PlaceNotKnownError(Exception):
    """What was typed is no place that we know; nothing of it is kept."""


def of(context: Context, text: str, *, otherwise: str = "") -> Whereabouts:
    """Where a postcode, a town or a landmark is; nowhere for an empty text. Raises PlaceNotKnownError.

    `otherwise` is the id of the locality for a place whose ward is not known, such as an outward code.
    """
    if not text.strip():
        return Whereabouts()
    try:
        place = context.places.find(text)
    except UnknownPlaceError as unknown:
        raise PlaceNotKnownError from unknown
    is_open = not place.ward_code and any(otherwise == one.id for one in context.reference.localities(context.today))
    locality_id = otherwise if is_open else locality_of(context, place)
    return Whereabouts(outward_code=place.outward_code or "", locality_id=locality_id)


def locality_of(context: Context, place: Place) -> str | None:
    """The locality that a place is in; None outside all, and for the first half of a postcode that lies in several."""
    wards = {place.ward_code} if place.ward_code else place.area_codes
    found = [one.id for one in context.reference.localities(context.today) if one.ward_codes & wards]
    return found[0] if len(found) == 1 else None
