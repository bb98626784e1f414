"""Run the accounts: invite, change, disable, send a link, end sessions. Nobody does it to themselves, and one administrator is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from locator.accounts.account import Account, AccountStatus, User
from locator.actions import audit, entry_links, second_step
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.roles import IN_A_TEAM, Permission, Role
from locator.storage import accounts, identifiers, organizations, passkeys, sessions

LONGEST_NAME = 100
LONGEST_EMAIL = 254


class Refusal(StrEnum):
    """Why something is not done to an account."""

    EMAIL = "email"
    NAME = "name"
    THERE_ALREADY = "there already"
    NO_TEAM = "no team"
    NO_GROUP = "no group"
    YOURSELF = "yourself"
    LAST_ADMINISTRATOR = "last administrator"


class AccountRefusedError(Exception):
    """It is not done; `why` says for which reason."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an account may be: its role, with the team or the groups that go with that role."""

    role: Role
    team_id: str | None = None
    organization_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An account with the address of its one-time link; empty where this very form had made the account before."""

    account: Account
    link: str = ""


def every(context: Context) -> tuple[Account, ...]:
    """Every account, by name."""
    require(context, Permission.MANAGE_ACCOUNTS)
    return accounts.every(context.store)


def one(context: Context, account_id: str) -> Account:
    """One account; raises NotYoursError."""
    require(context, Permission.MANAGE_ACCOUNTS)
    return _found(context, account_id)


def by_email(context: Context, email: str) -> Account:
    """The account with this address; raises NotYoursError."""
    require(context, Permission.MANAGE_ACCOUNTS)
    account = accounts.by_email(context.store, email)
    if account is None:
        raise NotYoursError
    return account


def groups(context: Context) -> tuple[tuple[str, str], ...]:
    """The id and name of every group that somebody can answer for, by name."""
    require(context, Permission.MANAGE_ACCOUNTS)
    return tuple((found.id, found.name) for found in organizations.every(context.store))


def invite(context: Context, *, email: str, name: str, standing: Standing, form_key: str) -> Invited:
    """Make an account and send its person a link; the same form sent twice makes one. Raises AccountRefusedError."""
    require(context, Permission.MANAGE_ACCOUNTS)
    _check_words(email, name)
    account_id = identifiers.made_from("invited", form_key)
    with context.store.atomic():
        before = accounts.by_id(context.store, account_id)
        if before is not None:
            return Invited(account=before)
        if accounts.by_email(context.store, email) is not None:
            raise AccountRefusedError(Refusal.THERE_ALREADY)
        account = _placed(
            context,
            Account(
                id=account_id,
                email=email.strip().lower(),
                name=" ".join(name.split()),
                role=standing.role,
                created_at=context.now,
            ),
            standing,
        )
        accounts.save(context.store, account)
        audit.note(context, "account.invite", "account", account.id, why=standing.role.value)
        return Invited(account=account, link=entry_links.send(context, account))


def change(context: Context, account_id: str, standing: Standing) -> None:
    """Give an account another role, team or groups: its sessions end, so that nothing of the old role goes on.

    Raises AccountRefusedError or NotYoursError.
    """
    with context.store.atomic():
        account = _other(context, account_id)
        if standing.role is not Role.ADMINISTRATOR:
            _leave_an_administrator(context, account)
        accounts.save(context.store, _placed(context, account, standing))
        sessions.end_all(context.store, account_id)
        audit.note(context, "account.change", "account", account_id, why=standing.role.value)


def passkeys_of(context: Context, account_id: str) -> int:
    """How many passkeys somebody has."""
    require(context, Permission.MANAGE_ACCOUNTS)
    return len(passkeys.of_account(context.store, account_id))


def disable(context: Context, account_id: str) -> None:
    """Let an account open nothing from the next request on, and its passkeys never again; raises AccountRefusedError or NotYoursError."""
    with context.store.atomic():
        account = _other(context, account_id)
        _leave_an_administrator(context, account)
        accounts.save(context.store, replace(account, status=AccountStatus.DISABLED))
        passkeys.remove_all(context.store, account_id)
        sessions.end_all(context.store, account_id)
        audit.note(context, "account.disable", "account", account_id)


def enable(context: Context, account_id: str) -> str:
    """Let a disabled account in again, by a fresh link: its old password is gone. The link's address; raises NotYoursError."""
    with context.store.atomic():
        account = _other(context, account_id)
        if account.status is not AccountStatus.DISABLED:
            return ""
        invited = replace(account, status=AccountStatus.INVITED, password_hash="")
        accounts.save(context.store, invited)
        audit.note(context, "account.enable", "account", account_id)
        return entry_links.send(context, invited)


