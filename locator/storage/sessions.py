"""Sessions <-> their table."""

from __future__ import annotations

from datetime import datetime

from locator.accounts.session import Session, Stage
from locator.storage import moments
from locator.storage.database import Row, Store

_COLUMNS = "id, account_id, stage, created_at, seen_at, device"


def add(store: Store, session: Session) -> None:
    """Keep a new session."""
    with store.atomic():
        store.write(
            f"INSERT INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
            (
                session.id,
                session.account_id,
                session.stage.value,
                moments.text(session.created_at),
                moments.text(session.seen_at),
                session.device,
            ),
        )


def by_id(store: Store, session_id: str) -> Session | None:
    """The session of this id; None if there is none."""
    row = store.row(f"SELECT {_COLUMNS} FROM session WHERE id = ?", (session_id,))
    return _made(row) if row else None


def of_account(store: Store, account_id: str) -> tuple[Session, ...]:
    """Every session of an account, the last used first."""
    sql = f"SELECT {_COLUMNS} FROM session WHERE account_id = ? ORDER BY seen_at DESC, id"
    return tuple(_made(row) for row in store.rows(sql, (account_id,)))


def touch(store: Store, session_id: str, now: datetime) -> None:
    """Note that the session was used."""
    with store.atomic():
        store.write("UPDATE session SET seen_at = ? WHERE id = ?", (moments.text(now), session_id))


def end(store: Store, session_id: str) -> None:
    """End one session."""
    with store.atomic():
        store.write("DELETE FROM session WHERE id = ?", (session_id,))


def end_all(store: Store, account_id: str, *, but: str = "") -> int:
    """End every session of an account but that one; answers how many."""
    with store.atomic():
        return store.write("DELETE FROM session WHERE account_id = ? AND id <> ?", (account_id, but))


def end_older(store: Store, *, seen_before: datetime, created_before: datetime) -> int:
    """End what was last used, or begun, before these moments; answers how many."""
    with store.atomic():
        return store.write(
            "DELETE FROM session WHERE seen_at < ? OR created_at < ?",
            (moments.text(seen_before), moments.text(created_before)),
        )


def _made(row: Row) -> Session:
    id_, account_id, stage, created_at, seen_at, device = row
    return Session(
        id=id_,
        account_id=account_id,
        stage=Stage(stage),
        created_at=moments.moment(created_at),
        seen_at=moments.moment(seen_at),
        device=device,
    )
