"""The points of a search on the map: the venues of what it finds, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from locator.actions import find, indexing
from locator.actions.cards import Card, card
from locator.actions.context import Context
from locator.directory.listing import Listing, ServiceAtLocation
from locator.places import distance
from locator.places.place import Place
from locator.storage import listings
from search_index.query import Hit

MOST_SERVICES = 1000
"""More than this on one map helps nobody; the first of the list are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoint:
    """A service at one of its venues, as a card of that venue; `page` is the page of the list that the service stands on."""

    card: Card
    site: ServiceAtLocation
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPoints:
    """What a search puts on the map: `services` on it, `elsewhere` found but without a venue, `left_off` beyond the most."""

    place: Place | None
    radius_miles: int | None
    points: tuple[MapPoint, ...]
    services: int
    elsewhere: int
    left_off: int


def map_points(context: Context, asked: find.Search) -> MapPoints:
    """The venues of all that the search finds, those inside the radius where one was chosen. The search is not noted again."""
    place, _ = find.locate(context, asked.near)
    query = find.query_for(context, asked, place)._replace(offset=0, limit=MOST_SERVICES)
    answer = indexing.search(context, query)
    found = {listing.service.id: listing for listing in listings.by_ids(context.store, [hit.id for hit in answer.hits])}
    points: list[MapPoint] = []
    elsewhere = 0
    for position, hit in enumerate(answer.hits):
        if hit.id in found:
            here = list(
                _points(context, found[hit.id], hit, place, query.radius_metres, position // find.PAGE_SIZE + 1)
            )
            points.extend(here)
            elsewhere += not here
    return MapPoints(
        place=place,
        radius_miles=asked.radius_miles if place else None,
        points=tuple(points),
        services=len({point.card.listing.service.id for point in points}),
        elsewhere=elsewhere,
        left_off=answer.total_all + answer.total_any - len(answer.hits),
    )


def _points(
    context: Context, listing: Listing, hit: Hit, place: Place | None, radius_metres: float | None, page: int
) -> Iterator[MapPoint]:
    for site in listing.sites:
        away = hit.distance_metres if site.id == hit.point_key else _metres(site, place)
        is_nearest_found = site.id == hit.point_key and not hit.covers_area
        if away is None or radius_metres is None or away <= radius_metres or is_nearest_found:
            only_here = listing if len(listing.sites) == 1 else replace(listing, sites=(site,))
            yield MapPoint(card=card(context, only_here, site_id=site.id, distance_metres=away), site=site, page=page)


def _metres(site: ServiceAtLocation, place: Place | None) -> float | None:
    if place is None:
        return None
    there = (site.location.latitude, site.location.longitude)
    return distance.metres((place.latitude, place.longitude), there)
