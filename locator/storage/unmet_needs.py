"""Unmet need <-> its table."""

from __future__ import annotations

from locator.referral.unmet import UnmetNeed
from locator.storage import moments
from locator.storage.database import Store

_INSERT = """
    INSERT INTO unmet_need
        (id, form_key, created_at, account_id, team_id, locality_id, theme_code, service_id, reason, undone_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (form_key) DO NOTHING
"""


def add(store: Store, need: UnmetNeed) -> bool:
    """Keep the need; False where the same form has made one already."""
    values = (
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
    with store.atomic():
        return store.write(_INSERT, values) > 0
