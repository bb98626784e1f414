"""Pairs of listings that may be one <-> their table: each pair once, whichever is first."""

from __future__ import annotations

import json
from collections.abc import Sequence

from locator.directory.duplicate import Duplicate, DuplicateState
from locator.directory.likeness import Likeness, Reason
from locator.storage import moments
from locator.storage.database import Row, Store, chunks, marks

_COLUMNS = "id, first_id, second_id, score, reasons, state, fingerprint, found_at, decided_at, decided_by"
_SAVE = f"""
    INSERT INTO duplicate ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (first_id, second_id) DO UPDATE SET score = excluded.score, reasons = excluded.reasons,
        state = excluded.state, fingerprint = excluded.fingerprint, found_at = excluded.found_at,
        decided_at = excluded.decided_at, decided_by = excluded.decided_by
"""


def every(store: Store) -> dict[tuple[str, str], Duplicate]:
    """Every pair, by its two ids."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM duplicate ORDER BY first_id, second_id")
    return {(row[1], row[2]): _made(row) for row in rows}


def waiting(store: Store) -> tuple[Duplicate, ...]:
    """The pairs that nobody has decided on, the likeliest first."""
    sql = f"SELECT {_COLUMNS} FROM duplicate WHERE state = 'waiting' ORDER BY score DESC, found_at, id"
    return tuple(_made(row) for row in store.rows(sql))


def by_id(store: Store, duplicate_id: str) -> Duplicate | None:
    """One pair; None where there is none."""
    row = store.row(f"SELECT {_COLUMNS} FROM duplicate WHERE id = ?", (duplicate_id,))
    return _made(row) if row else None


def of_service(store: Store, service_id: str) -> tuple[Duplicate, ...]:
    """Every pair that this listing is in."""
    sql = f"SELECT {_COLUMNS} FROM duplicate WHERE first_id = ? OR second_id = ? ORDER BY first_id, second_id"
    return tuple(_made(row) for row in store.rows(sql, (service_id, service_id)))


def save(store: Store, duplicate: Duplicate) -> None:
    """Keep what is known of the pair; its id stays what it was."""
    with store.atomic():
        store.write(_SAVE, _row(duplicate))


def forget(store: Store, ids: Sequence[str]) -> int:
    """Delete these pairs; how many."""
    with store.atomic():
        return sum(store.write(f"DELETE FROM duplicate WHERE id IN ({marks(some)})", some) for some in chunks(ids))


def _row(one: Duplicate) -> Row:
    return (
        one.id,
        one.first_id,
        one.second_id,
        one.likeness.score,
        json.dumps([reason.value for reason in one.likeness.reasons], ensure_ascii=False),
        one.state.value,
        one.fingerprint,
        moments.text(one.found_at),
        moments.text(one.decided_at) if one.decided_at else None,
        one.decided_by,
    )


def _made(row: Row) -> Duplicate:
    id_, first_id, second_id, score, reasons, state, fingerprint, found_at, decided_at, decided_by = row
    return Duplicate(
        id=id_,
        first_id=first_id,
        second_id=second_id,
        likeness=Likeness(score=score, reasons=tuple(Reason(text) for text in json.loads(reasons))),
        state=DuplicateState(state),
        fingerprint=fingerprint,
        found_at=moments.moment(found_at),
        decided_at=moments.moment(decided_at) if decided_at else None,
        decided_by=decided_by,
    )
