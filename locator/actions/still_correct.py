"""Say that a listing is still correct, with the link in a reminder: opening it changes nothing, one press is enough."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from locator.accounts.link import OneTimeLink, Purpose
from locator.actions import assuring, show, stale
from locator.actions.context import Context
from locator.actions.show import ServiceView
from locator.actions.stale import Stale
from locator.directory.cycle import Stage
from locator.directory.service import Assurance, AssuredHow
from locator.revision.check import Check
from locator.revision.subject import WayIn
from locator.storage import assurances, listings, one_time_links, organizations
from locator.vault import tokens


class LinkUnknownError(Exception):
    """There is no such link: it was forged, not copied whole, or forgotten long ago."""


class LinkEndedError(Exception):
    """The link has run out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A listing that was checked with this link, and when it is asked about again."""

    name: str
    slug: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCheck:
    """What the page behind a link shows: one listing as the public sees it, the others that are due, what was checked."""

    organization: str
    shown: ServiceView | None
    due: tuple[Stale, ...]
    checked: tuple[Checked, ...]


def look(context: Context, token: str, slug: str = "") -> ToCheck:
    """What is to be looked at, the listing at this address first; changes nothing. Raises LinkUnknownError or LinkEndedError."""
    link = _link(context, token)
    due = _due(context, link)
    first = next((one for one in due if one.listing.service.slug == slug), next(iter(due), None))
    organization = organizations.by_ids(context.store, (link.organization_id or "",)).get(link.organization_id or "")
    return ToCheck(
        organization=organization.name if organization else "",
        shown=show.view_of(context, first.listing) if first else None,
        due=due,
        checked=tuple(_checked(context, one) for one in assurances.of_link(context.store, link.id)),
    )


def all_correct(context: Context, token: str, slug: str) -> Check | None:
    """The group says that this listing is correct; None where that is no longer asked (pressed twice, or said by another).

    Raises LinkUnknownError or LinkEndedError.
    """
    with context.store.atomic():
        link = _link(context, token)
        one = next((one for one in _due(context, link) if one.listing.service.slug == slug), None)
        if one is None:
            return None
        assurance = Assurance(on=context.today, by=one.listing.organization.name, how=AssuredHow.GROUP)
        since = one.freshness.since.isoformat()
        key = f"{assurances.link_key(link.id)}{one.listing.service.id}/{since}"
        return assuring.record(context, one.listing, assurance, way_in=WayIn.LINK, form_key=key)


def is_asked(context: Context, token: str, slug: str) -> bool:
    """Whether the link is about this listing; raises LinkUnknownError or LinkEndedError."""
    return any(one.listing.service.slug == slug for one in _due(context, _link(context, token)))


def _link(context: Context, token: str) -> OneTimeLink:
    link = one_time_links.by_hash(context.store, Purpose.CHECK, tokens.hashed(token))
    if link is None or not link.organization_id:
        raise LinkUnknownError
    if not link.works(context.now):
        raise LinkEndedError
    return link


def _due(context: Context, link: OneTimeLink) -> tuple[Stale, ...]:
    """The organization's listings that are due and that this address may still speak for, the longest unchecked first."""
    known = stale.addresses(context)
    ids = [one.service.id for one in listings.of_organization(context.store, link.organization_id or "")]
    found = [one for one in stale.of(context, ids) if one.freshness.stage >= Stage.REMIND and stale.is_findable(one)]
    mine = [one for one in found if known.is_of(one.listing, link.email)]
    return tuple(sorted(mine, key=lambda one: (one.freshness.since, one.listing.service.name)))


def _checked(context: Context, check: Check) -> Checked:
    listing = assuring.one(context, check.service_id)
    until = stale.until(context, listing, check.assurance.on)
    return Checked(name=listing.service.name, slug=listing.service.slug, until=until)
