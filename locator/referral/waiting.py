"""How long a group may take to answer: counted in working days of Scotland, and when it and the curators are reminded."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from locator.directory import schedule

GROUP_AFTER_DAYS = 6
"""The group is reminded once this many working days have gone by."""

CURATORS_AFTER_DAYS = 9
"""The curators hear of it once this many have."""


class Nudge(StrEnum):
    """Who is reminded, each once."""

    GROUP = "group"
    CURATOR = "curator"


DUE_AFTER = {Nudge.GROUP: GROUP_AFTER_DAYS, Nudge.CURATOR: CURATORS_AFTER_DAYS}


def is_working_day(day: date) -> bool:
    """Monday to Friday, but no Scottish bank holiday."""
    return day.weekday() < 5 and schedule.bank_holiday(day) is None


def working_days_between(first: date, last: date) -> int:
    """The working days after `first`, up to and with `last`: from a Friday to the Monday after it is 1."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(map(is_working_day, days))


def is_due(nudge: Nudge, sent_on: date, today: date) -> bool:
    """Whether somebody is to be reminded by now of what was sent on that day."""
    return working_days_between(sent_on, today) >= DUE_AFTER[nudge]


def last_due(nudge: Nudge, today: date) -> date:
    """The last day of which somebody is to be reminded by now: what was sent on it or before is due, what was sent later is not."""
    day = today
    while not is_due(nudge, day, today):
        day -= timedelta(days=1)
    return day
