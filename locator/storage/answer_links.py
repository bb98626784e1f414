"""Links with which groups answer, beyond what every one-time link has."""

from __future__ import annotations

from locator.storage.database import Store


def end_all_of(store: Store, referral_id: str) -> None:
    """Whoever still has a link to this referral finds that it works no more: its lines say only that it has ended."""
    with store.atomic():
        sql = "UPDATE one_time_link SET expires_at = created_at WHERE referral_id = ? AND used_at IS NULL"
        store.write(sql, (referral_id,))
