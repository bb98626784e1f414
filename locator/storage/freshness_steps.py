"""Who was reminded of which listing <-> their table: each once for every check that the reminder is about."""

from __future__ import annotations

from datetime import date, datetime

from locator.directory.cycle import Stage
from locator.storage import moments
from locator.storage.database import Store

Taken = dict[tuple[str, str, date], Stage]
"""The furthest reminder of each (address, service, day that it counts from)."""


def add(store: Store, service_id: str, stage: Stage, since: date, address: str, now: datetime) -> bool:
    """Note that this address is reminded now; False where that was done before."""
    sql = """
        INSERT INTO freshness_step (service_id, stage, since_on, to_address, stepped_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO NOTHING
    """
    with store.atomic():
        return store.write(sql, (service_id, int(stage), since.isoformat(), address, moments.text(now))) > 0


def taken(store: Store) -> Taken:
    """The furthest reminder of each listing to each address."""
    sql = """
        SELECT to_address, service_id, since_on, MAX(stage) FROM freshness_step
        GROUP BY to_address, service_id, since_on ORDER BY to_address, service_id, since_on
    """
    return {
        (address, service_id, date.fromisoformat(since)): Stage(stage)
        for address, service_id, since, stage in store.rows(sql)
    }


def last(store: Store, address: str) -> datetime | None:
    """When this address was reminded last of anything; None if it never was."""
    row = store.row("SELECT MAX(stepped_at) FROM freshness_step WHERE to_address = ?", (address,))
    return moments.moment(row[0]) if row and row[0] else None
