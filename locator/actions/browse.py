"""Browse without typing: the front page, the themes and the localities."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from locator.actions import find, indexing
from locator.actions.cards import Card
from locator.actions.context import Context
from locator.actions.find import Found, Search
from locator.actions.show import MovedError, NotFoundError
from locator.directory import schedule
from locator.directory.locality import Locality, Theme
from locator.places.place import Place
from locator.storage import term_entries
from search_index.query import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCount:
    """A theme and how many services it has."""

    theme: Theme
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityCount:
    """A locality of today's set and how many services meet in it or cover it."""

    locality: Locality
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The front page: themes and localities with counts, and what is on in the coming seven days (near a place, if one is given)."""

    themes: tuple[ThemeCount, ...]
    localities: tuple[LocalityCount, ...]
    this_week: tuple[Card, ...]
    this_week_total: int
    total: int
    near: Found | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A theme's page: its services by locality, and the first of them."""

    theme: Theme
    found: Found
    localities: tuple[LocalityCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalityView:
    """A locality's page: its services by theme, and the first of them: those that meet in the middle of it before the others."""

    locality: Locality
    found: Found
    themes: tuple[ThemeCount, ...]


WEEK_SHOWN = 6


def front(context: Context, near: str = "") -> Front:
    """The front page, for everywhere or for a place."""
    week = {"when": frozenset({"week"})}
    asked = Search(near=near, chosen=week)
    found = find.search(_quiet(context), replace(asked, page=_turn(context, asked)))
    events = find.search(_quiet(context), Search(near=near, chosen={**week, "kind": frozenset({"event"})}))
    everything = indexing.search(context, Query(limit=0))
    return Front(
        themes=theme_counts(context, dict(everything.counts.get("theme", {}))),
        localities=locality_counts(context, dict(everything.counts.get("locality", {}).items())),
        this_week=_events_first(events.cards, found.cards),
        this_week_total=found.total,
        total=everything.total_all,
        near=found if near.strip() else None,
    )


def theme(context: Context, slug: str, page: int = 1) -> ThemeView:
    """A theme's page; raises NotFoundError, and MovedError for a theme that is a part of another now."""
    for one in context.reference.every_theme:
        if one.slug == slug:
            _refuse_merged(context, one)
            found = find.search(_quiet(context), Search(chosen={"theme": frozenset({one.code})}, page=page))
            counts = {
                locality.id: found.counts.get("locality", {}).get(locality.slug, 0) for locality in _localities(context)
            }
            return ThemeView(theme=one, found=found, localities=locality_counts(context, counts))
    raise NotFoundError(slug)


def locality(context: Context, slug: str, page: int = 1) -> LocalityView:
    """The page of a locality of today's set; raises NotFoundError."""
    for one in _localities(context):
        if one.slug == slug:
            asked = Search(chosen={"locality": frozenset({slug})}, page=page)
            found = find.search(_quiet(context), asked, _middle(context, one))
            return LocalityView(
                locality=one, found=found, themes=theme_counts(context, dict(found.counts.get("theme", {})))
            )
    raise NotFoundError(slug)


def _middle(context: Context, locality: Locality) -> Place | None:
    """The town of this name with all the locality's wards, so that those that meet in it come first; None where there is none."""
    town, _ = find.locate(context, locality.name)
    if town is None or town.ward_code not in locality.ward_codes:
        return None
    return replace(town, area_codes=town.area_codes | locality.ward_codes)


def theme_counts(context: Context, counts: dict[str, int]) -> tuple[ThemeCount, ...]:
    """Every theme in its order with its count."""
    return tuple(ThemeCount(theme=one, count=counts.get(one.code, 0)) for one in context.reference.themes)


def locality_counts(context: Context, counts: dict[str, int]) -> tuple[LocalityCount, ...]:
    """Every locality of today's set, by name, with its count; `counts` is by locality id."""
    return tuple(LocalityCount(locality=one, count=counts.get(one.id, 0)) for one in _localities(context))


def _localities(context: Context) -> tuple[Locality, ...]:
    return context.reference.localities(context.today)


def _refuse_merged(context: Context, theme: Theme) -> None:
    kept_code = context.reference.successors.get((term_entries.THEME, theme.code))
    kept = next((one for one in context.reference.every_theme if one.code == kept_code), None)
    if kept:
        raise MovedError(kept.slug)


def _quiet(context: Context) -> Context:
    """Browsing is no search of a person's: it stays out of the log."""
    return replace(context, log_search=lambda row: None)


def _turn(context: Context, asked: Search) -> int:
    """Of the many that are on everywhere, another page each day, or those that begin with A would be the only ones ever seen."""
    if asked.near.strip():
        return 1
    total = indexing.search(context, find.query_for(context, asked, None)._replace(limit=0)).total_all
    return 1 + context.today.toordinal() % max(1, total // find.PAGE_SIZE)


def _events_first(events: tuple[Card, ...], found: tuple[Card, ...]) -> tuple[Card, ...]:
    """Up to half of the places for one-off events, which are soon over; the rest for what is on every week, soonest first."""
    some = sorted(filter(_is_to_come, events), key=_next_moment)[: WEEK_SHOWN // 2]
    shown = {card.listing.service.id for card in events}
    others = (card for card in found if card.listing.service.id not in shown)
    return tuple([*some, *sorted(filter(_is_to_come, others), key=_next_moment)][:WEEK_SHOWN])


def _is_to_come(card: Card) -> bool:
    """Not the event of this morning."""
    return bool(card.next_session or card.sooner)


def _next_moment(card: Card) -> tuple[date, time, str]:
    return schedule.in_order(card.next_session) if card.next_session else (date.max, time.max, "")
