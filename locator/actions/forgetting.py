"""Clear what signing in leaves behind once nobody needs it: tries, sessions that are over, links that ran out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from locator.accounts.session import ABSOLUTE, IDLE
from locator.actions.context import Context
from locator.storage import one_time_links, sessions, tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """How many rows of each kind went."""

    tries: int
    sessions: int
    links: int


def forget_old(context: Context) -> Forgotten:
    """Delete tries older than the installation keeps them, sessions that are over, and links that ran out as long ago."""
    before = context.now - timedelta(days=context.settings.keep_tries_days)
    with context.store.atomic():
        return Forgotten(
            tries=tries.forget(context.store, before),
            sessions=sessions.end_older(
                context.store, seen_before=context.now - IDLE, created_before=context.now - ABSOLUTE
            ),
            links=one_time_links.forget_of_accounts(context.store, before),
        )
