"""Find services by words, place and filters: one search, with all that the results page says about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from locator.actions import indexing
from locator.actions.cards import Card, cards_by_id
from locator.actions.context import Context
from locator.directory.search_log import SearchRow, scrubbed
from locator.places import postcode
from locator.places.place import Place, UnknownPlaceError
from search_index.query import Answer, Origin, Query, Sort, WayOut, When

PAGE_SIZE = 20
MILE_METRES = 1609.344
RADII_MILES = (1, 2, 5, 10, 20)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = ("morning", "afternoon", "evening")
_INDEX_GROUP = {"places": "capacity", "day": "weekday", "time": "part"}
_FACETS = ("theme", "who", "cost", "access", "transport", "referrals", "places", "locality", "delivery", "kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a person asked for.

    `chosen` holds the values of each filter as the address has them: theme, who, day (mon), time (morning), when (today, week), cost
    (free), access, transport, referrals, places, locality (slug), delivery, kind (event). `sort` is best, nearest, or "" for the default:
    nearest first as soon as a place is given. `exact` asks for the words as typed, without a corrected spelling.
    """

    words: str = ""
    near: str = ""
    radius_miles: int | None = None
    sort: str = ""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    exact: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the search found.

    `cards` have all of the words, `other_cards` only some; both are this page's. `counts` says for each filter and value how many there
    would be with it; `not_known` how many were left out because nobody has told us. `unknown_place` is set, and the search made
    without a place, when nobody knows the place.
    """

    search: Search
    sort: str
    place: Place | None
    unknown_place: UnknownPlaceError | None
    cards: tuple[Card, ...]
    other_cards: tuple[Card, ...]
    total: int
    total_other: int
    page: int
    pages: int
    counts: Mapping[str, Mapping[str, int]]
    not_known: Mapping[str, int]
    shown_for: str | None
    did_you_mean: str | None
    ways_out: tuple[WayOut, ...]
    nearest_beyond: Card | None


def search(context: Context, asked: Search, around: Place | None = None) -> Found:
    """The page of services that the search finds, with counts for every filter; the search is noted, the person is not.

    `around` is the place where it is known already, in place of what was typed.
    """
    place, unknown = (around, None) if around else locate(context, asked.near)
    is_first = asked.page <= 1
    query = query_for(context, asked, place)
    answer = indexing.search(context, query)
    pages = max(1, -(-(answer.total_all + answer.total_any) // PAGE_SIZE))
    if not answer.hits and asked.page > pages:
        asked = replace(asked, page=pages)
        query = query._replace(offset=(pages - 1) * PAGE_SIZE)
        answer = indexing.search(context, query)
    if is_first:
        _log(context, asked, place, answer)
    beyond = answer.nearest_beyond
    cards = cards_by_id(context, (*answer.hits, beyond) if beyond else answer.hits)
    return Found(
        search=asked,
        sort=query.sort.value,
        place=place,
        unknown_place=unknown,
        cards=tuple(cards[hit.id] for hit in answer.hits if hit.all_words and hit.id in cards),
        other_cards=tuple(cards[hit.id] for hit in answer.hits if not hit.all_words and hit.id in cards),
        total=answer.total_all,
        total_other=answer.total_any,
        page=max(1, asked.page),
        pages=pages,
        counts=_counts(context, answer),
        not_known={_own_key(key): count for key, count in answer.not_known.items()},
        shown_for=answer.shown_for,
        did_you_mean=answer.did_you_mean,
        ways_out=tuple(_own_way(way) for way in answer.ways_out),
        nearest_beyond=cards.get(beyond.id) if beyond else None,
    )


def apart(context: Context, words: str, near: str) -> tuple[str, str]:
    """The words and the place; where everything was typed into the first box, a postcode in it is the place."""
    typed = None if near.strip() else next(postcode.inside(words), None)
    if typed is None or context.places.postcode(str(typed)) is None:
        return words, near
    return postcode.without_first(words), str(typed)


def locate(context: Context, near: str) -> tuple[Place | None, UnknownPlaceError | None]:
    """The place that the text names, or why there is none; both None for an empty text."""
    if not near.strip():
        return None, None
    try:
        return context.places.find(near), None
    except UnknownPlaceError as unknown:
        return None, unknown


def query_for(context: Context, asked: Search, place: Place | None) -> Query:
    """The search as the index takes it; values that no filter has are left out."""
    chosen = asked.chosen
    return Query(
        words=asked.words,
        origin=Origin(latitude=place.latitude, longitude=place.longitude, areas=place.area_codes) if place else None,
        radius_metres=asked.radius_miles * MILE_METRES if place and asked.radius_miles else None,
        sort=_sort(asked, place),
        facets=_facets(context, chosen),
        weekdays=frozenset(DAYS.index(day) for day in chosen.get("day", ()) if day in DAYS),
        parts=frozenset(PARTS.index(part) for part in chosen.get("time", ()) if part in PARTS),
        when=_when(context.today, chosen.get("when", frozenset())),
        today=context.today.toordinal(),
        close_first=True,
        exact=asked.exact,
        offset=(max(1, asked.page) - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
    )


def _sort(asked: Search, place: Place | None) -> Sort:
    if asked.sort == "nearest" and place:
        return Sort.NEAREST
    if asked.sort == "best":
        return Sort.BEST
    return Sort.NEAREST if place else Sort.BEST


def _facets(context: Context, chosen: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    facets = {_INDEX_GROUP.get(name, name): chosen[name] for name in _FACETS if chosen.get(name)}
    if "locality" in facets:
        in_force = context.reference.locality_set(context.today)
        prefix = in_force.id if in_force else ""
        facets["locality"] = frozenset(f"{prefix}/{slug}" for slug in facets["locality"])
    return facets


def _when(today: date, chosen: frozenset[str]) -> When | None:
    if "week" in chosen:
        return When(first_day=today.toordinal(), last_day=(today + timedelta(days=6)).toordinal())
    if "today" in chosen:
        return When(first_day=today.toordinal(), last_day=today.toordinal())
    return None


def _counts(context: Context, answer: Answer) -> dict[str, Mapping[str, int]]:
    """The index's counts under the names that the address uses."""
    in_force = context.reference.locality_set(context.today)
    prefix = f"{in_force.id}/" if in_force else "/"
    localities = {
        key.removeprefix(prefix): n for key, n in answer.counts.get("locality", {}).items() if key.startswith(prefix)
    }
    own = {_own_group(name): values for name, values in answer.counts.items()}
    days = {DAYS[int(key)]: n for key, n in answer.counts.get("weekday", {}).items()}
    parts = {PARTS[int(key)]: n for key, n in answer.counts.get("part", {}).items()}
    return {**own, "locality": localities, "day": days, "time": parts}


