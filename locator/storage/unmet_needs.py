"""Unmet need <-> its table."""

from __future__ import annotations

from datetime import datetime

from locator.referral.unmet import UnmetNeed, UnmetReason
from locator.storage import moments
from locator.storage.database import Row, Store

_COLUMNS = "id, form_key, created_at, account_id, team_id, locality_id, theme_code, service_id, reason, undone_at"
_INSERT = f"INSERT INTO unmet_need ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (form_key) DO NOTHING"


def add(store: Store, need: UnmetNeed) -> bool:
    """Keep the need; False where the same form has made one already."""
    with store.atomic():
        return store.write(_INSERT, _row(need)) > 0


def of_form(store: Store, form_key: str) -> UnmetNeed | None:
    """What a form made; None if it made nothing."""
    row = store.row(f"SELECT {_COLUMNS} FROM unmet_need WHERE form_key = ?", (form_key,))
    return _made(row) if row else None


def undo(store: Store, need_id: str, now: datetime) -> bool:
    """Take the need back; False where it was taken back before."""
    with store.atomic():
        return (
            store.write(
                "UPDATE unmet_need SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (moments.text(now), need_id)
            )
            > 0
        )


def _row(need: UnmetNeed) -> Row:
    return (
        need.id,
        need.form_key,
        moments.text(need.created_at),
        need.account_id,
        need.team_id,
        need.locality_id,
        need.theme_code,
        need.service_id,
        need.reason.value,
        moments.text(need.undone_at) if need.undone_at else None,
    )


def _made(row: Row) -> UnmetNeed:
    id_, form_key, created_at, account_id, team_id, locality_id, theme_code, service_id, reason, undone_at = row
    return UnmetNeed(
        id=id_,
        form_key=form_key,
        created_at=moments.moment(created_at),
        account_id=account_id,
        team_id=team_id,
        locality_id=locality_id,
        theme_code=theme_code,
        service_id=service_id,
        reason=UnmetReason(reason),
        undone_at=moments.moment(undone_at) if undone_at else None,
    )
