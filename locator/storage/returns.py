"""Who came back from an identity provider, or with a passkey <-> the table of tries: each departure is good for one return, in every process."""

from __future__ import annotations

from datetime import datetime

from locator.storage import identifiers, moments
from locator.storage.database import Store

_INSERT = """
    INSERT INTO sign_in_try (id, kind, account_mark, source_mark, tried_at, has_succeeded)
    SELECT ?, 'link', ?, ?, ?, 1
    WHERE NOT EXISTS (SELECT 1 FROM sign_in_try WHERE account_mark = ? AND kind = 'link')
"""


def spend(store: Store, departure_mark: str, now: datetime) -> bool:
    """Note that somebody came back from this departure; False where somebody did before."""
    with store.atomic():
        values = (identifiers.fresh(), departure_mark, departure_mark, moments.text(now), departure_mark)
        return store.write(_INSERT, values) > 0