def _own_group(name: str) -> str:
    return {"capacity": "places", "weekday": "day", "part": "time"}.get(name, name)


def _own_key(key: str) -> str:
    name, _, value = key.partition(":")
    return f"{_own_group(name)}:{value.rpartition('/')[2] if name == 'locality' else value}"


def _own_way(way: WayOut) -> WayOut:
    """A way out in the words of the address: group "day", value "mon"; a locality by its slug."""
    value = way.value.rpartition("/")[2] if way.group == "locality" else way.value
    if way.kind == "weekday":
        return replace(way, kind="facet", group="day", value=DAYS[int(value)] if value.isdecimal() else value)
    if way.kind == "part":
        return replace(way, kind="facet", group="time", value=PARTS[int(value)] if value.isdecimal() else value)
    return replace(way, group=_own_group(way.group), value=value)


def _log(context: Context, asked: Search, place: Place | None, answer: Answer) -> None:
    """Note the search without anything of the person; pages after the first are the same search."""
    filters = {name: sorted(values) for name, values in sorted(asked.chosen.items()) if values}
    context.log_search(
        SearchRow(
            at=context.now,
            words=scrubbed(asked.words)[:200],
            outward_code=(place.outward_code or "") if place else "",
            radius_miles=asked.radius_miles,
            filters=json.dumps(filters, separators=(",", ":"))[:1000],
            sort=_sort(asked, place).value,
            total=answer.total_all,
            total_other=answer.total_any,
        )
    )
