"""The change log: which services changed, in order; the index follows it."""

from __future__ import annotations

from collections.abc import Iterable

from locator.storage.database import Store


def append(store: Store, service_ids: Iterable[str]) -> None:
    """Note that these services changed; part of the transaction that changes them."""
    store.write_many("INSERT INTO change_log (service_id) VALUES (?)", [(service_id,) for service_id in service_ids])


def head(store: Store) -> int:
    """The number of the newest change; 0 if there is none."""
    row = store.row("SELECT MAX(seq) FROM change_log")
    return row[0] or 0 if row else 0


def since(store: Store, marker: int) -> tuple[tuple[int, str], ...]:
    """The changes after this number, oldest first: (number, service id), a service as often as it changed."""
    return tuple(store.rows("SELECT seq, service_id FROM change_log WHERE seq > ? ORDER BY seq", (marker,)))
