"""Addresses from which letters come back: the mail server says so, or a curator types it in; reminders to them stop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from locator.actions import audit, permission, stale
from locator.actions.context import Context
from locator.directory.listing import Listing
from locator.roles import Permission
from locator.storage import bounces, listings
from locator.storage.bounces import Bounce

_OUR_FAULT = re.compile(r"\b5\.7\.\d+\b")
"""RFC 3463: refused for policy or security, which is about whoever sends, not about the address."""

TOLD = "A letter came back."


class AddressError(Exception):
    """That is no email address, or none that any letter about a listing goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounced:
    """An address that does not work, since when, why, and the listings that it is about."""

    address: str
    bounced_at: datetime
    why: str
    is_told: bool
    listings: tuple[Listing, ...]


def every(context: Context) -> tuple[Bounced, ...]:
    """The marked addresses that some listing still has, the newest first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    found = (_bounced(context, one) for one in bounces.every(context.store).values())
    return tuple(one for one in found if one.listings)


def note_refused(context: Context, address: str, why: str) -> bool:
    """The mail server refused a letter to this address for good; True where that marks an address of the directory."""
    plain = stale.plain(address)
    if not plain or _OUR_FAULT.search(why) or not bounces.services_of(context.store, plain):
        return False
    with context.store.atomic():
        bounces.put(context.store, Bounce(address=plain, bounced_at=context.now, why=why, account_id=None))
        audit.note(context, "address.refused", "address")
    return True


def came_back(context: Context, address: str) -> str:
    """A curator says that a letter to this address came back; the address as it is kept. Raises AddressError."""
    user = permission.require(context, Permission.CURATE)
    plain = stale.plain(address)
    with context.store.atomic():
        if not plain or not bounces.services_of(context.store, plain):
            raise AddressError
        if plain not in bounces.every(context.store):
            bounces.put(context.store, Bounce(address=plain, bounced_at=context.now, why=TOLD, account_id=user.id))
            audit.note(context, "address.came_back", "address")
    return plain


def works_again(context: Context, address: str) -> bool:
    """A curator says that letters to this address arrive; False where it was not marked. Raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        was_marked = bounces.remove(context.store, stale.plain(address))
        if was_marked:
            audit.note(context, "address.works", "address")
    return was_marked


def _bounced(context: Context, one: Bounce) -> Bounced:
    ids = bounces.services_of(context.store, one.address)
    return Bounced(
        address=one.address,
        bounced_at=one.bounced_at,
        why=one.why,
        is_told=one.account_id is not None,
        listings=listings.by_ids(context.store, ids),
    )
