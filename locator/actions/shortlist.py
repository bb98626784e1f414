"""My list: services that a person keeps, and a link to them that expires."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from locator.actions import limits
from locator.actions.cards import Card, card
from locator.actions.context import Context
from locator.directory.shared_list import SharedList
from locator.storage import listings, merges, shared_lists

MOST_KEPT = 30
SHARED_DAYS = 30


class SharedListGoneError(Exception):
    """The link to a shared list has expired, or never was one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A list that was shared: its services, and until when its link works."""

    cards: tuple[Card, ...]
    expires_at: datetime


def cards(context: Context, service_ids: Sequence[str]) -> tuple[Card, ...]:
    """The kept services in the person's order; those withdrawn since drop out."""
    wanted = resolved(context, list(service_ids)[:MOST_KEPT])
    return tuple(card(context, one) for one in listings.by_ids(context.store, wanted))


def resolved(context: Context, service_ids: Sequence[str]) -> tuple[str, ...]:
    """The ids with what was merged replaced by what it is a part of now, each once."""
    kept = merges.kept_for(context.store, service_ids)
    return tuple(dict.fromkeys(kept.get(id_, id_) for id_ in service_ids))


def share(context: Context, service_ids: Sequence[str]) -> tuple[str, datetime]:
    """Store the list for 30 days; the token of its link, and when it expires. Nothing of the person is kept.

    Raises TooManyError where too many were made in the last hour.
    """
    token = secrets.token_urlsafe(12)
    expires_at = context.now + timedelta(days=SHARED_DAYS)
    with context.store.atomic():
        shared_lists.forget_expired(context.store, context.now)
        count = shared_lists.count_expiring_after(context.store, expires_at - limits.HOUR)
        limits.check(count, limits.MOST_SHARED_LISTS_AN_HOUR, "lists")
        shared_lists.add(
            context.store,
            SharedList(token=token, service_ids=tuple(service_ids)[:MOST_KEPT], expires_at=expires_at),
        )
    return token, expires_at


def open_shared(context: Context, token: str) -> Shared:
    """The list behind a token; raises SharedListGoneError once it has expired."""
    found = shared_lists.by_token(context.store, token, context.now)
    if found is None:
        raise SharedListGoneError(token)
    return Shared(cards=cards(context, found.service_ids), expires_at=found.expires_at)
