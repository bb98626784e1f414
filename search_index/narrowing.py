"""Filters: which rows pass the chosen facets, days, parts of the day and dates, and which would with one of them lifted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from operator import and_, or_

from search_index.bits import Bits
from search_index.query import Query, When
from search_index.snapshot import Snapshot
from search_index.stored import DAY_PARTS
from search_index.tables import WEEKDAYS


@dataclass
class Narrowing:
    """What a query narrows by. `lift` answers the same with one choice left out."""

    snapshot: Snapshot
    cumulative: frozenset[str]
    facets: Mapping[str, frozenset[str]]
    weekdays: frozenset[int]
    parts: frozenset[int]
    when: When | None
    today: int | None = None

    @cached_property
    def passing(self) -> Bits:
        """The living rows that pass everything."""
        passing = self.snapshot.lasting(self.today)
        for group, values in self.facets.items():
            if values:
                passing = passing & self._passing_group(group, values)
        return passing & self.timely if self.is_timed else passing

    def _passing_group(self, group: str, values: frozenset[str]) -> Bits:
        """Alternatives: the rows with any of the values; in a cumulative group, with all of them."""
        sets = [self.snapshot.tables.facets.rows_of((group, value)) for value in values]
        return reduce(and_ if group in self.cumulative else or_, sets)

    @property
    def is_narrow(self) -> bool:
        """Whether anything is chosen."""
        return self.is_timed or bool(self.facets)

    @property
    def is_timed(self) -> bool:
        """Whether days, parts of the day or dates are asked for."""
        return bool(self.weekdays or self.parts or self.when)

    @cached_property
    def slots(self) -> list[Bits]:
        """For each slot of the week the rows that are on then: regularly, or between the dates asked for."""
        if self.when is None:
            return self.snapshot.tables.slots
        return self.snapshot.slots_between(self.when.first_day, self.when.last_day)

    @cached_property
    def timely(self) -> Bits:
        """The rows that are on in one slot with a chosen day and a chosen part."""
        return self.on(self.weekdays, self.parts)

    def on(self, weekdays: frozenset[int], parts: frozenset[int]) -> Bits:
        """The rows with a slot on one of these weekdays in one of these parts; an empty set means any."""
        slots = self.slots
        on = 0
        for weekday in weekdays or range(WEEKDAYS):
            for part in parts or range(DAY_PARTS):
                if 0 <= weekday < WEEKDAYS and 0 <= part < DAY_PARTS:
                    on |= slots[weekday * DAY_PARTS + part]
        return on

    def without_group(self, group: str) -> Narrowing:
        """The same with nothing chosen in a group."""
        return replace(self, facets={name: values for name, values in self.facets.items() if name != group})

    def without_times(self) -> Narrowing:
        """The same whatever the day, the part of the day and the date."""
        return replace(self, weekdays=frozenset(), parts=frozenset(), when=None)

    def between(self, first_day: int, last_day: int) -> Narrowing:
        """The same with these dates instead of those that are chosen."""
        return replace(self, when=When(first_day=first_day, last_day=last_day))

    def without_value(self, group: str, value: str) -> Narrowing:
        """The same with one value of a group not chosen."""
        return replace(self, facets={**self.facets, group: self.facets[group] - {value}})


def narrow(snapshot: Snapshot, query: Query, cumulative: frozenset[str]) -> Narrowing:
    """What this query narrows by; whoever asked may go on to change the query's facets."""
    return Narrowing(snapshot, cumulative, dict(query.facets), query.weekdays, query.parts, query.when, query.today)
