"""Reports of mistakes in listings <-> their table: the curators' queue."""

from __future__ import annotations

from datetime import datetime

from locator.directory.report import Report, ReportKind, ReportOutcome, ReportStatus
from locator.storage import moments
from locator.storage.database import Row, Store
from locator.storage.services import member

_COLUMNS = "id, service_id, kind, message, form_key, created_at, status"
_INSERT = f"""
    INSERT INTO report ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (form_key) DO NOTHING
"""
_SELECT = f"SELECT {_COLUMNS}, outcome, note, closed_at, closed_by FROM report"
_CLOSE = """
    UPDATE report SET status = 'done', outcome = ?, note = ?, closed_at = ?, closed_by = ?
    WHERE id = ? AND status = 'waiting'
"""
_OPEN_AGAIN = """
    UPDATE report SET status = 'waiting', outcome = '', note = '', closed_at = NULL, closed_by = NULL
    WHERE id = ? AND status = 'done'
"""


def add(store: Store, report: Report) -> bool:
    """Put the report into the queue; False where one from the same form is there already."""
    with store.atomic():
        return store.write(_INSERT, _row(report)) > 0


def waiting(store: Store, limit: int = 100) -> tuple[Report, ...]:
    """The reports that wait, the oldest first."""
    rows = store.rows(f"{_SELECT} WHERE status = 'waiting' ORDER BY created_at, id LIMIT ?", (limit,))
    return tuple(_made(row) for row in rows)


def count_since(store: Store, moment: datetime) -> int:
    """How many reports came at that moment or later."""
    row = store.row("SELECT COUNT(*) FROM report WHERE created_at >= ?", (moments.text(moment),))
    return int(row[0]) if row else 0


def by_id(store: Store, report_id: str) -> Report | None:
    """The report of this id; None if there is none."""
    row = store.row(f"{_SELECT} WHERE id = ?", (report_id,))
    return _made(row) if row else None


def of_service(store: Store, service_id: str) -> tuple[Report, ...]:
    """The reports about this service that wait, the oldest first."""
    rows = store.rows(f"{_SELECT} WHERE service_id = ? AND status = 'waiting' ORDER BY created_at, id", (service_id,))
    return tuple(_made(row) for row in rows)


def close(
    store: Store, report_id: str, outcome: ReportOutcome, *, note: str, now: datetime, account_id: str | None
) -> bool:
    """Take the report out of the queue; answers whether it was waiting."""
    with store.atomic():
        return store.write(_CLOSE, (outcome.value, note, moments.text(now), account_id, report_id)) > 0


def open_again(store: Store, report_id: str) -> bool:
    """Put the report back into the queue; answers whether it was out of it."""
    with store.atomic():
        return store.write(_OPEN_AGAIN, (report_id,)) > 0


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
    id_, service_id, kind, message, form_key, created_at, status, outcome, note, closed_at, closed_by = row
    return Report(
        id=id_,
        service_id=service_id,
        kind=member(ReportKind, kind) or ReportKind.OTHER,
        message=message,
        form_key=form_key,
        created_at=moments.moment(created_at),
        status=ReportStatus(status),
        outcome=ReportOutcome(outcome) if outcome else None,
        note=note,
        closed_at=moments.moment(closed_at) if closed_at else None,
        closed_by=closed_by,
    )