def reset(context: Context, account_id: str) -> str:
    """Send a link for a new password, and end the sessions; the link's address. Raises AccountRefusedError or NotYoursError."""
    with context.store.atomic():
        account = _other(context, account_id)
        if account.status is AccountStatus.DISABLED:
            raise NotYoursError
        sessions.end_all(context.store, account_id)
        audit.note(context, "account.reset", "account", account_id)
        return entry_links.send(context, account)


def take_second_factor_away(context: Context, account_id: str) -> None:
    """Let somebody whose phone and codes are lost set an app up anew, without passkeys; raises AccountRefusedError or NotYoursError."""
    with context.store.atomic():
        account = _other(context, account_id)
        second_step.take_away(context, account.id)
        audit.note(context, "account.second_factor_away", "account", account_id)


def end_sessions(context: Context, account_id: str) -> None:
    """Sign somebody out everywhere; raises AccountRefusedError or NotYoursError."""
    with context.store.atomic():
        account = _other(context, account_id)
        sessions.end_all(context.store, account.id)
        audit.note(context, "account.end_sessions", "account", account_id)


def is_address(text: str) -> bool:
    """Whether the text can be an email address that we write to."""
    email = text.strip()
    before, at, after = email.rpartition("@")
    is_whole = bool(before and at and "." in after) and email.isascii() and email.isprintable()
    return is_whole and not any(letter in email for letter in ' ,;<>"') and len(text) <= LONGEST_EMAIL


def is_name(text: str) -> bool:
    """Whether the text can be somebody's name."""
    return bool(text.strip()) and text.isprintable() and len(text) <= LONGEST_NAME


def _check_words(email: str, name: str) -> None:
    if not is_address(email):
        raise AccountRefusedError(Refusal.EMAIL)
    if not is_name(name):
        raise AccountRefusedError(Refusal.NAME)


def _placed(context: Context, account: Account, standing: Standing) -> Account:
    """The account in its new standing, with nothing of the old one; raises AccountRefusedError."""
    team_id = standing.team_id if standing.role in IN_A_TEAM else None
    team = accounts.team(context.store, team_id or "")
    if standing.role in IN_A_TEAM and (team is None or team.closed_at is not None):
        raise AccountRefusedError(Refusal.NO_TEAM)
    wanted = standing.organization_ids if standing.role is Role.ORGANISER else ()
    known = tuple(sorted(organizations.by_ids(context.store, wanted)))
    if standing.role is Role.ORGANISER and not known:
        raise AccountRefusedError(Refusal.NO_GROUP)
    return replace(account, role=standing.role, team_id=team_id, organization_ids=known)


def _found(context: Context, account_id: str) -> Account:
    account = accounts.by_id(context.store, account_id)
    if account is None:
        raise NotYoursError
    return account


def _other(context: Context, account_id: str) -> Account:
    """The account, which is not the person's own."""
    user: User = require(context, Permission.MANAGE_ACCOUNTS)
    if user.id == account_id:
        raise AccountRefusedError(Refusal.YOURSELF)
    return _found(context, account_id)


def _leave_an_administrator(context: Context, account: Account) -> None:
    others = [one for one in accounts.with_role(context.store, Role.ADMINISTRATOR) if one.id != account.id]
    if account.role is Role.ADMINISTRATOR and account.status is AccountStatus.ACTIVE and not others:
        raise AccountRefusedError(Refusal.LAST_ADMINISTRATOR)
