"""The state of the directory at a glance, for curators: what to do, what is stale, where nothing is, what people look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from locator.actions import bounces, calls, documents, figures, hiding, indexing, permission, stale
from locator.actions.cards import Card, cards
from locator.actions.context import Context
from locator.actions.figures import Table
from locator.directory import over_time
from locator.directory.cycle import Stage
from locator.directory.listing import Listing
from locator.directory.locality import LocalitySet
from locator.directory.over_time import Checked
from locator.directory.seen import SeenKind
from locator.referral.quarters import Quarter
from locator.roles import Permission
from locator.storage import assurances, listing_counts, listings, searches
from search_index.query import Query, Sort, When

SEARCH_DAYS = 90
EVENT_DAYS = 14
LOOKED_AT_MONTHS = 3
LEAST_TIMES = 3
"""What was typed less often is not shown: it may name somebody."""

MOST_LINES = 15
MOST_EVENTS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """How many listings wait for a call and for a decision to hide them, and how many addresses do not work."""

    calls: int
    to_hide: int
    bounced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCounts:
    """How many listings nobody has checked for long, by locality id and theme code; one may count in several."""

    cells: Mapping[tuple[str, str], int]
    by_locality: Mapping[str, int]
    by_theme: Mapping[str, int]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on the page; `unmet` is None before the first quarter is published."""

    to_do: ToDo
    locality_set: LocalitySet | None
    stale: StaleCounts
    supply: Table
    unmet: tuple[Quarter, Table] | None
    nothing_found: tuple[tuple[str, int], ...]
    wanted: tuple[tuple[str, int], ...]
    looked_at: tuple[tuple[Listing, int], ...]
    events: tuple[Card, ...]
    checked: tuple[Checked, ...]


def of_today(context: Context) -> Overview:
    """The state of the directory today; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    locality_set = context.reference.locality_set(context.today)
    since = context.now - timedelta(days=SEARCH_DAYS)
    return Overview(
        to_do=to_do(context),
        locality_set=locality_set,
        stale=_stale(context, locality_set),
        supply=figures.supply(context, locality_set),
        unmet=figures.newest_unmet(context),
        nothing_found=searches.most_frequent(
            context.store, since, least=LEAST_TIMES, limit=MOST_LINES, only_without_hits=True
        ),
        wanted=searches.most_frequent(context.store, since, least=LEAST_TIMES, limit=MOST_LINES),
        looked_at=_looked_at(context),
        events=_events(context),
        checked=_checked(context),
    )


def to_do(context: Context) -> ToDo:
    """What waits for a curator; raises NotAllowedError."""
    return ToDo(calls=len(calls.due(context)), to_hide=len(hiding.due(context)), bounced=len(bounces.every(context)))


def _stale(context: Context, locality_set: LocalitySet | None) -> StaleCounts:
    """Counted are those that have come to the call list, and further."""
    in_force = {one.id for one in locality_set.localities} if locality_set else set()
    cells: Counter[tuple[str, str]] = Counter()
    by_locality: Counter[str] = Counter()
    by_theme: Counter[str] = Counter()
    found = stale.every(context, Stage.CALL)
    for one in found:
        where = documents.localities(one.listing, context.reference) & in_force
        what = {term.code for term in one.listing.service.terms if term.taxonomy == "theme"}
        by_locality.update(where)
        by_theme.update(what)
        cells.update((locality_id, theme) for locality_id in where for theme in what)
    return StaleCounts(cells=cells, by_locality=by_locality, by_theme=by_theme, total=len(found))


def _looked_at(context: Context) -> tuple[tuple[Listing, int], ...]:
    """The public listings whose pages were opened most, in this month and those before it."""
    first = f"{context.today - relativedelta(months=LOOKED_AT_MONTHS - 1):%Y-%m}"
    most = dict(listing_counts.most_seen(context.store, SeenKind.VIEW, first, least=LEAST_TIMES, limit=MOST_LINES))
    return tuple((one, most[one.service.id]) for one in listings.by_ids(context.store, tuple(most)))


def _events(context: Context) -> tuple[Card, ...]:
    """The events of the coming fortnight, the next first."""
    first = context.today.toordinal()
    query = Query(
        facets={"kind": frozenset({"event"}), "status": frozenset({"active"})},
        when=When(first_day=first, last_day=first + EVENT_DAYS - 1),
        sort=Sort.NAME,
        limit=MOST_EVENTS,
    )
    found = cards(context, indexing.search(context, query).hits)
    return tuple(sorted(found, key=lambda card: card.next_session.on if card.next_session else date.max))


def _checked(context: Context) -> tuple[Checked, ...]:
    days: dict[str, list[date]] = {}
    for service_id, on in assurances.days(context.store):
        days.setdefault(service_id, []).append(on)
    return over_time.checked(days, over_time.month_ends(context.today))
