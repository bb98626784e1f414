"""The periods that figures are published for: whole quarters that are over, and no others.

Two periods of somebody's own choice could be subtracted from each other, and what is left may be one person's day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SETTLES_DAYS = 14
"""How long after its end a quarter's figures wait, so that slips are undone before anybody sees them."""

SHOWN = 6
"""How many quarters back figures are shown: not so many that the oldest records are being cleared meanwhile."""

_NAMES = ("January to March", "April to June", "July to September", "October to December")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a year; `number` 1 is January to March."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.later().first - timedelta(days=1)

    @property
    def name(self) -> str:
        """ "July to September 2026"."""
        return f"{_NAMES[self.number - 1]} {self.year}"

    @property
    def slug(self) -> str:
        """As it stands in addresses: "2026-q3"."""
        return f"{self.year}-q{self.number}"

    def later(self) -> Quarter:
        """The next one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def earlier(self) -> Quarter:
        """The one before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)


def of(day: date) -> Quarter:
    """The quarter that a day is in."""
    return Quarter(day.year, (day.month + 2) // 3)


def to_publish(today: date) -> tuple[Quarter, ...]:
    """The quarters that figures are shown for, the newest first."""
    found = [of(today - timedelta(days=SETTLES_DAYS)).earlier()]
    while len(found) < SHOWN:
        found.append(found[-1].earlier())
    return tuple(found)
