"""Changes to many listings at once <-> tables: the deed, and each listing before and after."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from locator.revision.bulk import DeedKind, Outcome
from locator.storage import identifiers, moments
from locator.storage.database import Row, Store

_COLUMNS = "id, kind, details, made_at, account_id, undone_at, undone_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkDeed:
    """One deed; `details` says in words' parts what it was done with, and to which listings."""

    id: str
    kind: DeedKind
    details: Mapping[str, str]
    made_at: datetime
    account_id: str | None
    undone_at: datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkItem:
    """One listing: the changed fields before and after."""

    service_id: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    outcome: Outcome = Outcome.DONE


def add(store: Store, deed: BulkDeed, items: Sequence[BulkItem]) -> None:
    """Keep a deed with its listings, in this order."""
    details = json.dumps(dict(deed.details), ensure_ascii=False, sort_keys=True)
    store.write(
        f"INSERT INTO bulk_deed ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, NULL, NULL)",
        (deed.id, deed.kind.value, details, moments.text(deed.made_at), deed.account_id),
    )
    store.write_many(
        """
        INSERT INTO bulk_item (id, bulk_deed_id, service_id, before, after, position, outcome)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [_item_row(deed.id, position, item) for position, item in enumerate(items)],
    )


def by_id(store: Store, deed_id: str) -> BulkDeed | None:
    """The deed of this id; None if there is none."""
    row = store.row(f"SELECT {_COLUMNS} FROM bulk_deed WHERE id = ?", (deed_id,))
    return _made(row) if row else None


def newest(store: Store, limit: int) -> tuple[tuple[BulkDeed, int], ...]:
    """The newest deeds, each with how many listings it changed."""
    rows = store.rows(
        f"""
        SELECT {_COLUMNS}, (SELECT COUNT(*) FROM bulk_item WHERE bulk_deed_id = bulk_deed.id)
        FROM bulk_deed ORDER BY made_at DESC, id LIMIT ?
        """,
        (limit,),
    )
    return tuple((_made(row[:-1]), row[-1]) for row in rows)


def items(store: Store, deed_id: str) -> tuple[BulkItem, ...]:
    """The listings of a deed, in its order."""
    rows = store.rows(
        "SELECT service_id, before, after, outcome FROM bulk_item WHERE bulk_deed_id = ? ORDER BY position", (deed_id,)
    )
    return tuple(
        BulkItem(service_id=id_, before=json.loads(before), after=json.loads(after), outcome=Outcome(outcome))
        for id_, before, after, outcome in rows
    )


def undo(store: Store, deed_id: str, at: datetime, by: str, outcomes: Mapping[str, Outcome]) -> None:
    """Note that a deed was taken back, and what became of each listing."""
    store.write("UPDATE bulk_deed SET undone_at = ?, undone_by = ? WHERE id = ?", (moments.text(at), by, deed_id))
    store.write_many(
        "UPDATE bulk_item SET outcome = ? WHERE bulk_deed_id = ? AND service_id = ?",
        [(outcome.value, deed_id, service_id) for service_id, outcome in outcomes.items()],
    )


def _item_row(deed_id: str, position: int, item: BulkItem) -> Row:
    id_ = identifiers.made_from("bulk_item", deed_id, item.service_id)
    before, after = (json.dumps(dict(one), ensure_ascii=False) for one in (item.before, item.after))
    return (id_, deed_id, item.service_id, before, after, position, item.outcome.value)


def _made(row: Row) -> BulkDeed:
    id_, kind, details, made_at, account_id, undone_at, undone_by = row
    return BulkDeed(
        id=id_,
        kind=DeedKind(kind),
        details=json.loads(details),
        made_at=moments.moment(made_at),
        account_id=account_id,
        undone_at=moments.moment(undone_at) if undone_at else None,
        undone_by=undone_by,
    )
