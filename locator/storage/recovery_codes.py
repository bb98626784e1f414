"""Recovery codes <-> their table: only keyed hashes, each used once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.storage import identifiers, moments
from locator.storage.database import Store


def replace_all(store: Store, account_id: str, code_hashes: Sequence[str]) -> None:
    """The codes of an account are these from now on, and no others."""
    with store.atomic():
        store.write("DELETE FROM recovery_code WHERE account_id = ?", (account_id,))
        store.write_many(
            "INSERT INTO recovery_code (id, account_id, code_hash) VALUES (?, ?, ?)",
            [(identifiers.fresh(), account_id, code_hash) for code_hash in code_hashes],
        )


def use(store: Store, account_id: str, code_hash: str, now: datetime) -> bool:
    """Use one code up; False where there is none such left."""
    with store.atomic():
        sql = "UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND code_hash = ? AND used_at IS NULL"
        return store.write(sql, (moments.text(now), account_id, code_hash)) > 0


def left(store: Store, account_id: str) -> int:
    """How many codes of an account can still be used."""
    row = store.row("SELECT COUNT(*) FROM recovery_code WHERE account_id = ? AND used_at IS NULL", (account_id,))
    return int(row[0]) if row else 0


def has_any(store: Store, account_id: str) -> bool:
    """Whether codes were ever made for this account, used or not."""
    return store.row("SELECT 1 FROM recovery_code WHERE account_id = ? LIMIT 1", (account_id,)) is not None
