"""The search log <-> its table."""

from __future__ import annotations

from collections.abc import Sequence

from locator.directory.search_log import SearchRow
from locator.storage import identifiers, moments
from locator.storage.database import Row, Store

_COLUMNS = "searched_at, words, outward_code, filters, radius_miles, sort, total, total_other"
_INSERT = f"INSERT INTO search_log (id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


def record(store: Store, rows: Sequence[SearchRow]) -> None:
    """Note these searches, all in one transaction."""
    with store.atomic():
        store.write_many(_INSERT, [(identifiers.fresh(), *_row(row)) for row in rows])


def recent(store: Store, limit: int = 100) -> tuple[SearchRow, ...]:
    """The newest searches, the newest first."""
    rows = store.rows(f"SELECT {_COLUMNS} FROM search_log ORDER BY searched_at DESC, id LIMIT ?", (limit,))
    return tuple(_made(row) for row in rows)


def _row(row: SearchRow) -> Row:
    return (
        moments.text(row.at),
        row.words,
        row.outward_code,
        row.filters,
        row.radius_miles,
        row.sort,
        row.total,
        row.total_other,
    )


def _made(row: Row) -> SearchRow:
    at, words, outward_code, filters, radius_miles, sort, total, total_other = row
    return SearchRow(
        at=moments.moment(at),
        words=words,
        outward_code=outward_code,
        filters=filters,
        radius_miles=radius_miles,
        sort=sort,
        total=total,
        total_other=total_other,
    )
