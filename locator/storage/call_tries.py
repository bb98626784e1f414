"""Tries to phone a group that nobody answered <-> their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.storage import identifiers, moments
from locator.storage.database import Store

_INSERT = """
    INSERT INTO call_try (id, service_id, tried_at, account_id, form_key) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (form_key) DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTry:
    """That somebody rang and nobody answered."""

    service_id: str
    tried_at: datetime
    form_key: str
    undone_at: datetime | None = None


def add(store: Store, service_id: str, now: datetime, account_id: str, form_key: str) -> bool:
    """Note a try; False where the same form has noted it."""
    with store.atomic():
        return store.write(_INSERT, (identifiers.fresh(), service_id, moments.text(now), account_id, form_key)) > 0


def of_form(store: Store, form_key: str) -> CallTry | None:
    """The try that a form noted; None if it noted none."""
    row = store.row("SELECT service_id, tried_at, form_key, undone_at FROM call_try WHERE form_key = ?", (form_key,))
    if row is None:
        return None
    service_id, tried_at, key, undone_at = row
    undone = moments.moment(undone_at) if undone_at else None
    return CallTry(service_id=service_id, tried_at=moments.moment(tried_at), form_key=key, undone_at=undone)


def undo(store: Store, form_key: str, now: datetime) -> bool:
    """Take the try back; False where that was done before."""
    with store.atomic():
        sql = "UPDATE call_try SET undone_at = ? WHERE form_key = ? AND undone_at IS NULL"
        return store.write(sql, (moments.text(now), form_key)) > 0


def every(store: Store) -> dict[str, tuple[datetime, ...]]:
    """When each listing was tried, by its id, the oldest first."""
    found: dict[str, tuple[datetime, ...]] = {}
    sql = "SELECT service_id, tried_at FROM call_try WHERE undone_at IS NULL ORDER BY tried_at, rowid"
    for service_id, tried_at in store.rows(sql):
        found[service_id] = (*found.get(service_id, ()), moments.moment(tried_at))
    return found
