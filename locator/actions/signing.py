"""Let somebody in: the one place where a session of an account begins, however the person showed who they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from locator.accounts.account import Account, AccountStatus, User
from locator.accounts.session import Session, Stage
from locator.actions import audit, sessions
from locator.actions.context import Context
from locator.roles import Role
from locator.storage import accounts


class RefusedError(Exception):
    """This account does not sign in: it is disabled, its team is closed, or it is of a demonstration that this is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A session that began: the token for its cookie, who it is of, and whether the second step is still to come."""

    token: str
    user: User
    stage: Stage

    @property
    def is_whole(self) -> bool:
        """Whether the person is in."""
        return self.stage is Stage.WHOLE


def finish(
    context: Context,
    account: Account,
    device: str,
    *,
    has_second_factor_done: bool,
    instead_of: str = "",
    how: str = "password",
) -> Entered:
    """Begin a session of this account in place of the one with the id `instead_of`, and write it into the audit trail.

    Whoever has or needs a second factor is only half in until it is done. Somebody invited is active from now on.
    Raises RefusedError.
    """
    with context.store.atomic():
        current = accounts.by_id(context.store, account.id)
        if current is None or not _may_sign_in(context, current):
            raise RefusedError
        accounts.save(context.store, replace(current, status=AccountStatus.ACTIVE, signed_in_at=context.now))
        user = accounts.user(context.store, account.id)
        if user is None:
            raise RefusedError
        asked = current.has_second_factor or current.needs_second_factor
        stage = Stage.PASSWORD if asked and not has_second_factor_done else Stage.WHOLE
        token = sessions.begin(context, account.id, stage, device, instead_of=instead_of)
        step = "sign_in.whole" if stage is Stage.WHOLE else "sign_in.first_step"
        audit.note(replace(context, user=user), step, "account", account.id, why=how)
    return Entered(token=token, user=user, stage=stage)


def finish_by_link(
    context: Context, account: Account, device: str, *, instead_of: str = "", stage: Stage = Stage.LINK
) -> Entered:
    """Begin a session that opens a group's listings and nothing else, for somebody who pressed the button behind a link.

    Only an active organiser comes in this way: nobody else's account opens by a letter. Raises RefusedError.
    """
    with context.store.atomic():
        current = accounts.by_id(context.store, account.id)
        if current is None or current.role is not Role.ORGANISER or not _may_sign_in(context, current):
            raise RefusedError
        if current.status is not AccountStatus.ACTIVE:
            raise RefusedError
        accounts.save(context.store, replace(current, signed_in_at=context.now))
        user = sessions.user_at(context, account.id, stage)
        if user is None:
            raise RefusedError
        token = sessions.begin(context, account.id, stage, device, instead_of=instead_of)
        audit.note(replace(context, user=user), "sign_in.by_link", "account", account.id, why=stage.value)
    return Entered(token=token, user=user, stage=stage)


def first_time(context: Context, account_id: str, device: str) -> Entered:
    """Begin the session of somebody who has just taken an invitation up; raises RefusedError."""
    account = accounts.by_id(context.store, account_id)
    if account is None:
        raise RefusedError
    return finish(context, account, device, has_second_factor_done=False, how="invitation")


def account_of(context: Context, session: Session) -> Account:
    """The account of a session, to change how it is signed in to; raises RefusedError once it is gone.

    Somebody who came by a link has not shown that they know the password: nothing of this is theirs to change.
    """
    account = accounts.by_id(context.store, session.account_id)
    if account is None or session.stage.is_by_link:
        raise RefusedError
    return account


def _may_sign_in(context: Context, account: Account) -> bool:
    is_of_this_place = context.reference.is_demonstration or not account.is_demonstration
    return account.status is not AccountStatus.DISABLED and is_of_this_place
