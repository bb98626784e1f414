"""When something is on, as HSDS `schedule` says it: the parts of an RFC 5545 rule, and all of it in plain words.

The standard knows weekly and monthly rules. A daily one is told as a weekly one on all seven days; what it cannot say (once a year,
the second of several days, dates off) stands in the description alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from locator.directory import recurrence, schedule
from locator.directory.recurrence import LONDON
from locator.directory.schedule import Schedule
from locator.exchange.node import Node, known

EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"
_BEYOND = frozenset({"BYMONTH", "BYSETPOS", "BYWEEKNO", "BYYEARDAY"})
"""Parts of a rule that the standard has no field for, or that validators read in their own ways."""


def of_schedule(one: Schedule, today: date, belongs_to: Mapping[str, str], attending_type: str) -> Node:
    """One rule; `belongs_to` names the service or the service at a location that it is of.

    Times are wall times in Europe/London with the offset of the first day: the standard has no name for a time zone.
    """
    description = ". ".join((schedule.describe(one), *schedule.exceptions(one, today)))
    return known(
        {
            "id": one.id,
            **belongs_to,
            "valid_from": one.starts_on.isoformat(),
            "valid_to": one.ends_on.isoformat() if one.ends_on else None,
            "dtstart": one.starts_on.isoformat(),
            **_rule(one.rrule),
            "opens_at": _time(one.starts_on, one.opens_at),
            "closes_at": _time(one.starts_on, one.closes_at),
            "attending_type": attending_type,
            "description": description,
            "notes": one.notes,
        }
    )


def _rule(rrule: str | None) -> Node:
    named = recurrence.parts(rrule) if rrule else {}
    freq, interval = named.get("FREQ"), int(named.get("INTERVAL", "1"))
    if not named or named.keys() & _BEYOND or (freq == "DAILY" and interval > 1) or freq == "YEARLY":
        return {}
    until = recurrence.last_day(rrule) if rrule and "UNTIL" in named else None
    return {
        "freq": "WEEKLY" if freq == "DAILY" else freq,
        "interval": interval,
        "byday": named.get("BYDAY") or (EVERY_DAY if freq == "DAILY" else None),
        "bymonthday": named.get("BYMONTHDAY"),
        "wkst": named.get("WKST"),
        "count": int(named["COUNT"]) if "COUNT" in named else None,
        "until": until.isoformat() if until else None,
    }


def _time(day: date, at: time | None) -> str | None:
    """ "10:00+01:00" on a summer's day, "10:00Z" on a winter's."""
    if at is None:
        return None
    told = datetime.combine(day, at, tzinfo=LONDON).isoformat(timespec="minutes").partition("T")[2]
    return told.replace("+00:00", "Z")
