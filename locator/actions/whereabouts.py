"""Where somebody lives, as roughly as may be kept: the outward code and the locality, never more."""

from __future__ import annotations

from dataclasses import dataclass

from locator.actions.context import Context
from locator.places.place import UnknownPlaceError


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
    localities = context.reference.localities(context.today)
    found = next((one.id for one in localities if place.ward_code in one.ward_codes), None)
    known = otherwise if otherwise in {one.id for one in localities} else None
    return Whereabouts(outward_code=place.outward_code or "", locality_id=found if place.ward_code else known)
