"""Sign in with a password, show again that one knows it, and choose a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from locator import assets
from locator.accounts.account import Account
from locator.accounts.password_rules import PasswordProblem, problem
from locator.accounts.session import Session
from locator.actions import audit, letters, signing, tries
from locator.actions.context import Context
from locator.actions.signing import Entered, RefusedError
from locator.storage import accounts, one_time_links, sessions
from locator.vault import passwords

FRESH = timedelta(minutes=10)
"""Whoever has no password here has shown who they are by signing in this short a time ago."""


class WrongError(Exception):
    """The address or the password is not right, or there were too many tries: which of them is never said."""


class SignInAgainError(Exception):
    """There is no password to ask for, and it is too long since the person signed in."""


class PasswordRefusedError(Exception):
    """The new password cannot be taken."""

    def __init__(self, what: PasswordProblem) -> None:
        super().__init__(what.value)
        self.what = what


def sign_in(context: Context, *, email: str, password: str, source: str, device: str, instead_of: str = "") -> Entered:
    """Take the first step in, or the only one; raises WrongError, after the same time and with nothing to tell cases apart by."""
    try_id = tries.password(context, email, source)
    account = accounts.by_email(context.store, email) if try_id else None
    is_right = passwords.is_right(password, account.password_hash if account else "")
    if not is_right or account is None or try_id is None:
        raise WrongError
    renewed = passwords.hashed(password) if passwords.is_outdated(account.password_hash) else account.password_hash
    try:
        with context.store.atomic():
            _keep_hash(context, account, renewed)
            tries.succeed(context, try_id)
            return signing.finish(context, account, device, has_second_factor_done=False, instead_of=instead_of)
    except RefusedError as refused:
        raise WrongError from refused


def confirm(context: Context, session: Session, password: str, source: str) -> Account:
    """The account of this session, whose person has just shown again who they are; raises WrongError or SignInAgainError."""
    account = signing.account_of(context, session)
    if not account.password_hash:
        if context.now - session.created_at > FRESH:
            raise SignInAgainError
        return account
    try_id = tries.password(context, account.email, source)
    if not passwords.is_right(password, account.password_hash if try_id else "") or try_id is None:
        raise WrongError
    tries.succeed(context, try_id)
    return account


def change(context: Context, session: Session, *, password: str, new: str, source: str, device: str) -> Entered:
    """Choose another password: every other session ends, this one goes on under a new name, and links that are out die.

    Raises WrongError, SignInAgainError or PasswordRefusedError.
    """
    account = confirm(context, session, password, source)
    check(new, account)
    new_hash = passwords.hashed(new)
    with context.store.atomic():
        put(context, account.id, new_hash)
        audit.note(context, "password.change", "account", account.id)
        letters.password_changed(context, account)
        return signing.finish(context, account, device, has_second_factor_done=True, how="password changed")


def put(context: Context, account_id: str, password_hash: str) -> None:
    """Keep a new password: whatever was open or out for this account ends with the old one."""
    with context.store.atomic():
        account = accounts.by_id(context.store, account_id)
        if account is None:
            raise RefusedError
        accounts.save(context.store, replace(account, password_hash=password_hash))
        sessions.end_all(context.store, account_id)
        one_time_links.end_all_of_account(context.store, account_id)


def check(password: str, account: Account) -> None:
    """Raise PasswordRefusedError for a password that cannot be taken."""
    found = problem(password, common(), about=(account.name, account.email))
    if found is not None:
        raise PasswordRefusedError(found)


@lru_cache(maxsize=1)
def common() -> tuple[str, ...]:
    """Common passwords and parts of them, the longest first."""
    file = assets.folder("seed_data") / "reference" / "common-passwords.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return tuple(sorted({line.strip() for line in lines if line.strip()}, key=lambda one: (-len(one), one)))


def _keep_hash(context: Context, account: Account, renewed: str) -> None:
    """Keep the hash in today's strength, unless the password was changed while we looked at it."""
    current = accounts.by_id(context.store, account.id)
    if current is None or current.password_hash != account.password_hash:
        raise RefusedError
    if renewed != current.password_hash:
        accounts.save(context.store, replace(current, password_hash=renewed))
