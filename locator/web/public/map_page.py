"""The map page and the points on it: the same search and the same words as in the list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from locator.actions import find
from locator.actions import points as map_points
from locator.actions.context import Context
from locator.actions.points import MapPoint, MapPoints
from locator.web.public import results_page
from locator.web.public.asking import Asked
from locator.web.public.results_page import ResultsPage
from locator.web.shared import card_view, map_layers, wording

Json = dict[str, Any]
_TYPED = ("q", "near", "radius", "exact")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The list of the search as on the results page, and the addresses that the map's script reads; `filters` go with the form."""

    results: ResultsPage
    list_href: str
    points_href: str
    script_href: str
    layers: Mapping[str, str]
    areas: str
    filters: tuple[tuple[str, str], ...]


def page(context: Context, asked: Asked, kept: Collection[str]) -> MapPage:
    """The page for what was asked."""
    results = results_page.page(context, asked, kept)
    address = asked.address.having("radius", "any") if results.looked_further else asked.address
    in_force = context.reference.locality_set(context.today)
    return MapPage(
        results=results,
        list_href=asked.address.at("/services").link(page=results.found.page),
        points_href=address.at("/map/points.json").link(),
        script_href=map_layers.script_href(context.settings),
        layers=map_layers.hrefs(in_force),
        areas=wording.counted(len(in_force.localities), "area") if in_force else "",
        filters=tuple(pair for pair in asked.address.pairs if pair[0] not in _TYPED),
    )


def points(context: Context, asked: Asked) -> Json:
    """The venues of the search, each with the groups there, in the order of the list."""
    found = map_points.map_points(context, asked.search)
    return {
        "place": _place(found),
        "venues": _venues(found.points),
        "services": found.services,
        "elsewhere": found.elsewhere,
        "leftOff": found.left_off,
        "list": asked.address.link(),
    }


def _place(found: MapPoints) -> Json | None:
    if found.place is None:
        return None
    return {
        "name": found.place.name,
        "at": [found.place.latitude, found.place.longitude],
        "metres": round(found.radius_miles * find.MILE_METRES) if found.radius_miles else None,
    }


def _venues(points: Sequence[MapPoint]) -> list[Json]:
    venues: dict[tuple[float, float, str], Json] = {}
    for point in points:
        location = point.site.location
        at = (location.latitude, location.longitude)
        shown = card_view.view(point.card)
        where = shown.words.where
        # Two venues may be put at one point, such as that of their postcode: each has its own name and groups.
        new = {"at": list(at), "name": where, "away": shown.distance, "groups": []}
        venue = venues.setdefault((*at, where), new)
        venue["groups"].append(
            {
                "name": shown.words.name,
                "slug": point.card.listing.service.slug,
                "when": " ".join(part for part in (f"{shown.words.when}.", shown.words.check_first) if part),
                "cost": shown.words.cost,
                "page": point.page,
            }
        )
    return list(venues.values())
