"""Facts of this installation, by name ("demonstration": "yes")."""

from __future__ import annotations

from locator.storage.database import Store


def get(store: Store, name: str) -> str | None:
    """The fact of this name; None if it was never put."""
    row = store.row("SELECT value FROM fact WHERE name = ?", (name,))
    return row[0] if row else None


def put(store: Store, name: str, value: str) -> None:
    """Keep this fact in place of what it was."""
    with store.atomic():
        store.write(
            "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
