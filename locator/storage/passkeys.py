"""Passkeys <-> their table."""

from __future__ import annotations

from datetime import datetime

from locator.accounts.passkey import Passkey
from locator.storage import moments
from locator.storage.database import Row, Store

_COLUMNS = "id, account_id, credential_id, public_key, sign_count, name, created_at, last_used_at"


def add(store: Store, passkey: Passkey) -> None:
    """Keep a new passkey."""
    with store.atomic():
        store.write(
            f"INSERT INTO passkey ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                passkey.id,
                passkey.account_id,
                passkey.credential_id,
                passkey.public_key,
                passkey.sign_count,
                passkey.name,
                moments.text(passkey.created_at),
                moments.text(passkey.last_used_at) if passkey.last_used_at else None,
            ),
        )


def by_credential(store: Store, credential_id: str) -> Passkey | None:
    """The passkey with this id of its device; None if there is none."""
    row = store.row(f"SELECT {_COLUMNS} FROM passkey WHERE credential_id = ?", (credential_id,))
    return _made(row) if row else None


def of_account(store: Store, account_id: str) -> tuple[Passkey, ...]:
    """Every passkey of an account, the oldest first."""
    sql = f"SELECT {_COLUMNS} FROM passkey WHERE account_id = ? ORDER BY created_at, id"
    return tuple(_made(row) for row in store.rows(sql, (account_id,)))


def use(store: Store, passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """Note that the passkey was used; False where it is gone, or somebody else was first."""
    with store.atomic():
        sql = "UPDATE passkey SET sign_count = ?, last_used_at = ? WHERE id = ? AND sign_count = ?"
        return store.write(sql, (sign_count, moments.text(now), passkey.id, passkey.sign_count)) > 0


def rename(store: Store, passkey_id: str, name: str) -> None:
    """Give a passkey another name."""
    with store.atomic():
        store.write("UPDATE passkey SET name = ? WHERE id = ?", (name, passkey_id))


def remove(store: Store, passkey_id: str) -> None:
    """Forget one passkey."""
    with store.atomic():
        store.write("DELETE FROM passkey WHERE id = ?", (passkey_id,))


def remove_all(store: Store, account_id: str) -> None:
    """Forget every passkey of an account."""
    with store.atomic():
        store.write("DELETE FROM passkey WHERE account_id = ?", (account_id,))


def _made(row: Row) -> Passkey:
    id_, account_id, credential_id, public_key, sign_count, name, created_at, last_used_at = row
    return Passkey(
        id=id_,
        account_id=account_id,
        credential_id=credential_id,
        public_key=public_key,
        sign_count=sign_count,
        name=name,
        created_at=moments.moment(created_at),
        last_used_at=moments.moment(last_used_at) if last_used_at else None,
    )
