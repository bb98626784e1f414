"""Sign in by the organisation's own identity provider: who is invited comes in, nobody else does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from locator.accounts.account import Account, AccountStatus
from locator.actions import audit, signing
from locator.actions.context import Context
from locator.actions.signing import Entered
from locator.identity.identity import Identity
from locator.identity.journey import Departure, Return
from locator.identity.trouble import NotGrantedError, UnreachableError, UntrustedError
from locator.storage import accounts, mails, returns

if TYPE_CHECKING:
    from locator.identity.provider import Provider

LASTS = timedelta(minutes=10)
"""How long somebody may take to sign in at the provider."""

HOW = "organisation"


class NotOfferedError(Exception):
    """This installation has no identity provider."""


class Reason(StrEnum):
    """Why somebody is not in."""

    DOWN = "down"
    NOT_GRANTED = "not-granted"
    UNTRUSTED = "untrusted"
    LATE = "late"
    UNCHECKED = "unchecked"
    UNINVITED = "uninvited"
    CLOSED = "closed"


class NotInError(Exception):
    """The person is not signed in; the text says more, for the server's log."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(detail or reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody who comes back: what their browser kept, what the address says, and which address of ours it is."""

    departure: Departure
    departed_at: datetime
    came: Return
    back: str
    device: str
    instead_of: str = ""


def depart(context: Context, back: str) -> tuple[Departure, str]:
    """What the browser is to keep, and the provider's address to go to; raises NotOfferedError or NotInError."""
    provider, departure = _provider(context), Departure()
    try:
        return departure, provider.address(departure, back)
    except UnreachableError as error:
        raise NotInError(Reason.DOWN, str(error)) from error
    except UntrustedError as error:
        raise NotInError(Reason.UNTRUSTED, str(error)) from error


def arrive(context: Context, arrival: Arrival) -> Entered:
    """The session of whom the provider vouches for; raises NotOfferedError or NotInError.

    Whoever set a phone up here shows it once more before the provider's word is enough: an address alone takes no account over.
    """
    identity = _identity(context, _provider(context), arrival)
    try:
        with context.store.atomic():
            account, is_new_way = _account(context, identity)
            return signing.finish(
                context,
                account,
                arrival.device,
                has_second_factor_done=identity.has_second_factor and not (is_new_way and account.has_second_factor),
                instead_of=arrival.instead_of,
                how=HOW,
            )
    except signing.RefusedError as error:
        raise _refused(context, Reason.CLOSED) from error
    except NotInError as error:
        raise _refused(context, error.reason) from error


def _provider(context: Context) -> Provider:
    if context.provider is None:
        raise NotOfferedError
    return context.provider


def _identity(context: Context, provider: Provider, arrival: Arrival) -> Identity:
    """Who came back; whatever comes of it, this departure is spent before the provider is asked."""
    is_late = context.now - arrival.departed_at > LASTS
    if is_late or not returns.spend(context.store, context.sealer.mark(arrival.departure.state), context.now):
        raise NotInError(Reason.LATE)
    try:
        return provider.identity(arrival.departure, arrival.came, arrival.back, context.now)
    except UnreachableError as error:
        raise NotInError(Reason.DOWN, str(error)) from error
    except NotGrantedError as error:
        raise NotInError(Reason.NOT_GRANTED, str(error)) from error
    except UntrustedError as error:
        raise NotInError(Reason.UNTRUSTED, str(error)) from error


def _account(context: Context, identity: Identity) -> tuple[Account, bool]:
    """The account that has this identity, or else the one with this address; and whether it has it only from now on."""
    known = accounts.by_identity(context.store, identity.issuer, identity.subject)
    if known is None:
        return _linked(context, _invited(context, identity), identity), True
    if known.is_demonstration:
        raise NotInError(Reason.CLOSED)
    return known, False


def _invited(context: Context, identity: Identity) -> Account:
    if not identity.email or not identity.is_email_checked:
        raise NotInError(Reason.UNCHECKED)
    invited = accounts.by_email(context.store, identity.email)
    if invited is None or invited.identity is not None:
        raise NotInError(Reason.UNINVITED)
    if invited.is_demonstration or invited.status is AccountStatus.DISABLED:
        raise NotInError(Reason.CLOSED)
    return invited


def _linked(context: Context, account: Account, identity: Identity) -> Account:
    """The account, which from now on is this identity's; somebody who signed in another way before is told by e-mail."""
    linked = replace(account, identity=(identity.issuer, identity.subject))
    accounts.save(context.store, linked)
    audit.note(context, "account.identity_linked", "account", account.id)
    if account.status is AccountStatus.ACTIVE:
        mails.add(
            context.store,
            key=f"identity-linked/{account.id}/{context.now.isoformat()}",
            to=account.email,
            subject="A new way to sign in",
            body=_TOLD.format(site=context.settings.site_name),
            now=context.now,
        )
    return linked


_TOLD = """Hello,

Somebody just signed in to {site} as you, through your organisation's sign-in. From now on you can sign in that way.

If it was you, there is nothing to do. If it was not you, tell whoever looks after {site} straight away.
"""


def _refused(context: Context, reason: Reason) -> NotInError:
    audit.note(context, "sign_in.refused", why=f"{HOW}: {reason.value}")
    return NotInError(reason)
