"""Look after one's own account: where it is signed in, and end that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.accounts.passkey import Passkey
from locator.accounts.session import Session, Stage
from locator.actions import audit, signing
from locator.actions.context import Context
from locator.storage import passkeys, recovery_codes, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """One browser that is signed in to the account; `handle` names it in a form and opens nothing."""

    handle: str
    device: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAccount:
    """What a person sees of their own account."""

    name: str
    email: str
    role: str
    has_password: bool
    has_second_factor: bool
    codes_left: int
    passkeys: tuple[Passkey, ...]
    signed_in: tuple[SignedIn, ...]


def overview(context: Context, session: Session) -> OwnAccount:
    """The person's own account."""
    account = signing.account_of(context, session)
    return OwnAccount(
        name=account.name,
        email=account.email,
        role=account.role.value,
        has_password=bool(account.password_hash),
        has_second_factor=account.has_second_factor,
        codes_left=recovery_codes.left(context.store, account.id),
        passkeys=passkeys.of_account(context.store, account.id),
        signed_in=tuple(_shown(one, session) for one in _going_on(context, session)),
    )


def end_session(context: Context, session: Session, handle: str) -> None:
    """End one of the person's own sessions but this; what is not theirs is left alone."""
    with context.store.atomic():
        for one in sessions.of_account(context.store, session.account_id):
            if one.id == handle and one.id != session.id:
                sessions.end(context.store, one.id)
                audit.note(context, "session.end", "account", session.account_id)


def end_others(context: Context, session: Session) -> None:
    """End all of the person's own sessions but this."""
    with context.store.atomic():
        if sessions.end_all(context.store, session.account_id, but=session.id):
            audit.note(context, "session.end_others", "account", session.account_id)


def _going_on(context: Context, session: Session) -> list[Session]:
    """The sessions that are not over, this one first."""
    begun = [one for one in sessions.of_account(context.store, session.account_id) if one.stage is not Stage.PASSWORD]
    return sorted((one for one in begun if not one.is_over(context.now)), key=lambda one: one.id != session.id)


def _shown(one: Session, current: Session) -> SignedIn:
    return SignedIn(
        handle=one.id,
        device=one.device,
        began_at=one.created_at,
        seen_at=one.seen_at,
        is_this=one.id == current.id,
    )
