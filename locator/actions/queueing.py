"""The curators' queue: everything that waits for one of them, whatever it is, the longest first.

What it is made of is in SOURCES: whoever has something else that waits adds a function there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from locator.actions import claims, deciding, duplicates, hiding, listing_places, permission, revising, unanswered
from locator.actions.context import LONDON, Context
from locator.directory import cycle
from locator.directory.cycle import Stage
from locator.directory.listing import Listing
from locator.revision import proposal as rules
from locator.revision.content import EMPTY, Content
from locator.revision.proposal import Proposal, ProposalState
from locator.revision.subject import SubjectKind
from locator.roles import Permission
from locator.storage import accounts, listings, locations, organizations, reports

MOST_REPORTS = 1_000


class Kind(StrEnum):
    """What waits."""

    CHANGE = "change"
    PUBLISHED = "published"
    CLAIM = "claim"
    REPORT = "report"
    REFERRAL = "referral"
    DUPLICATE = "duplicate"
    HIDE = "hide"


QUICK = frozenset({Kind.CHANGE, Kind.PUBLISHED, Kind.REPORT})
"""What leads on to the next when it is decided; the rest takes a telephone or more thought, and has pages of its own."""

NOBODY_WAITS = frozenset({Kind.DUPLICATE, Kind.HIDE})
"""What the program itself asks: it comes after everything that somebody waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that waits: about what, for whom, since when, and where it is dealt with.

    `localities` are of today's set; none means that no locality is known, and then it is every curator's.
    """

    kind: Kind
    title: str
    who_waits: str
    since: datetime
    href: str
    localities: frozenset[str]


def items(context: Context, locality: str = "") -> tuple[Item, ...]:
    """All that waits in this locality (its slug, or "mine"; "" is everywhere), the longest first, what nobody waits for last; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    wanted = listing_places.asked(context, locality)
    found = [one for source in SOURCES for one in source(context)]
    return tuple(sorted((one for one in found if listing_places.fits(one.localities, wanted)), key=_order))


def following(found: Iterable[Item], since: datetime, href: str) -> Item | None:
    """The next after one that was dealt with, from the start again at the end; only of what is decided in a press or two."""
    left = sorted((one for one in found if one.href != href and one.kind in QUICK), key=_order)
    return next((one for one in left if (one.since, one.href) > (since, href)), next(iter(left), None))


def _order(one: Item) -> tuple[bool, datetime, str]:
    return one.kind in NOBODY_WAITS, one.since, one.href


def changes(context: Context) -> Iterable[Item]:
    """Changes that wait, and those of trusted organisers that are public already and are to be looked at."""
    waiting = deciding.waiting(context)
    known = _listings(context, [one.subject.id for one in waiting if one.subject.kind is SubjectKind.SERVICE])
    owners = organizations.by_ids(context.store, tuple({one.organization_id for one in waiting}))
    for one in waiting:
        owner = owners.get(one.organization_id)
        yield Item(
            kind=Kind.PUBLISHED if one.state is ProposalState.PUBLISHED else Kind.CHANGE,
            title=_title(context, one, known),
            who_waits=", ".join(filter(None, (_asker(context, one), owner.name if owner else ""))),
            since=one.sent_at or one.created_at,
            href=f"/curate/changes/{one.id}",
            localities=_localities(context, one, known),
        )


def mistakes(context: Context) -> Iterable[Item]:
    """What visitors said is wrong."""
    waiting = reports.waiting(context.store, MOST_REPORTS)
    known = _listings(context, [one.service_id for one in waiting])
    for one in waiting:
        about = known.get(one.service_id)
        yield Item(
            kind=Kind.REPORT,
            title=about.service.name if about else "A listing",
            who_waits="Somebody who looked at the page",
            since=one.created_at,
            href=f"/curate/reports/{one.id}",
            localities=listing_places.of_listing(context, about) if about else listing_places.EVERYWHERE,
        )


def unanswered_referrals(context: Context) -> Iterable[Item]:
    """Groups that are late to answer, one for each group whatever the number of referrals; no word about any person."""
    late = unanswered.late(context)
    known = _listings(context, list(late))
    for service_id, (count, first) in late.items():
        about = known.get(service_id)
        yield Item(
            kind=Kind.REFERRAL,
            title=about.service.name if about else "A listing",
            who_waits="A member of staff" if count == 1 else f"Staff, with {count} referrals",
            since=datetime.combine(first, time(), LONDON),
            href=f"/waiting?group={service_id}",
            localities=listing_places.of_listing(context, about) if about else listing_places.EVERYWHERE,
        )


