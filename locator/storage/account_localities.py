"""Which localities a curator looks after <-> their table."""

from __future__ import annotations

from collections.abc import Iterable

from locator.storage.database import Store


def of(store: Store, account_id: str) -> frozenset[str]:
    """The ids of the localities; none where the curator looks after them all."""
    rows = store.rows("SELECT locality_id FROM account_locality WHERE account_id = ?", (account_id,))
    return frozenset(id_ for (id_,) in rows)


def save(store: Store, account_id: str, locality_ids: Iterable[str]) -> None:
    """Make them these, part of a transaction."""
    store.write("DELETE FROM account_locality WHERE account_id = ?", (account_id,))
    store.write_many(
        "INSERT INTO account_locality (account_id, locality_id) VALUES (?, ?)",
        [(account_id, id_) for id_ in sorted(set(locality_ids))],
    )


def of_all(store: Store) -> dict[str, frozenset[str]]:
    """The ids of the localities by account, for every account that has some."""
    found: dict[str, set[str]] = {}
    for account_id, locality_id in store.rows("SELECT account_id, locality_id FROM account_locality"):
        found.setdefault(account_id, set()).add(locality_id)
    return {account_id: frozenset(ids) for account_id, ids in found.items()}
