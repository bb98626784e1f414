"""Passkeys: add one to one's own account, look after them, and come in with one, which stands for both steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from locator.accounts.account import Account
from locator.accounts.passkey import LASTS, LONGEST_NAME, MOST, Asking, Passkey, RelyingParty
from locator.accounts.session import Session, Stage
from locator.actions import audit, letters, passwords, signing, tries
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.actions.signing import Entered, RefusedError
from locator.storage import accounts, identifiers, passkeys, returns
from locator.vault import passkeys as devices
from locator.vault import tokens

HOW = "passkey"


class NotInError(Exception):
    """Nobody is let in: wrong, too late, unknown, shut out or tried too often; which of them is never said."""


class NotKeptError(Exception):
    """The new passkey is not kept: what the device made is not what was asked for, or it took too long."""


class TooManyError(Exception):
    """The account has as many passkeys as are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the browser is asked, as JSON for its script, and the ticket that it brings back with the answer."""

    options: str
    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a browser brought back, from where, and the session that a new one takes the place of."""

    answer: str
    ticket: str
    source: str
    device: str
    instead_of: str = ""


def must_confirm(context: Context, session: Session) -> bool:
    """Whether adding one asks for the password again: wherever there is one."""
    return bool(_account(context, session).password_hash)


def begin_adding(context: Context, session: Session, party: RelyingParty, *, password: str, source: str) -> Asked:
    """What the browser is asked to make, for somebody who has just shown again who they are.

    Raises passwords.WrongError, passwords.SignInAgainError or TooManyError.
    """
    account = _account(context, session)
    passwords.confirm(context, session, password, source)
    has = _with_room(context, account)
    ticket = _ticket(context)
    options = devices.to_make(
        party,
        _challenge(context, Asking.ADD, session.id, ticket),
        site=context.settings.site_name,
        account_id=account.id,
        email=account.email,
        name=account.name,
        has=has,
    )
    return Asked(options=options, ticket=ticket)


def finish_adding(
    context: Context, session: Session, party: RelyingParty, *, answer: str, ticket: str, name: str
) -> Passkey:
    """Keep the passkey that the device made, and tell the person by e-mail; raises NotKeptError or TooManyError."""
    account = _account(context, session)
    challenge = _spent(context, Asking.ADD, session.id, ticket)
    if challenge is None:
        raise NotKeptError
    try:
        made = devices.made(answer, challenge, party)
    except devices.NotRightError as error:
        raise NotKeptError from error
    with context.store.atomic():
        _with_room(context, account)
        if passkeys.by_credential(context.store, made.credential_id) is not None:
            raise NotKeptError
        passkey = Passkey(
            id=identifiers.fresh(),
            account_id=account.id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=_tidy(name),
            created_at=context.now,
        )
        passkeys.add(context.store, passkey)
        audit.note(context, "passkey.add", "account", account.id)
        letters.passkey_added(context, account, name=passkey.name)
    return passkey


def own(context: Context, session: Session) -> tuple[Passkey, ...]:
    """The person's passkeys, the oldest first."""
    return passkeys.of_account(context.store, _account(context, session).id)


def one(context: Context, session: Session, passkey_id: str) -> Passkey:
    """One of the person's own passkeys; raises NotYoursError."""
    for passkey in own(context, session):
        if passkey.id == passkey_id:
            return passkey
    raise NotYoursError


def rename(context: Context, session: Session, passkey_id: str, name: str) -> None:
    """Give one of the person's own passkeys another name; raises NotYoursError."""
    with context.store.atomic():
        passkey = one(context, session, passkey_id)
        passkeys.rename(context.store, passkey.id, _tidy(name))
        audit.note(context, "passkey.rename", "account", passkey.account_id)


def remove(context: Context, session: Session, passkey_id: str) -> None:
    """Let one of the person's own passkeys open nothing any more; raises NotYoursError."""
    with context.store.atomic():
        passkey = one(context, session, passkey_id)
        passkeys.remove(context.store, passkey.id)
        audit.note(context, "passkey.remove", "account", passkey.account_id)


