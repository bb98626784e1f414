"""A hit with the rows behind it: what one entry of a result list shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
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

    `site` is the nearest venue, or where no place was given the one of the next session; `distance_miles` is None without a venue or a
    place, and then `covers_area` may say why it is here. `next_session` is the first at `site` that is not over yet, `sooner` one that
    comes before it at another venue; `is_on_today` says that either is today, `is_over_today` that today's at `site` has ended.
    `is_close` is False for what only mentions the words, in a list ordered by distance.
    """

    listing: Listing
    site: ServiceAtLocation | None
    distance_miles: float | None
    covers_area: bool
    next_session: Session | None
    is_on_today: bool
    freshness: Freshness
    is_close: bool = True
    sooner: Session | None = None
    is_over_today: bool = False

    def of_nowhere(self) -> Card:
        """The same for a list that has a place in its middle, but not the person's."""
        return self._replace(distance_miles=None, covers_area=False)


def cards(context: Context, hits: Sequence[Hit]) -> tuple[Card, ...]:
    """The cards of the hits in their order; what was withdrawn since it was indexed drops out."""
    return tuple(cards_by_id(context, hits).values())


def cards_by_id(context: Context, hits: Sequence[Hit]) -> dict[str, Card]:
    """The cards of the hits by the service's id, in the order of the hits, read from the store together."""
    by_id = {listing.service.id: listing for listing in listings.by_ids(context.store, [hit.id for hit in hits])}
    at, reference = context.in_london, context.reference
    return {hit.id: _card_of_hit(hit, by_id[hit.id], reference, at) for hit in hits if hit.id in by_id}


def card(
    context: Context,
    listing: Listing,
    *,
    site_id: str | None = None,
    distance_metres: float | None = None,
) -> Card:
    """The card of one listing, as of now."""
    return _made(listing, context.reference, context.in_london, site_id, distance_metres)


def _card_of_hit(hit: Hit, listing: Listing, reference: Reference, at: datetime) -> Card:
    return _made(
        listing,
        reference,
        at,
        hit.point_key,
        hit.distance_metres,
        covers_area=hit.covers_area,
        is_close=hit.close,
    )


def _made(
    listing: Listing,
    reference: Reference,
    at: datetime,
    site_id: str | None,
    distance_metres: float | None,
    *,
    covers_area: bool = False,
    is_close: bool = True,
) -> Card:
    facts = _facts(listing, reference, at.date())
    left = facts.sessions
    if left and left[0].on == facts.day:
        left = [one for one in left if not schedule.is_over(one, at)]
    soonest = left[0] if left else None
    site = _site(listing, site_id, soonest)
    here = soonest if soonest is None or _is_at(soonest, site) else next((s for s in left if _is_at(s, site)), None)
    return Card(
        listing,
        site,
        None if distance_metres is None else distance_metres / MILE_METRES,
        covers_area,
        here,
        soonest is not None and soonest.on == facts.day,
        facts.freshness,
        is_close,
        None if soonest is here else soonest,
        len(left) < len(facts.sessions) and (here is None or here.on != facts.day),
    )


def _site(listing: Listing, site_id: str | None, soonest: Session | None) -> ServiceAtLocation | None:
    """The site of this id, else that of the next session, else the first."""
    sites = listing.sites
    if len(sites) > 1:
        own = (site for site in sites if site.id == site_id)
        next_one = (site for site in sites if soonest and soonest.location_id == site.location.id)
        return next(own, None) or next(next_one, sites[0])
    return sites[0] if sites else None


def _is_at(session: Session, site: ServiceAtLocation | None) -> bool:
    """Whether it is at this venue, or at none that is named."""
    return site is None or session.location_id in (None, site.location.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What is true of a listing on one day; `sessions` are those of today and at each venue the first after today, in order."""

    listing: Listing
    cycles: Mapping[str, Cycle]
    day: date
    sessions: Sequence[Session]
    freshness: Freshness


def _facts(listing: Listing, reference: Reference, today: date) -> _Facts:
    """What is true today; worked out once a day for as long as storage hands out the same listing."""
    known = _known.get(listing.service.id)
    if known is not None and known.listing is listing and known.day == today and known.cycles == reference.cycles:
        return known
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    facts = _Facts(
        listing=listing,
        cycles=reference.cycles,
        day=today,
        sessions=_sessions(listing, today),
        freshness=documents.freshness_of(listing, reference, today),
    )
    _known[listing.service.id] = facts
    return facts


def _sessions(listing: Listing, today: date) -> tuple[Session, ...]:
    """The sessions of today, then at each venue and at none the first after today."""
    parts = [listing]
    if len(listing.sites) > 1:
        parts = [replace(listing, sites=(site,), schedules=()) for site in listing.sites]
        parts += [replace(listing, sites=())] if listing.schedules else []
    tomorrow = today + timedelta(days=1)
    later = {one: None for part in parts for one in schedule.coming(part, tomorrow, 1)}
    return (*schedule.on_day(listing, today), *sorted(later, key=schedule.in_order))


MOST_KNOWN = 8_192
_known: dict[str, _Facts] = {}