def twice(context: Context) -> Iterable[Item]:
    """Pairs of listings that may be one."""
    for one in duplicates.waiting(context):
        names = [listing.service.name for listing in (one.first, one.second)]
        yield Item(
            kind=Kind.DUPLICATE,
            title=" and ".join(dict.fromkeys(names)),
            who_waits="Everybody who finds it twice",
            since=one.duplicate.found_at,
            href=f"/curate/merge?first={one.first.service.id}&second={one.second.service.id}",
            localities=listing_places.of_listing(context, one.first) | listing_places.of_listing(context, one.second),
        )


def claimed(context: Context) -> Iterable[Item]:
    """People who want to look after a group's listings, or to answer its referrals."""
    waiting = claims.waiting(context)
    owners = organizations.by_ids(context.store, tuple({one.organization_id for one in waiting}))
    for one in waiting:
        run = listings.of_organization(context.store, one.organization_id)
        owner = owners.get(one.organization_id)
        yield Item(
            kind=Kind.CLAIM,
            title=owner.name if owner else "A group",
            who_waits=one.name,
            since=one.proven_at or one.created_at,
            href=f"/curate/claims/{one.id}",
            localities=frozenset().union(*(listing_places.of_listing(context, about) for about in run)),
        )


def long_unchecked(context: Context) -> Iterable[Item]:
    """Listings that nobody has checked for so long that a curator is asked whether to hide them."""
    for one in hiding.due(context):
        about = one.stale.listing
        yield Item(
            kind=Kind.HIDE,
            title=about.service.name,
            who_waits="Everybody who might go there",
            since=_hide_since(context, one.stale.freshness.since),
            href=f"/curate/hiding/{about.service.id}",
            localities=listing_places.of_listing(context, about),
        )


def _hide_since(context: Context, checked_on: date) -> datetime:
    """When a curator was first asked, by the usual cycle."""
    day = min(cycle.begins(checked_on, cycle.DEFAULT, Stage.HIDE), context.today)
    return datetime.combine(day, time(), LONDON)


SOURCES: tuple[Callable[[Context], Iterable[Item]], ...] = (
    changes,
    claimed,
    mistakes,
    unanswered_referrals,
    twice,
    long_unchecked,
)
"""Each answers what waits of its own kind."""


def _listings(context: Context, ids: list[str]) -> dict[str, Listing]:
    wanted = list(dict.fromkeys(ids))
    return {one.service.id: one for one in listings.by_ids(context.store, wanted, unpublished=True)}


def _title(context: Context, one: Proposal, known: Mapping[str, Listing]) -> str:
    content = _content(context, one, known)
    name = str(content.get("name") or "")
    if one.is_new:
        return f"{name or 'Without a name'} (new)"
    return name


def _content(context: Context, one: Proposal, known: Mapping[str, Listing]) -> Content:
    if one.subject.kind is SubjectKind.SERVICE and one.subject.id not in known:
        current: Content | None = None
    else:
        current = revising.content_of(context, one.subject)
    return rules.applied(current or EMPTY[one.subject.kind], one.fields)


def _asker(context: Context, one: Proposal) -> str:
    account = accounts.by_id(context.store, one.account_id) if one.account_id else None
    return account.name if account else ""


def _localities(context: Context, one: Proposal, known: Mapping[str, Listing]) -> frozenset[str]:
    """Where it is now, or where it would be."""
    if one.subject.kind is SubjectKind.SERVICE:
        now = known.get(one.subject.id)
        before = listing_places.of_listing(context, now) if now else listing_places.EVERYWHERE
        return before | listing_places.of_content(context, _content(context, one, known), one.organization_id)
    if one.subject.kind is SubjectKind.LOCATION:
        found = locations.by_ids(context.store, (one.subject.id,))
        return listing_places.of_wards(context, (venue.ward_code for venue in found.values()))
    run = listings.of_organization(context.store, one.subject.id)
    return frozenset().union(*(listing_places.of_listing(context, listing) for listing in run))
