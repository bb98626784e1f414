"""Which localities a curator looks after: chosen by themselves or by an administrator, and who is told about a listing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from locator.accounts.account import Account
from locator.actions import audit, documents, permission
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.directory.listing import Listing
from locator.directory.locality import Locality
from locator.roles import Permission, Role
from locator.storage import account_localities, accounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The localities in force, and the ids of those that were chosen; none chosen means all of them."""

    localities: tuple[Locality, ...]
    chosen: frozenset[str]


def own(context: Context) -> Places:
    """What the signed-in curator looks after; raises NotAllowedError."""
    user = permission.require(context, Permission.CURATE)
    return _places(context, user.id)


def choose_own(context: Context, locality_ids: Collection[str]) -> None:
    """Look after these from now on; raises NotAllowedError."""
    user = permission.require(context, Permission.CURATE)
    _choose(context, user.id, locality_ids)


def of_account(context: Context, account_id: str) -> Places | None:
    """What a curator looks after, for an administrator; None for an account that is no curator's. Raises NotAllowedError."""
    permission.require(context, Permission.MANAGE_ACCOUNTS)
    account = accounts.by_id(context.store, account_id)
    return _places(context, account_id) if account and account.role is Role.CURATOR else None


def choose(context: Context, account_id: str, locality_ids: Collection[str]) -> None:
    """An administrator says what a curator looks after; raises NotAllowedError, or NotYoursError for another account."""
    if of_account(context, account_id) is None:
        raise NotYoursError
    _choose(context, account_id, locality_ids)


def told_about(context: Context, listing: Listing) -> tuple[Account, ...]:
    """The curators whom something about a listing concerns: those of its localities and those of all, else every curator."""
    curators = accounts.with_role(context.store, Role.CURATOR)
    chosen = account_localities.of_all(context.store)
    where = documents.localities(listing, context.reference)
    theirs = tuple(one for one in curators if not chosen.get(one.id) or chosen[one.id] & where)
    return theirs or curators


def _places(context: Context, account_id: str) -> Places:
    localities = context.reference.localities(context.today)
    known = frozenset(one.id for one in localities)
    return Places(localities=localities, chosen=account_localities.of(context.store, account_id) & known)


def _choose(context: Context, account_id: str, locality_ids: Collection[str]) -> None:
    """Those of the set in force become these; what was chosen of another set stays for when that one is in force."""
    known = frozenset(one.id for one in context.reference.localities(context.today))
    with context.store.atomic():
        before = account_localities.of(context.store, account_id)
        account_localities.save(context.store, account_id, (before - known) | (known & frozenset(locality_ids)))
        audit.note(context, "curator.places", "account", account_id)
