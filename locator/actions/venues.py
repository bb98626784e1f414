"""Venues: found by words, put right, and two of them made one; what looks wrong is said before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from locator import assets
from locator.actions import audit, revising
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.actions.wrong import WrongError, check, mark
from locator.directory.listing import Listing
from locator.directory.location import Location
from locator.places import council, distance
from locator.revision import place_content, subject
from locator.revision.subject import WayIn
from locator.roles import Permission
from locator.storage import listings, locations
from locator.storage.locations import Venue

PAGE_SIZE = 30
FAR_METRES = 500
SAME_METRES = 30
NEAR_METRES = 250
MOST_LETTERS = {"name": 120, "directions": 1000, "landmark": 200}
ADDRESS_LETTERS = 120
GREAT_BRITAIN = ((49.0, 61.0), (-9.0, 2.0))
_DEGREES = 0.003
"""A box that holds every point 250 metres away, north and south; `around` takes twice as much east and west."""


class Doubt(StrEnum):
    """What may be wrong with a venue."""

    UNKNOWN_POSTCODE = "unknown postcode"
    FAR = "far from its postcode"
    OUTSIDE = "outside the council area"
    SAME = "another venue is here"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """One doubt; `metres` and `other` where they belong to it."""

    doubt: Doubt
    metres: int = 0
    other: Location | None = None


class DoubtfulError(Exception):
    """Something looks wrong; nothing was kept. Kept after all by sending `mark`."""

    def __init__(self, warnings: tuple[Caution, ...]) -> None:
        super().__init__(", ".join(one.doubt for one in warnings))
        self.warnings = warnings
        self.mark = _marked(warnings)


class MergedError(Exception):
    """The venue was merged into another, whose id this is."""

    def __init__(self, location_id: str) -> None:
        super().__init__(location_id)
        self.location_id = location_id


@dataclass(frozen=True, slots=True, kw_only=True)
class VenuePage:
    """One page of the list; `total` is of all pages."""

    venues: tuple[Venue, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AtVenue:
    """A venue with the listings that meet there, published or not, and the venues close to it with their distance in metres."""

    location: Location
    listings: tuple[Listing, ...]
    near: tuple[tuple[int, Location], ...]


def search(context: Context, words: str, page: int) -> VenuePage:
    """The venues that fit, by name."""
    require(context, Permission.CURATE)
    with context.store.snapshot():
        total = locations.count(context.store, words)
        pages = max(1, -(-total // PAGE_SIZE))
        at = min(max(1, page), pages)
        found = locations.page(context.store, words, limit=PAGE_SIZE, offset=(at - 1) * PAGE_SIZE)
    return VenuePage(venues=found, total=total, page=at, pages=pages)


def one(context: Context, location_id: str) -> AtVenue:
    """One venue; raises NotYoursError, or MergedError for one that has become another."""
    require(context, Permission.CURATE)
    location = _there(context, location_id)
    ids = locations.services_at(context.store, location_id)
    return AtVenue(
        location=location,
        listings=listings.by_ids(context.store, ids, unpublished=True),
        near=_near(context, location, NEAR_METRES),
    )


def state(location: Location) -> str:
    """What a form carries to tell whether somebody else changed the venue meanwhile."""
    return mark(*(repr(getattr(location, field.name)) for field in fields(location)))


def save(context: Context, wanted: Location, *, seen: str, accepted: str = "") -> None:
    """Put a venue right; sent twice it is done once.

    Raises WrongError, ChangedMeanwhileError, DoubtfulError unless its mark is `accepted`, NotYoursError or MergedError.
    """
    require(context, Permission.CURATE)
    with context.store.atomic():
        there = _there(context, wanted.id)
        wanted = _placed(context, _checked(wanted), there)
        if there == wanted:
            return
        check(seen, state(there))
        warnings = doubts(context, wanted)
        if warnings and accepted != _marked(warnings):
            raise DoubtfulError(warnings)
        content = place_content.of_location(wanted)
        revising.publish(context, subject.location(wanted.id), content, way_in=WayIn.CURATOR)


def doubts(context: Context, location: Location) -> tuple[Caution, ...]:
    """What looks wrong with a venue as it is written here."""
    found = []
    place = context.places.postcode(location.address.postal_code)
    at = (location.latitude, location.longitude)
    if place is None:
        found.append(Caution(doubt=Doubt.UNKNOWN_POSTCODE))
    elif (away := distance.metres(at, (place.latitude, place.longitude))) > FAR_METRES:
        found.append(Caution(doubt=Doubt.FAR, metres=round(away)))
    if not council.holds(assets.folder("seed_data") / "reference" / "boundaries", *at):
        found.append(Caution(doubt=Doubt.OUTSIDE))
    found += [
        Caution(doubt=Doubt.SAME, metres=away, other=other) for away, other in _near(context, location, SAME_METRES)
    ]
    return tuple(found)


def merge(context: Context, gone_id: str, kept_id: str, *, seen: str) -> None:
    """Make two venues one: the listings move to the kept one, whose address stands. Sent twice it is done once.

    Raises NotYoursError, MergedError, WrongError, or ChangedMeanwhileError where either is not what was `seen`.
    """
    require(context, Permission.CURATE)
    with context.store.atomic():
        if locations.merged_into(context.store, gone_id) == kept_id:
            return
        gone, kept = _there(context, gone_id), _there(context, kept_id)
        if gone_id == kept_id:
            raise WrongError("into", "Choose another venue than this one")
        check(seen, both_state(gone, kept))
        ids = locations.services_at(context.store, gone_id)
        locations.merge(context.store, gone_id, kept_id)
        for service_id in ids:
            revising.publish(context, subject.service(service_id), {}, way_in=WayIn.CURATOR, why=f"{gone.name}: merged")
        audit.note(context, "venue.merge", "location", gone_id)


def both_state(gone: Location, kept: Location) -> str:
    """What the form for a merger carries."""
    return mark(state(gone), state(kept))


def _there(context: Context, location_id: str) -> Location:
    into = locations.merged_into(context.store, location_id)
    if into:
        raise MergedError(into)
    found = locations.by_ids(context.store, (location_id,)).get(location_id)
    if found is None:
        raise NotYoursError
    return found


def _near(context: Context, location: Location, within_metres: int) -> tuple[tuple[int, Location], ...]:
    at = (location.latitude, location.longitude)
    found = [
        (round(distance.metres(at, (other.latitude, other.longitude))), other)
        for other in locations.around(context.store, *at, _DEGREES)
        if other.id != location.id
    ]
    return tuple(sorted((one for one in found if one[0] <= within_metres), key=lambda one: (one[0], one[1].name)))


def _placed(context: Context, wanted: Location, there: Location) -> Location:
    """The venue with the ward of its postcode; the same postcode keeps its ward."""
    if wanted.address.postal_code == there.address.postal_code:
        return replace(wanted, ward_code=there.ward_code)
    place = context.places.postcode(wanted.address.postal_code)
    if place is None:
        return replace(wanted, ward_code=None)
    return replace(wanted, ward_code=place.ward_code, address=replace(wanted.address, postal_code=place.name))


def _checked(location: Location) -> Location:
    """The venue, if it can be kept; raises WrongError."""
    if not location.name:
        raise WrongError("name", "Type the name of the venue")
    for name, most in MOST_LETTERS.items():
        if len(getattr(location, name)) > most:
            raise WrongError(name, f"Use {most:,} letters or fewer")
    for name in ("address_1", "address_2", "city", "postal_code"):
        if len(getattr(location.address, name)) > ADDRESS_LETTERS:
            raise WrongError(name, f"Use {ADDRESS_LETTERS} letters or fewer")
    if len(location.accessibility.details) > MOST_LETTERS["directions"]:
        raise WrongError("details", f"Use {MOST_LETTERS['directions']:,} letters or fewer")
    (south, north), (west, east) = GREAT_BRITAIN
    if not south <= location.latitude <= north:
        raise WrongError("latitude", "This is not in Great Britain. Here it is about 55.8")
    if not west <= location.longitude <= east:
        raise WrongError("longitude", "This is not in Great Britain. Here it is about -4")
    return location


def _marked(warnings: Sequence[Caution]) -> str:
    return mark(*((one.doubt, one.metres, one.other.id if one.other else "") for one in warnings))
