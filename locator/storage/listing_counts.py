"""How often listings were seen, month by month <-> their table; and how often people were pointed to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from locator.directory.seen import Seen, SeenKind
from locator.storage import moments
from locator.storage.database import Store

_ADD = """
    INSERT INTO listing_count (service_id, month, kind, count)
    SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM service WHERE id = ?)
    ON CONFLICT (service_id, month, kind) DO UPDATE SET count = count + excluded.count
"""
_POINTED = """
    SELECT created_at, level FROM referral
    WHERE service_id = ? AND undone_at IS NULL AND created_at >= ? AND created_at < ?
"""


def add(store: Store, counts: Mapping[Seen, int]) -> None:
    """Add these counts to what is there, all in one transaction; a listing that is gone meanwhile is left out."""
    with store.atomic():
        rows = [(one.service_id, one.month, one.kind.value, count, one.service_id) for one, count in counts.items()]
        store.write_many(_ADD, rows)


def of_service(store: Store, service_id: str, first: str, last: str) -> Counter[tuple[str, SeenKind]]:
    """How often the listing was seen from the first to the last of these months, by month and kind."""
    sql = "SELECT month, kind, count FROM listing_count WHERE service_id = ? AND month BETWEEN ? AND ? ORDER BY month, kind"
    rows = store.rows(sql, (service_id, first, last))
    return Counter({(month, SeenKind(kind)): count for month, kind, count in rows})


def most_seen(store: Store, kind: SeenKind, first: str, *, least: int, limit: int) -> tuple[tuple[str, int], ...]:
    """The ids of the listings seen most since that month, each with how often; those seen less than `least` are left out."""
    sql = """
        SELECT service_id, sum(count) AS times FROM listing_count WHERE kind = ? AND month >= ?
        GROUP BY service_id HAVING times >= ? ORDER BY times DESC, service_id LIMIT ?
    """
    return tuple((service_id, times) for service_id, times in store.rows(sql, (kind.value, first, least, limit)))


def pointed_to(store: Store, service_id: str, since: datetime, until: datetime) -> tuple[tuple[datetime, str], ...]:
    """When and at which level people were pointed to the service within that time; what was taken back is left out."""
    rows = store.rows(f"{_POINTED} ORDER BY created_at, id", (service_id, moments.text(since), moments.text(until)))
    return tuple((moments.moment(at), level) for at, level in rows)
