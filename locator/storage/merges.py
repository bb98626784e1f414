"""Merges of listings <-> their table, and the pointers of what was merged; `service.merged_into` is the end of the chain."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from locator.directory import merge as rules
from locator.directory.merge import Merge, MovedProposal
from locator.storage import moments
from locator.storage.database import Row, Store, chunks, marks

_COLUMNS = (
    "id, kept_id, merged_id, merged_at, merged_by, kept_before, kept_after, merged_before, merged_after, moved, "
    "undone_at, undone_by"
)
_INSERT = f"INSERT INTO service_merge ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = f"SELECT {_COLUMNS} FROM service_merge"
_SLUG = """
    SELECT kept.slug FROM service AS merged JOIN service AS kept ON kept.id = merged.merged_into
    WHERE kept.status <> 'inactive' AND (merged.slug = ? OR merged.id IN (
        SELECT target_id FROM slug_history WHERE kind = 'service' AND slug = ?))
"""


def add(store: Store, merge: Merge) -> None:
    """Keep the merge and point what it merges to the end of its chain; part of the transaction that merges."""
    store.write(_INSERT, _row(merge))
    _point(store)


def undo(store: Store, merge_id: str, now: datetime, account_id: str | None) -> bool:
    """Note that it was undone, and point everything where it leads now; False where it was undone before."""
    sql = "UPDATE service_merge SET undone_at = ?, undone_by = ? WHERE id = ? AND undone_at IS NULL"
    is_undone = store.write(sql, (moments.text(now), account_id, merge_id)) > 0
    if is_undone:
        _point(store)
    return is_undone


def by_id(store: Store, merge_id: str) -> Merge | None:
    """The merge of this id; None if there is none."""
    row = store.row(f"{_SELECT} WHERE id = ?", (merge_id,))
    return _made(row) if row else None


def live(store: Store) -> tuple[Merge, ...]:
    """Every merge that was not undone, the oldest first."""
    rows = store.rows(f"{_SELECT} WHERE undone_at IS NULL ORDER BY merged_at, id")
    return tuple(_made(row) for row in rows)


def of_service(store: Store, service_id: str) -> tuple[Merge, ...]:
    """Every merge of which this listing was a part, the newest first."""
    rows = store.rows(
        f"{_SELECT} WHERE kept_id = ? OR merged_id = ? ORDER BY merged_at DESC, id", (service_id, service_id)
    )
    return tuple(_made(row) for row in rows)


def kept_for(store: Store, service_ids: Sequence[str]) -> dict[str, str]:
    """For those of these ids that were merged, the id of the listing that they are a part of now."""
    found: dict[str, str] = {}
    for some in chunks(service_ids):
        sql = f"SELECT id, merged_into FROM service WHERE merged_into IS NOT NULL AND id IN ({marks(some)})"
        found |= dict(store.rows(sql, some))
    return found


def slug_for(store: Store, slug: str) -> str | None:
    """Where the address of a merged listing, new or old, leads now; None if it is none of those."""
    row = store.row(_SLUG, (slug, slug))
    return row[0] if row else None


def _point(store: Store) -> None:
    wanted = rules.ends(live(store))
    known: dict[str, str] = dict(store.rows("SELECT id, merged_into FROM service WHERE merged_into IS NOT NULL"))
    changed = [(wanted.get(id_), id_) for id_ in {*wanted, *known} if wanted.get(id_) != known.get(id_)]
    store.write_many("UPDATE service SET merged_into = ? WHERE id = ?", changed)


def _row(m: Merge) -> Row:
    return (
        m.id,
        m.kept_id,
        m.merged_id,
        moments.text(m.merged_at),
        m.merged_by,
        m.kept_before,
        m.kept_after,
        m.merged_before,
        m.merged_after,
        json.dumps([asdict(one) for one in m.moved], ensure_ascii=False),
        moments.text(m.undone_at) if m.undone_at else None,
        m.undone_by,
    )


def _made(row: Row) -> Merge:
    id_, kept_id, merged_id, merged_at, merged_by, *numbers, moved, undone_at, undone_by = row
    kept_before, kept_after, merged_before, merged_after = numbers
    return Merge(
        id=id_,
        kept_id=kept_id,
        merged_id=merged_id,
        merged_at=moments.moment(merged_at),
        merged_by=merged_by,
        kept_before=kept_before,
        kept_after=kept_after,
        merged_before=merged_before,
        merged_after=merged_after,
        moved=tuple(MovedProposal(**one) for one in json.loads(moved)),
        undone_at=moments.moment(undone_at) if undone_at else None,
        undone_by=undone_by,
    )
