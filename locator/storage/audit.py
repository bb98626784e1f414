"""The audit trail <-> its table: only added to, each row sealed to the one before by a hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from locator.storage import moments
from locator.storage.database import Row, Store

FIRST = "0" * 64
"""What stands as the previous hash of the first row."""

_COLUMNS = "happened_at, account_id, role, team_id, action, subject_kind, subject_id, why, request_id"
_INSERT = f"INSERT INTO audit ({_COLUMNS}, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that somebody did or looked at; texts are codes and ids, never anybody's details."""

    happened_at: datetime
    account_id: str = ""
    role: str = ""
    team_id: str = ""
    action: str
    subject_kind: str = ""
    subject_id: str = ""
    why: str = ""
    request_id: str = ""


def add(store: Store, entry: Entry) -> None:
    """Put the entry at the end of the chain, in the transaction that it belongs to."""
    with store.atomic():
        last = store.row("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1")
        previous = str(last[0]) if last else FIRST
        values = _values(entry)
        store.write(_INSERT, (*values, previous, chained(previous, values)))


def chained(previous: str, values: Row) -> str:
    """The hash of a row (its columns from happened_at to request_id) that follows one with this hash: SHA-256 of both as JSON."""
    return hashlib.sha256(json.dumps([previous, *values], ensure_ascii=True).encode("ascii")).hexdigest()


def rows(store: Store, *, after: int = 0, limit: int = 10_000) -> list[Row]:
    """(seq, the columns from happened_at to request_id, previous_hash, hash) of some rows in order, from behind `after`."""
    sql = f"SELECT seq, {_COLUMNS}, previous_hash, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"
    return store.rows(sql, (after, limit))


def end(store: Store) -> tuple[int, str] | None:
    """(seq, hash) of the last row; None where there is none."""
    row = store.row("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    return (int(row[0]), str(row[1])) if row else None


def highest_ever(store: Store) -> int:
    """The highest number that a row was ever given, whether or not it is still there."""
    row = store.row("SELECT seq FROM sqlite_sequence WHERE name = 'audit'")
    return int(row[0]) if row else 0


def about(store: Store, subject_kind: str, subject_id: str) -> tuple[Entry, ...]:
    """What was done with one thing, in order."""
    sql = f"SELECT {_COLUMNS} FROM audit WHERE subject_kind = ? AND subject_id = ? ORDER BY seq"
    return tuple(_made(row) for row in store.rows(sql, (subject_kind, subject_id)))


def newest(
    store: Store,
    *,
    account_id: str = "",
    action: str = "",
    subject_id: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[tuple[int, Entry]]:
    """(number, row) of what fits, the newest first; what is left empty narrows nothing down."""
    wanted: dict[str, str | int] = {"account_id = ?": account_id, "action = ?": action, "subject_id = ?": subject_id}
    wanted["happened_at >= ?"] = moments.text(since) if since else ""
    wanted["happened_at < ?"] = moments.text(until) if until else ""
    wanted["seq < ?"] = "" if before is None else before
    chosen = {where: value for where, value in wanted.items() if value != ""}
    where = " AND ".join(chosen) or "1"
    sql = f"SELECT seq, {_COLUMNS} FROM audit WHERE {where} ORDER BY seq DESC LIMIT ?"
    return [(int(seq), _made(tuple(row))) for seq, *row in store.rows(sql, (*chosen.values(), limit))]


def actions(store: Store) -> tuple[str, ...]:
    """Every deed that the trail has, in the order of the alphabet."""
    return tuple(name for (name,) in store.rows("SELECT DISTINCT action FROM audit ORDER BY action"))


def _values(entry: Entry) -> Row:
    return (
        moments.text(entry.happened_at),
        entry.account_id,
        entry.role,
        entry.team_id,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.why,
        entry.request_id,
    )


def _made(row: Row) -> Entry:
    at, account_id, role, team_id, action, subject_kind, subject_id, why, request_id = row
    return Entry(
        happened_at=moments.moment(at),
        account_id=account_id,
        role=role,
        team_id=team_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        why=why,
        request_id=request_id,
    )
