"""Links by which a person chooses a password: to an invitation, or after one was forgotten. Opening one changes nothing."""

from __future__ import annotations

from dataclasses import replace

from locator.accounts.account import Account, AccountStatus
from locator.accounts.link import LASTS, OneTimeLink, Purpose
from locator.actions import audit, letters, moving, passwords, tries
from locator.actions.context import Context
from locator.roles import Role
from locator.storage import accounts, identifiers, one_time_links
from locator.vault import passwords as hashes
from locator.vault import tokens


class LinkDeadError(Exception):
    """The link was used, has run out, or never was."""


def send(context: Context, account: Account, *, is_invitation: bool = False) -> str:
    """Send an account a fresh link, to its invitation or for a new password; older ones die. The link's whole address.

    `is_invitation`: for somebody who came by links until now, and is to choose their first password.
    """
    is_invite = is_invitation or account.status is AccountStatus.INVITED
    purpose = Purpose.INVITE if is_invite else Purpose.RESET
    token = tokens.fresh()
    link = OneTimeLink(
        id=identifiers.fresh(),
        purpose=purpose,
        token_hash=tokens.hashed(token),
        account_id=account.id,
        created_at=context.now,
        expires_at=context.now + LASTS[purpose],
    )
    with context.store.atomic():
        one_time_links.end_all_of_account(context.store, account.id)
        one_time_links.add(context.store, link)
        letters.send_link(context, account, link, token)
        audit.note(context, f"link.{purpose.value}", "account", account.id)
    return letters.link_address(context, purpose, token)


def forgotten(context: Context, *, email: str, source: str) -> None:
    """Send a link to whoever has this address, if anybody has: what is answered is the same either way.

    An organiser who comes by links is sent to those: a password for them is for a curator to allow.
    """
    with context.store.atomic():
        may_send = tries.link(context, email, source)
        account = accounts.by_email(context.store, email)
        if may_send and account is not None and _may_have_link(context, account):
            if comes_by_links(context, account):
                _say_there_is_none(context, account)
            else:
                send(context, account)


def comes_by_links(context: Context, account: Account) -> bool:
    """Whether this is an organiser who never had a password, and answers no referrals for which they would need one."""
    user = accounts.user(context.store, account.id)
    has_way = bool(account.password_hash or account.identity)
    return account.role is Role.ORGANISER and user is not None and not has_way and not user.organization_ids


def account_behind(context: Context, purpose: Purpose, token: str) -> Account:
    """Whom the link is for; raises LinkDeadError. Nothing changes."""
    return _opened(context, purpose, token)[1]


def choose_password(context: Context, purpose: Purpose, token: str, password: str) -> Account:
    """Use the link up: the password is this one, every session of the account ends, and so does every other link.

    Raises LinkDeadError, or PasswordRefusedError, after which the link still works.
    """
    _, account = _opened(context, purpose, token)
    passwords.check(password, account)
    new_hash = hashes.hashed(password)
    with context.store.atomic():
        link, account = _opened(context, purpose, token)
        if not one_time_links.use(context.store, link.id, context.now):
            raise LinkDeadError
        accounts.save(context.store, replace(account, status=AccountStatus.ACTIVE))
        passwords.put(context, account.id, new_hash)
        audit.note(context, f"link.{purpose.value}_used", "account", account.id)
        if purpose is Purpose.RESET:
            letters.password_changed(context, account)
    return account


def _opened(context: Context, purpose: Purpose, token: str) -> tuple[OneTimeLink, Account]:
    link = one_time_links.by_hash(context.store, purpose, tokens.hashed(token))
    account = accounts.by_id(context.store, link.account_id or "") if link else None
    if link is None or account is None or not link.works(context.now) or not _may_have_link(context, account):
        raise LinkDeadError
    return link, account


def _say_there_is_none(context: Context, account: Account) -> None:
    letter = letters.about_group(context, "has_no_password", path="/organise/enter")
    moving.queue(context, f"reset/none/{identifiers.fresh()}", account.email, letter)


def _may_have_link(context: Context, account: Account) -> bool:
    is_of_this_place = context.reference.is_demonstration or not account.is_demonstration
    return account.status is not AccountStatus.DISABLED and is_of_this_place
