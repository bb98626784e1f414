"""A hit with the rows behind it: what one entry of a result list shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from locator.actions.context import Context
from locator.directory import freshness, schedule
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.schedule import Session
from locator.storage import listings
from search_index.query import Hit

MILE_METRES = 1609.344


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of a list of services.

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
    by_id = {listing.service.id: listing for listing in listings.by_ids(context.store, [hit.id for hit in hits])}
    return tuple(
        card(
            context,
            by_id[hit.id],
            site_id=hit.point_key,
            distance_metres=hit.distance_metres,
            covers_area=hit.covers_area,
            is_close=hit.close,
        )
        for hit in hits
        if hit.id in by_id
    )


def card(
    context: Context,
    listing: Listing,
    *,
    site_id: str | None = None,
    distance_metres: float | None = None,
    covers_area: bool = False,
    is_close: bool = True,
) -> Card:
    """The card of one listing, as of now."""
    sites = {site.id: site for site in listing.sites}
    coming = schedule.coming(listing, context.today, 1)
    return Card(
        listing=listing,
        site=sites.get(site_id or "") or next(iter(listing.sites), None),
        distance_miles=None if distance_metres is None else distance_metres / MILE_METRES,
        covers_area=covers_area,
        next_session=coming[0] if coming else None,
        is_on_today=bool(coming) and coming[0].on == context.today,
        freshness=freshness.of(listing.service, context.today),
        is_close=is_close,
    )
