"""Links with which groups answer, beyond what every one-time link has."""

from __future__ import annotations

from datetime import datetime

from locator.storage import moments
from locator.storage.database import Store


def forget_ended(store: Store, before: datetime) -> int:
    """Delete links about referrals that ended before this moment; answers how many."""
    with store.atomic():
        sql = "DELETE FROM one_time_link WHERE referral_id IS NOT NULL AND expires_at < ?"
        return store.write(sql, (moments.text(before),))
