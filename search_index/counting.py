"""How many hits there would be with each value of each filter chosen, under every other filter."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from types import MappingProxyType

from search_index.bits import Bits
from search_index.narrowing import Narrowing
from search_index.question import Question
from search_index.stored import DAY_PARTS
from search_index.tables import PART, WEEKDAY, WEEKDAYS

WHEN = "when"


class Counts(Mapping[str, Mapping[str, int]]):
    """Counts by group and value; worked out when first looked at, since many answers are used without them."""

    __slots__ = ("_counts", "_found", "_question")

    def __init__(self, question: Question, found: Bits) -> None:
        """Take what to count: the question with its filters, and the rows that pass everything else."""
        self._question = question
        self._found = found
        self._counts: dict[str, Mapping[str, int]] | None = None

    def _counted(self) -> dict[str, Mapping[str, int]]:
        counts = self._counts
        if counts is None:
            counted = count(self._question.narrowing, self._found)
            counts = self._counts = {group: MappingProxyType(values) for group, values in counted.items()}
        return counts

    def __getitem__(self, group: str) -> Mapping[str, int]:
        return self._counted()[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counted())

    def __len__(self) -> int:
        return len(self._counted())

    def items(self) -> ItemsView[str, Mapping[str, int]]:
        """Every group with its counts, as quickly as a dictionary gives them."""
        return self._counted().items()

    def __repr__(self) -> str:
        return repr({group: dict(values) for group, values in self.items()})


def count(narrowing: Narrowing, found: Bits) -> dict[str, dict[str, int]]:
    """The counts; `found` are the rows that have the words and lie within reach, whatever the filters say."""
    tables = narrowing.snapshot.tables
    result = tables.count_values(narrowing.passing & found)
    for group, chosen in narrowing.facets.items():
        if chosen and group in result and group not in narrowing.cumulative:
            among = narrowing.without_group(group).passing & found
            result[group] = {value: (rows & among).bit_count() for value, rows in tables.groups[group].items()}
    others = narrowing.passing
    if narrowing.is_timed:
        others = narrowing.without_times().passing
        result[WEEKDAY], result[PART] = _count_times(narrowing, others & found)
    if narrowing.today is not None:
        result[WHEN] = _count_coming(narrowing, narrowing.today, others & found)
    return result


def _count_coming(narrowing: Narrowing, today: int, others: Bits) -> dict[str, int]:
    """How many are on today, and in the seven days from today on."""
    return {
        name: (narrowing.between(today, today + days).timely & others).bit_count()
        for name, days in (("today", 0), ("week", 6))
    }


def _count_times(narrowing: Narrowing, others: Bits) -> tuple[dict[str, int], dict[str, int]]:
    """By weekday, under the parts of the day and dates that are chosen, and by part, under the weekdays and dates."""
    weekdays = [narrowing.on(frozenset({weekday}), narrowing.parts) for weekday in range(WEEKDAYS)]
    parts = [narrowing.on(narrowing.weekdays, frozenset({part})) for part in range(DAY_PARTS)]
    return (
        {str(weekday): (rows & others).bit_count() for weekday, rows in enumerate(weekdays)},
        {str(part): (rows & others).bit_count() for part, rows in enumerate(parts)},
    )


def count_not_known(narrowing: Narrowing, found: Bits) -> dict[str, int]:
    """For each chosen value the rows left out by its group alone, of which nothing is known there."""
    missed = found & ~narrowing.passing
    counts = {}
    for group, values in narrowing.facets.items():
        for value in sorted(values):
            is_cumulative = group in narrowing.cumulative
            others = narrowing.without_value(group, value) if is_cumulative else narrowing.without_group(group)
            counts[f"{group}:{value}"] = _unknown(others, missed, group, f"{group}:{value}")
    untimed = narrowing.without_times()
    for group, chosen in ((WEEKDAY, narrowing.weekdays), (PART, narrowing.parts)):
        for number in sorted(chosen):
            counts[f"{group}:{number}"] = _unknown(untimed, missed, group, f"{group}:{number}")
    if narrowing.when:
        counts[WHEN] = _unknown(untimed, missed, WHEN, WHEN)
    return counts


def _unknown(others: Narrowing, missed: Bits, group: str, single: str) -> int:
    """How many of the missed rows pass everything else, and have the group or this one value not known."""
    unknown = others.snapshot.tables.unknown
    return (others.passing & missed & (unknown.rows_of(group) | unknown.rows_of(single))).bit_count()
