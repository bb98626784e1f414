"""Stay signed in: sessions begin, go on, and end."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from locator.accounts.account import User
from locator.accounts.session import TOUCH, Session, Stage
from locator.actions.context import Context
from locator.roles import Role
from locator.storage import accounts, sessions
from locator.storage.database import StoreError
from locator.vault import tokens


def begin(context: Context, account_id: str, stage: Stage, device: str, *, instead_of: str = "") -> str:
    """Begin a session, ending the one it takes the place of; the token for the cookie."""
    token = tokens.fresh()
    session = Session(
        id=tokens.hashed(token),
        account_id=account_id,
        stage=stage,
        created_at=context.now,
        seen_at=context.now,
        device=device[:80],
    )
    with context.store.atomic():
        if instead_of:
            sessions.end(context.store, instead_of)
        sessions.add(context.store, session)
    return token


def of_token(context: Context, token: str) -> Session | None:
    """The session of a cookie; None once it is over. That it is in use is noted once a minute."""
    session = sessions.by_id(context.store, tokens.hashed(token))
    if session is None or session.is_over(context.now):
        return None
    if context.now - session.seen_at > TOUCH:
        with suppress(StoreError):  # a full disk or a busy database keeps nobody from reading
            sessions.touch(context.store, session.id, context.now)
    return session


def user_of(context: Context, session: Session) -> User | None:
    """Who is signed in; None before the second factor, and once the account is disabled or its team closed."""
    return user_at(context, session.account_id, session.stage)


def user_at(context: Context, account_id: str, stage: Stage) -> User | None:
    """Who the account is in a session of that stage: by a link only an organiser, who then answers no referrals.

    By the link of a reminder nobody is trusted: all that they change waits for a curator.
    """
    if stage is Stage.PASSWORD:
        return None
    user = accounts.user(context.store, account_id)
    if stage is Stage.WHOLE or user is None:
        return user
    if user.role is not Role.ORGANISER:
        return None
    came = replace(user, by_link=True, organization_ids=())
    return replace(came, by_reminder=True, trusted_ids=()) if stage is Stage.REMINDER else came


def end(context: Context, session_id: str) -> None:
    """Sign out: the cookie opens nothing from now on, and neither does a copy of it."""
    sessions.end(context.store, session_id)
