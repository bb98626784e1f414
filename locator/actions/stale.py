"""Listings that nobody has checked for some time: how far each has come, and which addresses a letter about it goes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from locator.actions import documents
from locator.actions.context import Context
from locator.directory.cycle import DEFAULT, Stage
from locator.directory.freshness import Freshness
from locator.directory.listing import Listing
from locator.post.message import MessageRefusedError, check_address
from locator.storage import accounts, bounces, freshness, listings
from locator.storage.bounces import Bounce


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where letters about a listing go, and those of its addresses from which they come back; both may be empty."""

    addresses: tuple[str, ...]
    bounced: tuple[Bounce, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """A listing that has come to some stage after the first."""

    listing: Listing
    freshness: Freshness
    reach: Reach


class Addresses:
    """Whom letters go to: those who look after the group, else the listing's address, else the group's."""

    def __init__(self, managers: Mapping[str, tuple[str, ...]], bounced: Mapping[str, Bounce]) -> None:
        """Take the managers by organization, and the addresses that do not work."""
        self._managers = managers
        self._bounced = bounced

    def of(self, listing: Listing) -> Reach:
        """Where letters about this listing go."""
        known = [_plain(tier) for tier in self._tiers(listing)]
        working = ([one for one in tier if one not in self._bounced] for tier in known)
        every = dict.fromkeys(one for tier in known for one in tier)
        return Reach(
            addresses=tuple(next((tier for tier in working if tier), ())),
            bounced=tuple(self._bounced[one] for one in every if one in self._bounced),
        )

    def is_of(self, listing: Listing, address: str) -> bool:
        """Whether this address may speak for the listing: it is one of those that letters about it have gone to."""
        return any(address in _plain(tier) for tier in self._tiers(listing))

    def _tiers(self, listing: Listing) -> Iterator[Sequence[str]]:
        yield self._managers.get(listing.organization.id, ())
        yield (listing.service.email or "",)
        yield (listing.organization.email or "",)


def addresses(context: Context) -> Addresses:
    """Whom letters go to as of now."""
    return Addresses(accounts.emails_of_managers(context.store), bounces.every(context.store))


def every(context: Context, least: Stage = Stage.REMIND) -> tuple[Stale, ...]:
    """The findable listings that have come to this stage or further, the longest unchecked first."""
    earliest = min(one.months[least - 1] for one in (DEFAULT, *context.reference.cycles.values()))
    last = context.today - relativedelta(months=earliest, days=-3)
    ids = [id_ for id_, since in freshness.days(context.store) if since <= last]
    found = of(context, ids)
    return tuple(one for one in found if one.freshness.stage >= least)


def of(context: Context, service_ids: Sequence[str]) -> tuple[Stale, ...]:
    """These listings as far as they are published, in the order given, however far they have come."""
    known = addresses(context)
    return tuple(
        Stale(
            listing=one,
            freshness=documents.freshness_of(one, context.reference, context.today),
            reach=known.of(one),
        )
        for one in listings.by_ids(context.store, service_ids)
    )


def is_findable(one: Stale) -> bool:
    """Whether it is still to be kept true: not hidden, and not closed for good."""
    return documents.is_findable(one.listing.service)


def until(context: Context, listing: Listing, checked_on: date) -> date:
    """When a listing that is checked on this day is asked about again."""
    cycle = context.reference.cycle_of(documents.localities(listing, context.reference), context.today)
    return checked_on + relativedelta(months=cycle.remind_months)


def plain(address: str) -> str:
    """The address as it is kept and compared; "" for what is no address."""
    lowered = address.strip().lower()
    with suppress(MessageRefusedError):
        check_address(lowered)
        return lowered
    return ""


def _plain(tier: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(one for one in map(plain, tier) if one))
