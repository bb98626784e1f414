"""How complete a listing is: named parts, each with its weight."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from locator.directory.listing import Listing
from locator.directory.location import Accessibility
from locator.directory.service import Delivery


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a reader needs: what it weighs, and whether a listing has it."""

    weight: int
    has: Callable[[Listing], bool]


def _has_phone(listing: Listing) -> bool:
    return bool(listing.phones or listing.organization.phones)


def _has_place(listing: Listing) -> bool:
    return bool(listing.sites or listing.areas) or Delivery.ONLINE in listing.service.deliveries


def _has_time(listing: Listing) -> bool:
    """A service that comes or is rung needs no sessions."""
    if listing.schedules or any(site.schedules for site in listing.sites):
        return True
    return not listing.sites and bool({Delivery.HOME, Delivery.PHONE} & set(listing.service.deliveries))


def _has_cost(listing: Listing) -> bool:
    return listing.service.is_free is not None or bool(listing.service.costs)


def _has_access(listing: Listing) -> bool:
    """Something is known of every venue."""
    return all(_is_known(site.location.accessibility) for site in listing.sites)


def _is_known(access: Accessibility) -> bool:
    return any(value is not None for value in (access.step_free, access.accessible_toilet, access.hearing_loop))


def _has_audience(listing: Listing) -> bool:
    return bool(listing.service.eligibility) or any(term.taxonomy == "who" for term in listing.service.terms)


PARTS: Mapping[str, Part] = {
    "summary": Part(2, lambda listing: bool(listing.service.summary)),
    "description": Part(2, lambda listing: bool(listing.service.description)),
    "phone": Part(3, _has_phone),
    "place": Part(3, _has_place),
    "times": Part(3, _has_time),
    "joining": Part(2, lambda listing: listing.service.joining is not None),
    "cost": Part(2, _has_cost),
    "audience": Part(1, _has_audience),
    "theme": Part(1, lambda listing: any(term.taxonomy == "theme" for term in listing.service.terms)),
    "access": Part(2, _has_access),
    "assurance": Part(2, lambda listing: listing.service.assured is not None),
}


def missing(listing: Listing) -> tuple[str, ...]:
    """The names of the parts that the listing lacks, the weightiest first."""
    lacking = [name for name, part in PARTS.items() if not part.has(listing)]
    return tuple(sorted(lacking, key=lambda name: -PARTS[name].weight))


def score(listing: Listing) -> float:
    """How complete the listing is, from 0 (nothing) to 1 (every part)."""
    lacking = sum(PARTS[name].weight for name in missing(listing))
    return 1 - lacking / sum(part.weight for part in PARTS.values())


def points(listing: Listing) -> int:
    """The score out of 100; only a listing that lacks nothing has them all."""
    return int(score(listing) * 100 + 1e-9)


def points_of(name: str) -> int:
    """What a part adds to the score out of 100, rounded."""
    return round(100 * PARTS[name].weight / sum(part.weight for part in PARTS.values()))
