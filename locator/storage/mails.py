"""Messages that wait to be sent <-> their table: written in the transaction of the deed that they tell of."""

from __future__ import annotations

from datetime import datetime

from locator.storage import identifiers, moments
from locator.storage.database import Store

_INSERT = """
    INSERT INTO mail (id, dedupe_key, to_address, subject, body, state, created_at, due_at)
    VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?)
    ON CONFLICT (dedupe_key) DO NOTHING
"""


def add(store: Store, *, key: str, to: str, subject: str, body: str, now: datetime) -> bool:
    """Let the message wait for its turn; False where one with this key is there already, sent or not.

    There is never anything about a person in it.
    """
    with store.atomic():
        moment = moments.text(now)
        return store.write(_INSERT, (identifiers.fresh(), key, to, subject, body, moment, moment)) > 0
