"""The search log <-> its table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

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


def most_frequent(
    store: Store, since: datetime, *, least: int, limit: int, only_without_hits: bool = False
) -> tuple[tuple[str, int], ...]:
    """(words, how often) of the searches since then, the most frequent first; what was searched less often is left out."""
    sql = f"""
        SELECT LOWER(TRIM(words)), COUNT(*) FROM search_log
        WHERE searched_at >= ? AND TRIM(words) <> '' {"AND total = 0" if only_without_hits else ""}
        GROUP BY 1 HAVING COUNT(*) >= ? ORDER BY 2 DESC, 1 LIMIT ?
    """
    return tuple((words, count) for words, count in store.rows(sql, (moments.text(since), least, limit)))


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
