"""Listings that a curator has hidden <-> their table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.directory.service import ServiceStatus
from locator.storage import moments
from locator.storage.database import Row, Store

_COLUMNS = "id, service_id, hidden_at, account_id, reason, status_before, form_key, shown_at, shown_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hiding:
    """That a curator hid a listing, why, what it was before, and whether it was shown again since."""

    id: str
    service_id: str
    hidden_at: datetime
    account_id: str | None
    reason: str
    status_before: ServiceStatus
    form_key: str
    shown_at: datetime | None = None
    shown_by: str | None = None


def add(store: Store, hiding: Hiding) -> None:
    """Keep it."""
    with store.atomic():
        store.write(f"INSERT INTO hiding ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(hiding))


def show_again(store: Store, hiding_id: str, now: datetime, account_id: str) -> bool:
    """Note that the listing is shown again; False where that was done before."""
    sql = "UPDATE hiding SET shown_at = ?, shown_by = ? WHERE id = ? AND shown_at IS NULL"
    with store.atomic():
        return store.write(sql, (moments.text(now), account_id, hiding_id)) > 0


def of_form(store: Store, form_key: str) -> Hiding | None:
    """What a form hid; None if it hid nothing."""
    row = store.row(f"SELECT {_COLUMNS} FROM hiding WHERE form_key = ?", (form_key,))
    return _made(row) if row else None


def of_service(store: Store, service_id: str) -> Hiding | None:
    """The hiding of this listing that stands; None while it is shown."""
    sql = f"""
        SELECT {_COLUMNS} FROM hiding WHERE service_id = ? AND shown_at IS NULL ORDER BY hidden_at DESC, id LIMIT 1
    """
    row = store.row(sql, (service_id,))
    return _made(row) if row else None


def standing(store: Store) -> tuple[Hiding, ...]:
    """Those that stand, the newest first."""
    sql = f"""
        SELECT {", ".join(f"hiding.{name}" for name in _COLUMNS.split(", "))}
        FROM hiding JOIN service ON service.id = hiding.service_id
        WHERE shown_at IS NULL AND service.status = 'inactive' ORDER BY hidden_at DESC, hiding.id
    """
    return tuple(_made(row) for row in store.rows(sql))


def _row(one: Hiding) -> Row:
    return (
        one.id,
        one.service_id,
        moments.text(one.hidden_at),
        one.account_id,
        one.reason,
        one.status_before.value,
        one.form_key,
        moments.text(one.shown_at) if one.shown_at else None,
        one.shown_by,
    )


def _made(row: Row) -> Hiding:
    id_, service_id, hidden_at, account_id, reason, status_before, form_key, shown_at, shown_by = row
    return Hiding(
        id=id_,
        service_id=service_id,
        hidden_at=moments.moment(hidden_at),
        account_id=account_id,
        reason=reason,
        status_before=ServiceStatus(status_before),
        form_key=form_key,
        shown_at=moments.moment(shown_at) if shown_at else None,
        shown_by=shown_by,
    )
