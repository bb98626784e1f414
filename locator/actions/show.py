"""Show one service or one organization: all that its page says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from locator.actions import documents, indexing
from locator.actions.cards import Card, card, cards
from locator.actions.context import Context
from locator.directory import schedule
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing, ServiceAtLocation
from locator.directory.organization import Organization
from locator.directory.schedule import Session
from locator.storage import listings, merges, organizations, slugs
from search_index.query import Hit, Origin, Query, Sort

SESSIONS_SHOWN = 3
SIMILAR_SHOWN = 4


class NotFoundError(Exception):
    """There is no such page, and never was."""


class MovedError(Exception):
    """The page has another address now; `slug` is the new one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """One venue of a service: its next dates, and its rules in words ("Every Tuesday, 10am to 11.30am")."""

    site: ServiceAtLocation
    sessions: tuple[Session, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """What a service's page shows; `sessions` and `rules` are those that belong to no venue."""

    listing: Listing
    sites: tuple[SiteView, ...]
    sessions: tuple[Session, ...]
    rules: tuple[str, ...]
    next_sessions: tuple[Session, ...]
    freshness: Freshness
    similar: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationView:
    """What an organization's page shows: itself and what it runs."""

    organization: Organization
    cards: tuple[Card, ...]


def listing(context: Context, slug: str) -> Listing:
    """The published listing at that address; raises MovedError or NotFoundError."""
    found = listings.by_slug(context.store, slug)
    if found is None:
        raise _elsewhere(context, "service", slug)
    return found


def service(context: Context, slug: str) -> ServiceView:
    """The page of the service at that address; raises MovedError or NotFoundError."""
    return view_of(context, listing(context, slug))


def view_of(context: Context, found: Listing) -> ServiceView:
    """What the page of this listing shows, whether it is in the directory or only what somebody would like it to say."""
    today, at = context.today, context.in_london
    return ServiceView(
        listing=found,
        sites=tuple(
            SiteView(
                site=site,
                sessions=schedule.still_coming(replace(found, sites=(site,), schedules=()), at, SESSIONS_SHOWN),
                rules=tuple(schedule.describe(rule) for rule in site.schedules),
            )
            for site in found.sites
        ),
        sessions=schedule.still_coming(replace(found, sites=()), at, SESSIONS_SHOWN),
        rules=tuple(schedule.describe(rule) for rule in found.schedules),
        next_sessions=schedule.still_coming(found, at, SESSIONS_SHOWN),
        freshness=documents.freshness_of(found, context.reference, today),
        similar=similar(context, found),
    )


def similar(context: Context, found: Listing) -> tuple[Card, ...]:
    """Others near it: first those of the same activity, then those of the same theme, each nearest first."""
    site = next(iter(found.sites), None)
    query = Query(
        origin=Origin(latitude=site.location.latitude, longitude=site.location.longitude, areas=_home(site))
        if site
        else None,
        sort=Sort.NEAREST if site else Sort.BEST,
        limit=SIMILAR_SHOWN + 1,
    )
    hits: dict[str, Hit] = {}
    for group in ("activity", "theme"):
        codes = frozenset(term.code for term in found.service.terms if term.taxonomy == group)
        if codes and len(hits) <= SIMILAR_SHOWN:
            alike = query._replace(facets={group: codes, "status": frozenset({"active"})})
            hits |= {hit.id: hit for hit in indexing.search(context, alike).hits if hit.id not in hits}
    return cards(context, [hit for hit in hits.values() if hit.id != found.service.id][:SIMILAR_SHOWN])


def organization(context: Context, slug: str) -> OrganizationView:
    """The page of the organization at that address; raises MovedError or NotFoundError."""
    found = organizations.by_slug(context.store, slug)
    if found is None:
        raise _elsewhere(context, "organization", slug)
    run = listings.of_organization(context.store, found.id)
    return OrganizationView(organization=found, cards=tuple(card(context, one) for one in run))


def _home(site: ServiceAtLocation) -> frozenset[str]:
    return frozenset({site.location.ward_code}) if site.location.ward_code else frozenset()


def _elsewhere(context: Context, kind: slugs.Kind, slug: str) -> Exception:
    merged = merges.slug_for(context.store, slug) if kind == "service" else None
    current = merged or slugs.current(context.store, kind, slug)
    return MovedError(current) if current and current != slug else NotFoundError(slug)
