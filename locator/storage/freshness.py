"""Since when listings have not been checked, read from the tables."""

from __future__ import annotations

from datetime import date

from locator.storage.database import Store

SINCE = "COALESCE(assured_date, MIN(content_changed_on, COALESCE(imported_on, content_changed_on)))"
"""The day that freshness is counted from, as `directory.freshness.since` has it."""


def unchecked_since(store: Store, after: date, until: date) -> tuple[str, ...]:
    """The ids of the findable services that count from a day after the first and no later than the second, by id."""
    sql = f"""
        SELECT id FROM service WHERE status IN ('active', 'temporarily closed') AND {SINCE} > ? AND {SINCE} <= ?
        ORDER BY id
    """
    return tuple(id_ for (id_,) in store.rows(sql, (after.isoformat(), until.isoformat())))


def days(store: Store) -> tuple[tuple[str, date], ...]:
    """(id, the day that it counts from) of every published service that is not closed for good, the longest first."""
    sql = f"""
        SELECT id, {SINCE} FROM service WHERE status IN ('active', 'temporarily closed') ORDER BY 2, id
    """
    return tuple((id_, date.fromisoformat(since)) for id_, since in store.rows(sql))
