"""Who was reminded of an unanswered referral, and when <-> their table: each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from locator.referral.waiting import Nudge
from locator.storage import moments
from locator.storage.database import Store, chunks, marks

Nudged = dict[str, dict[Nudge, datetime]]
"""When each was reminded, by referral."""


def add(store: Store, referral_id: str, nudge: Nudge, now: datetime) -> bool:
    """Note that this one is reminded now; False where that was done before."""
    with store.atomic():
        sql = "INSERT INTO nudge (referral_id, kind, nudged_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        return store.write(sql, (referral_id, nudge.value, moments.text(now))) > 0


def of_referrals(store: Store, referral_ids: Sequence[str]) -> Nudged:
    """Who was reminded of these referrals, and when."""
    found: Nudged = {}
    for some in chunks(referral_ids):
        sql = f"SELECT referral_id, kind, nudged_at FROM nudge WHERE referral_id IN ({marks(some)}) ORDER BY nudged_at"
        for referral_id, kind, nudged_at in store.rows(sql, some):
            found.setdefault(referral_id, {})[Nudge(kind)] = moments.moment(nudged_at)
    return found
