"""Schedules <-> tables: one row a rule, its parts in Open Referral's columns, and a row for each exception."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from locator.directory import recurrence
from locator.directory.schedule import Gap, Schedule
from locator.storage import children
from locator.storage.children import ChildTable
from locator.storage.database import Row, Store, marks

RULE_COLUMNS = {
    "FREQ": "freq",
    "INTERVAL": "interval",
    "COUNT": "count",
    "UNTIL": "until",
    "BYMONTH": "bymonth",
    "BYWEEKNO": "byweekno",
    "BYYEARDAY": "byyearday",
    "BYMONTHDAY": "bymonthday",
    "BYDAY": "byday",
    "BYSETPOS": "bysetpos",
    "WKST": "wkst",
}
_NUMBERS = ("INTERVAL", "COUNT")
_COLUMNS = ("dtstart", "opens_at", "closes_at", "valid_to", "notes", *RULE_COLUMNS.values())
_TABLE = ChildTable("schedule", "service_id", ("service_at_location_id", *_COLUMNS))
_EXCEPTIONS = ChildTable("schedule_exception", "schedule_id", ("kind", "starts_on", "ends_on", "reason"))


Placed = dict[tuple[str, str | None], list[Schedule]]


def save(store: Store, service_id: str, placed: Iterable[tuple[str | None, Schedule]]) -> None:
    """Make these the schedules of the service, each with the id of its site (None: no venue)."""
    pairs = list(placed)
    children.replace(store, _TABLE, service_id, [_row(site_id, schedule) for site_id, schedule in pairs])
    for _, schedule in pairs:
        children.replace_values(store, _EXCEPTIONS, schedule.id, _exceptions(schedule))


def of(store: Store, service_ids: Sequence[str]) -> Placed:
    """The schedules of these services, by service and site, in their order."""
    rows = store.rows(
        f"""
        SELECT service_id, service_at_location_id, id, {", ".join(_COLUMNS)} FROM schedule
        WHERE service_id IN ({marks(service_ids)}) ORDER BY service_id, position
        """,
        service_ids,
    )
    exceptions = _exceptions_of(store, service_ids)
    found: Placed = {}
    for service_id, site_id, *row in rows:
        found.setdefault((service_id, site_id), []).append(_made(row, exceptions.get(row[0], ())))
    return found


def _exceptions_of(store: Store, service_ids: Sequence[str]) -> dict[str, list[Row]]:
    rows = store.rows(
        f"""
        SELECT schedule_exception.schedule_id, schedule_exception.kind, schedule_exception.starts_on,
            schedule_exception.ends_on, schedule_exception.reason
        FROM schedule_exception JOIN schedule ON schedule.id = schedule_exception.schedule_id
        WHERE schedule.service_id IN ({marks(service_ids)})
        ORDER BY schedule_exception.schedule_id, schedule_exception.position
        """,
        service_ids,
    )
    found: dict[str, list[Row]] = {}
    for schedule_id, *row in rows:
        found.setdefault(schedule_id, []).append(tuple(row))
    return found


def _made(row: Sequence[Any], exceptions: Iterable[Row]) -> Schedule:
    id_, starts_on, opens_at, closes_at, ends_on, notes, *rule = row
    kinds: dict[str, list[Gap]] = {"cancelled": [], "extra": [], "gap": []}
    for kind, first, last, reason in exceptions:
        gap = Gap(starts_on=date.fromisoformat(first), ends_on=date.fromisoformat(last), reason=reason)
        kinds.setdefault(kind, []).append(gap)
    return Schedule(
        id=id_,
        starts_on=date.fromisoformat(starts_on),
        rrule=recurrence.text(dict(zip(RULE_COLUMNS, rule, strict=True))),
        opens_at=time.fromisoformat(opens_at) if opens_at else None,
        closes_at=time.fromisoformat(closes_at) if closes_at else None,
        ends_on=date.fromisoformat(ends_on) if ends_on else None,
        cancelled=tuple(day.starts_on for day in kinds["cancelled"]),
        extra=tuple(day.starts_on for day in kinds["extra"]),
        gaps=tuple(kinds["gap"]),
        notes=notes,
    )


def _row(site_id: str | None, schedule: Schedule) -> Row:
    rule = recurrence.parts(schedule.rrule) if schedule.rrule is not None else {}
    return (
        schedule.id,
        site_id,
        schedule.starts_on.isoformat(),
        _wall_time(schedule.opens_at),
        _wall_time(schedule.closes_at),
        schedule.ends_on.isoformat() if schedule.ends_on else None,
        schedule.notes,
        *(_value(name, rule.get(name)) for name in RULE_COLUMNS),
    )


def _value(name: str, text: str | None) -> str | int | None:
    return int(text) if text is not None and name in _NUMBERS else text


def _wall_time(at: time | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


def _exceptions(schedule: Schedule) -> list[Row]:
    days = [("cancelled", day) for day in schedule.cancelled] + [("extra", day) for day in schedule.extra]
    rows = [(kind, day.isoformat(), day.isoformat(), "") for kind, day in days]
    gaps = [("gap", gap.starts_on.isoformat(), gap.ends_on.isoformat(), gap.reason) for gap in schedule.gaps]
    return rows + gaps
