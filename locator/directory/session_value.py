"""A schedule <-> the plain JSON in which changes and versions hold it: one item of the field `sessions`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from locator.directory import recurrence
from locator.directory.schedule import Gap, Schedule

Value = Mapping[str, Any]
"""{location_id, rrule, starts_on, opens_at, closes_at, ends_on, cancelled[], extra[], gaps[{starts_on, ends_on, reason}], notes}."""


class BadValueError(ValueError):
    """This JSON is no schedule."""


def value_of(schedule: Schedule, location_id: str | None) -> dict[str, Any]:
    """The schedule at this location, or (None) at none, as JSON; its id is no part of it."""
    return {
        "location_id": location_id,
        "rrule": schedule.rrule,
        "starts_on": schedule.starts_on.isoformat(),
        "opens_at": _wall(schedule.opens_at),
        "closes_at": _wall(schedule.closes_at),
        "ends_on": schedule.ends_on.isoformat() if schedule.ends_on else None,
        "cancelled": [day.isoformat() for day in schedule.cancelled],
        "extra": [day.isoformat() for day in schedule.extra],
        "gaps": [
            {"starts_on": gap.starts_on.isoformat(), "ends_on": gap.ends_on.isoformat(), "reason": gap.reason}
            for gap in schedule.gaps
        ],
        "notes": schedule.notes,
    }


def schedule_of(value: Value, id: str) -> Schedule:
    """The schedule of such JSON; raises BadValueError where it is none."""
    try:
        if value["rrule"] is not None:
            recurrence.parts(value["rrule"])
        return Schedule(
            id=id,
            rrule=value["rrule"],
            starts_on=date.fromisoformat(value["starts_on"]),
            opens_at=_time(value["opens_at"]),
            closes_at=_time(value["closes_at"]),
            ends_on=date.fromisoformat(value["ends_on"]) if value["ends_on"] else None,
            cancelled=_days(value["cancelled"]),
            extra=_days(value["extra"]),
            gaps=tuple(_gap(gap) for gap in value["gaps"]),
            notes=_text(value["notes"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadValueError("This is not a day and time of the directory.") from error


def _gap(value: Value) -> Gap:
    return Gap(
        starts_on=date.fromisoformat(value["starts_on"]),
        ends_on=date.fromisoformat(value["ends_on"]),
        reason=_text(value["reason"]),
    )


def _days(values: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half of a surrogate pair is text to JSON, and to nobody else
    return value


def _wall(at: time | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None


def _time(text: str | None) -> time | None:
    found = time.fromisoformat(text) if text else None
    if found is not None and found.tzinfo is not None:
        raise ValueError("A wall time has no zone.")
    return found
