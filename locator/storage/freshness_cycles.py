"""The cycles of checking that localities have chosen <-> their table."""

from __future__ import annotations

from dataclasses import astuple
from datetime import datetime

from locator.directory.cycle import Cycle
from locator.storage import moments
from locator.storage.database import Store

_MONTHS = "remind_months, again_months, call_months, lower_months, hide_months"
_SAVE = f"""
    INSERT INTO freshness_cycle (locality_id, {_MONTHS}, changed_at, account_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (locality_id) DO UPDATE SET remind_months = excluded.remind_months,
        again_months = excluded.again_months, call_months = excluded.call_months,
        lower_months = excluded.lower_months, hide_months = excluded.hide_months,
        changed_at = excluded.changed_at, account_id = excluded.account_id
"""


def every(store: Store) -> dict[str, Cycle]:
    """The cycle of each locality that has one of its own, by the locality's id."""
    rows = store.rows(f"SELECT locality_id, {_MONTHS} FROM freshness_cycle ORDER BY locality_id")
    return {
        locality_id: Cycle(remind_months=r, again_months=a, call_months=c, lower_months=lower, hide_months=h)
        for locality_id, r, a, c, lower, h in rows
    }


def save(store: Store, locality_id: str, cycle: Cycle, now: datetime, account_id: str) -> None:
    """Give the locality this cycle."""
    with store.atomic():
        store.write(_SAVE, (locality_id, *astuple(cycle), moments.text(now), account_id))


def remove(store: Store, locality_id: str) -> None:
    """Let the default hold for the locality again."""
    with store.atomic():
        store.write("DELETE FROM freshness_cycle WHERE locality_id = ?", (locality_id,))
