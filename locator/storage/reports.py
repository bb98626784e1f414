"""Reports of mistakes in listings <-> their table: the curators' queue."""

from __future__ import annotations

from datetime import datetime

from locator.directory.report import Report, ReportKind, ReportStatus
from locator.storage import moments
from locator.storage.database import Row, Store
from locator.storage.services import member

_COLUMNS = "id, service_id, kind, message, form_key, created_at, status"
_INSERT = f"""
    INSERT INTO report ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (form_key) DO NOTHING
"""


def add(store: Store, report: Report) -> bool:
    """Put the report into the queue; False where one from the same form is there already."""
    with store.atomic():
        return store.write(_INSERT, _row(report)) > 0


def waiting(store: Store, limit: int = 100) -> tuple[Report, ...]:
    """The reports that wait, the oldest first."""
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM report WHERE status = 'waiting' ORDER BY created_at, id LIMIT ?", (limit,)
    )
    return tuple(_made(row) for row in rows)


def count_since(store: Store, moment: datetime) -> int:
    """How many reports came at that moment or later."""
    row = store.row("SELECT COUNT(*) FROM report WHERE created_at >= ?", (moments.text(moment),))
    return int(row[0]) if row else 0


def close(store: Store, report_id: str) -> bool:
    """Take the report out of the queue; answers whether it was waiting."""
    with store.atomic():
        return store.write("UPDATE report SET status = 'done' WHERE id = ? AND status = 'waiting'", (report_id,)) > 0


def _row(report: Report) -> Row:
    return (
        report.id,
        report.service_id,
        report.kind.value,
        report.message,
        report.form_key,
        moments.text(report.created_at),
        report.status.value,
    )


def _made(row: Row) -> Report:
    id_, service_id, kind, message, form_key, created_at, status = row
    return Report(
        id=id_,
        service_id=service_id,
        kind=member(ReportKind, kind) or ReportKind.OTHER,
        message=message,
        form_key=form_key,
        created_at=moments.moment(created_at),
        status=ReportStatus(status),
    )
