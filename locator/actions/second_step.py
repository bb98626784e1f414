"""The second step in: the code of an authenticator app, or a recovery code where the phone is lost."""

from __future__ import annotations

import base64
import secrets
from dataclasses import replace

from locator.accounts.account import Account
from locator.accounts.session import Session, Stage
from locator.accounts.tries import TryKind
from locator.actions import audit, letters, passwords, signing, tries
from locator.actions.context import Context
from locator.actions.signing import Entered, RefusedError
from locator.storage import accounts, passkeys, recovery_codes, sessions
from locator.vault import second_factor

CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without those that look like others on paper."""
_GROUPS, _GROUP_LETTERS = 3, 4


class WrongCodeError(Exception):
    """The code is not right, was used before, or there were too many tries."""


def with_code(context: Context, session: Session, code: str, *, source: str, device: str) -> Entered:
    """Finish signing in with the app's code; raises WrongCodeError. No code works twice."""
    account = signing.account_of(context, session)
    try_id = _count(context, account, TryKind.SECOND_FACTOR, source)
    with context.store.atomic():
        current = signing.account_of(context, session)
        step = _step(context, current, code)
        if step is None:
            raise WrongCodeError
        accounts.save(context.store, replace(current, totp_step=step))
        tries.succeed(context, try_id)
        return _finish(context, current, session, device, how="code")


def with_recovery_code(context: Context, session: Session, code: str, *, source: str, device: str) -> Entered:
    """Finish signing in with a recovery code, which is used up; raises WrongCodeError."""
    account = signing.account_of(context, session)
    try_id = _count(context, account, TryKind.RECOVERY_CODE, source)
    with context.store.atomic():
        if not recovery_codes.use(context.store, account.id, _hash(context, account.id, code), context.now):
            raise WrongCodeError
        tries.succeed(context, try_id)
        letters.recovery_code_used(context, account, left=recovery_codes.left(context.store, account.id))
        return _finish(context, account, session, device, how="recovery code")


def is_asked_of(context: Context, session: Session) -> bool:
    """Whether this session waits for a code; False where the person has first to set an app up."""
    return signing.account_of(context, session).has_second_factor


def pending_secret(context: Context, session: Session) -> str:
    """The secret that an app is set up with in this session: nothing is kept of it until a code has shown that it works."""
    digest = bytes.fromhex(context.sealer.mark(f"second factor:{session.id}"))
    return base64.b32encode(digest[:20]).decode("ascii")


def pending_address(context: Context, session: Session) -> str:
    """What the square code for the app says."""
    account = signing.account_of(context, session)
    return second_factor.address(pending_secret(context, session), email=account.email, site=context.settings.site_name)


def must_confirm(context: Context, session: Session) -> bool:
    """Whether setting an app up asks for the password again: not where it was given a moment ago, on the way in."""
    return session.stage is Stage.WHOLE and bool(signing.account_of(context, session).password_hash)


def set_up(context: Context, session: Session, *, code: str, password: str, source: str, device: str) -> Entered:
    """Keep the app whose code this is: other sessions and old recovery codes end, this session goes on under a new name.

    Raises WrongCodeError, passwords.WrongError, passwords.SignInAgainError, or RefusedError where an app is set up
    already and only half of the way in was taken.
    """
    account = signing.account_of(context, session)
    if session.stage is Stage.PASSWORD and account.has_second_factor:
        raise RefusedError
    if session.stage is Stage.WHOLE:
        passwords.confirm(context, session, password, source)
    try_id = _count(context, account, TryKind.SECOND_FACTOR, source)
    secret = pending_secret(context, session)
    step = second_factor.step_of(secret, code, context.now, after=0)
    if step is None:
        raise WrongCodeError
    with context.store.atomic():
        tries.succeed(context, try_id)
        _keep(context, signing.account_of(context, session), context.sealer.seal(secret), step)
        letters.second_factor_set_up(context, account)
        return _finish(context, account, session, device, how="second factor set up")


def take_away(context: Context, account_id: str) -> None:
    """Forget the app, the recovery codes and the passkeys of an account, and end its sessions: at the next sign-in an app is set up anew."""
    with context.store.atomic():
        account = accounts.by_id(context.store, account_id)
        if account is not None:
            _keep(context, account, "", 0)
            passkeys.remove_all(context.store, account_id)
            sessions.end_all(context.store, account_id)


def needs_password_for_codes(context: Context, session: Session) -> bool:
    """Whether making recovery codes asks for the password: not the first time."""
    account = signing.account_of(context, session)
    return bool(account.password_hash) and recovery_codes.has_any(context.store, account.id)


def codes_left(context: Context, session: Session) -> int:
    """How many recovery codes the person still has."""
    return recovery_codes.left(context.store, session.account_id)


def new_codes(context: Context, session: Session, *, password: str, source: str) -> tuple[str, ...]:
    """Ten new recovery codes, shown this once; the old ones end.

    Raises passwords.WrongError, passwords.SignInAgainError, or RefusedError without an app.
    """
    account = signing.account_of(context, session)
    if session.stage is not Stage.WHOLE or not account.has_second_factor:
        raise RefusedError
    if recovery_codes.has_any(context.store, account.id):
        passwords.confirm(context, session, password, source)
    codes = tuple(_fresh_code() for _ in range(CODES))
    with context.store.atomic():
        hashes = [_hash(context, account.id, code) for code in codes]
        recovery_codes.replace_all(context.store, account.id, hashes)
        audit.note(context, "recovery_codes.make", "account", account.id)
    return codes


def _finish(context: Context, account: Account, session: Session, device: str, *, how: str) -> Entered:
    return signing.finish(context, account, device, has_second_factor_done=True, instead_of=session.id, how=how)


def _keep(context: Context, account: Account, sealed: str, step: int) -> None:
    accounts.save(context.store, replace(account, totp_sealed=sealed, totp_step=step))
    recovery_codes.replace_all(context.store, account.id, ())
    sessions.end_all(context.store, account.id)


def _count(context: Context, account: Account, kind: TryKind, source: str) -> str:
    try_id = tries.code(context, kind, account.email, source)
    if try_id is None:
        raise WrongCodeError
    return try_id


def _step(context: Context, account: Account, code: str) -> int | None:
    if not account.has_second_factor:
        return None
    secret = context.sealer.open(account.totp_sealed)
    return second_factor.step_of(secret, code, context.now, after=account.totp_step)


def _fresh_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def _hash(context: Context, account_id: str, code: str) -> str:
    letters_only = "".join(letter for letter in code.lower() if letter.isalnum())
    return context.sealer.mark(f"recovery code:{account_id}:{letters_only}")
