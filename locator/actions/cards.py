"""A hit with the rows behind it: what one entry of a result list shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from locator.actions import documents
from locator.actions.context import Context
from locator.actions.reference import Reference
from locator.directory import schedule
from locator.directory.cycle import Cycle
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.schedule import Session
from locator.storage import listings
from search_index.query import Hit

MILE_METRES = 1609.344


class Card(NamedTuple):
    """One entry of a list of services (a named tuple as a `Hit` is: twenty are made for every page).

    `site` is the nearest venue, or the first where no place was given; `distance_miles` is None without a venue or a place, and then
    `covers_area` may say why it is here. `is_close` is False for what only mentions the words, in a list ordered by distance.
    """

    listing: Listing
    site: ServiceAtLocation | None
    distance_miles: float | None
    covers_area: bool
    next_session: Session | None
    is_on_today: bool
    freshness: Freshness
    is_close: bool = True


def cards(context: Context, hits: Sequence[Hit]) -> tuple[Card, ...]:
    """The cards of the hits in their order; what was withdrawn since it was indexed drops out."""
    return tuple(cards_by_id(context, hits).values())


def cards_by_id(context: Context, hits: Sequence[Hit]) -> dict[str, Card]:
    """The cards of the hits by the service's id, in the order of the hits, read from the store together."""
    by_id = {listing.service.id: listing for listing in listings.by_ids(context.store, [hit.id for hit in hits])}
    today, reference = context.today, context.reference
    return {hit.id: _card_of_hit(hit, by_id[hit.id], reference, today) for hit in hits if hit.id in by_id}


def card(
    context: Context,
    listing: Listing,
    *,
    site_id: str | None = None,
    distance_metres: float | None = None,
) -> Card:
    """The card of one listing, as of now."""
    return _made(listing, context.reference, context.today, site_id, distance_metres)


def _card_of_hit(hit: Hit, listing: Listing, reference: Reference, today: date) -> Card:
    return _made(
        listing,
        reference,
        today,
        hit.point_key,
        hit.distance_metres,
        covers_area=hit.covers_area,
        is_close=hit.close,
    )


def _made(
    listing: Listing,
    reference: Reference,
    today: date,
    site_id: str | None,
    distance_metres: float | None,
    *,
    covers_area: bool = False,
    is_close: bool = True,
) -> Card:
    facts = _facts(listing, reference, today)
    return Card(
        listing,
        _site(listing, site_id),
        None if distance_metres is None else distance_metres / MILE_METRES,
        covers_area,
        facts.next_session,
        facts.is_on_today,
        facts.freshness,
        is_close,
    )


def _site(listing: Listing, site_id: str | None) -> ServiceAtLocation | None:
    """The site of this id, else the first."""
    sites = listing.sites
    if site_id and len(sites) > 1:
        return next((site for site in sites if site.id == site_id), sites[0])
    return sites[0] if sites else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is true of a listing on one day."""

    listing: Listing
    cycles: Mapping[str, Cycle]
    day: date
    next_session: Session | None
    is_on_today: bool
    freshness: Freshness


def _facts(listing: Listing, reference: Reference, today: date) -> _Facts:
    """What is true today; worked out once a day for as long as storage hands out the same listing."""
    known = _known.get(listing.service.id)
    if known is not None and known.listing is listing and known.day == today and known.cycles == reference.cycles:
        return known
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    next_session = next(iter(schedule.coming(listing, today, 1)), None)
    facts = _Facts(
        listing=listing,
        cycles=reference.cycles,
        day=today,
        next_session=next_session,
        is_on_today=next_session is not None and next_session.on == today,
        freshness=documents.freshness_of(listing, reference, today),
    )
    _known[listing.service.id] = facts
    return facts


MOST_KNOWN = 8_192
_known: dict[str, _Facts] = {}
