"""Settings that were made by form <-> their table."""

from __future__ import annotations

from datetime import datetime

from locator.storage import moments
from locator.storage.database import Store


def every(store: Store) -> dict[str, str]:
    """Every setting that was made by form, by name."""
    return dict(store.rows("SELECT name, value FROM setting ORDER BY name"))


def put(store: Store, name: str, value: str, at: datetime, account_id: str) -> None:
    """Make a setting what it is here."""
    store.write(
        """
        INSERT INTO setting (name, value, changed_at, account_id) VALUES (?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
            account_id = excluded.account_id
        """,
        (name, value, moments.text(at), account_id),
    )