def begin_sign_in(context: Context, party: RelyingParty) -> Asked:
    """What the browser is asked to show, whoever sits there."""
    ticket = _ticket(context)
    return Asked(options=devices.to_show(party, _challenge(context, Asking.SIGN_IN, "", ticket)), ticket=ticket)


def sign_in(context: Context, party: RelyingParty, shown: Shown) -> Entered:
    """Let in whose passkey this is; raises NotInError. The finger, face or PIN was asked for, so it stands for both steps."""
    credential_id = devices.credential_id(shown.answer)
    try_id = tries.passkey(context, credential_id, shown.source) if credential_id else None
    challenge = _spent(context, Asking.SIGN_IN, "", shown.ticket) if try_id else None
    passkey = passkeys.by_credential(context.store, credential_id)
    if try_id is None or challenge is None or passkey is None:
        raise NotInError
    try:
        sign_count = devices.shown(shown.answer, challenge, party, passkey)
        _look_for_a_copy(context, passkey, sign_count)
        return _enter(context, passkey, shown, sign_count=sign_count, try_id=try_id)
    except (devices.NotRightError, RefusedError) as error:
        raise NotInError from error


def _look_for_a_copy(context: Context, passkey: Passkey, sign_count: int) -> None:
    if passkey.is_behind(sign_count):
        why = f"{HOW}: it says that it was used less often than before"
        audit.note(context, "sign_in.refused", "account", passkey.account_id, why=why)
        raise NotInError


def _enter(context: Context, passkey: Passkey, shown: Shown, *, sign_count: int, try_id: str) -> Entered:
    with context.store.atomic():
        account = accounts.by_id(context.store, passkey.account_id)
        if account is None or not passkeys.use(context.store, passkey, sign_count, context.now):
            raise RefusedError
        tries.succeed(context, try_id)
        return signing.finish(
            context, account, shown.device, has_second_factor_done=True, instead_of=shown.instead_of, how=HOW
        )


def _account(context: Context, session: Session) -> Account:
    """The account of somebody who is wholly signed in; raises RefusedError."""
    if session.stage is not Stage.WHOLE:
        raise RefusedError
    return signing.account_of(context, session)


def _with_room(context: Context, account: Account) -> tuple[Passkey, ...]:
    """The passkeys that the account has; raises TooManyError where no more are kept."""
    has = passkeys.of_account(context.store, account.id)
    if len(has) >= MOST:
        raise TooManyError
    return has


def _ticket(context: Context) -> str:
    """What the browser keeps while the person is asked: a number that nobody has had before, and the moment."""
    return f"{tokens.fresh()}.{int(context.now.timestamp())}"


def _challenge(context: Context, asking: Asking, holder: str, ticket: str) -> bytes:
    """What a device has to sign for this ticket: for another purpose, session or moment it is another."""
    return bytes.fromhex(context.sealer.mark(f"passkey:{asking.value}:{holder}:{ticket}"))


def _spent(context: Context, asking: Asking, holder: str, ticket: str) -> bytes | None:
    """The challenge of this ticket, which is used up by asking, in every process; None where it is too old, or was used."""
    if not timedelta(0) <= context.now - _asked_at(ticket) <= LASTS:
        return None
    if not returns.spend(context.store, context.sealer.mark(f"passkey ticket:{ticket}"), context.now):
        return None
    return _challenge(context, asking, holder, ticket)


def _asked_at(ticket: str) -> datetime:
    """When the ticket was given out; the beginning of time where it does not say."""
    seconds = ticket.rpartition(".")[2]
    is_moment = seconds.isascii() and seconds.isdecimal() and len(seconds) <= 11
    return datetime.fromtimestamp(int(seconds) if is_moment else 0, UTC)


def _tidy(name: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(plain.split())[:LONGEST_NAME] or "Passkey"
