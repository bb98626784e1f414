"""How many hits there would be with each value of each filter chosen, under every other filter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from search_index import bits
from search_index.bits import Bits
from search_index.narrowing import Narrowing
from search_index.stored import DAY_PARTS
from search_index.tables import WEEKDAYS

WEEKDAY = "weekday"
PART = "part"
WHEN = "when"


class Counts(Mapping[str, Mapping[str, int]]):
    """Counts by group and value; worked out when first looked at, since many answers are used without them."""

    def __init__(self, work_out: Callable[[], dict[str, dict[str, int]]]) -> None:
        """Take what works them out."""
        self._work_out: Callable[[], dict[str, dict[str, int]]] | None = work_out
        self._counts: dict[str, dict[str, int]] = {}

    def _counted(self) -> dict[str, dict[str, int]]:
        work_out = self._work_out
        if work_out is not None:
            self._counts = work_out()
            self._work_out = None
        return self._counts

    def __getitem__(self, group: str) -> Mapping[str, int]:
        return self._counted()[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self._counted())

    def __len__(self) -> int:
        return len(self._counted())

    def __repr__(self) -> str:
        return repr(self._counted())


def count(narrowing: Narrowing, found: Bits) -> dict[str, dict[str, int]]:
    """The counts; `found` are the rows that have the words and lie within reach, whatever the filters say."""
    tables = narrowing.snapshot.tables
    usual = bits.counts(tables.facets.table, narrowing.passing & found).tolist()
    result = {}
    for group, (values, lines) in tables.groups.items():
        numbers = usual
        chosen = narrowing.facets.get(group)
        if chosen and group not in narrowing.cumulative:
            among = narrowing.without_group(group).passing & found
            result[group] = dict(zip(values, bits.counts(tables.facets.table[lines], among).tolist(), strict=True))
        else:
            result[group] = {value: numbers[line] for value, line in zip(values, lines, strict=True)}
    result |= _count_times(narrowing, found)
    return result


def _count_times(narrowing: Narrowing, found: Bits) -> dict[str, dict[str, int]]:
    others = narrowing.without_times().passing & found
    weekdays = [narrowing.on(frozenset({weekday}), narrowing.parts) for weekday in range(WEEKDAYS)]
    parts = [narrowing.on(narrowing.weekdays, frozenset({part})) for part in range(DAY_PARTS)]
    numbers = [str(number) for number in range(WEEKDAYS)]
    return {
        WEEKDAY: dict(zip(numbers, bits.counts(np.stack(weekdays), others).tolist(), strict=True)),
        PART: dict(zip(numbers, bits.counts(np.stack(parts), others).tolist(), strict=False)),
    }


def count_not_known(narrowing: Narrowing, found: Bits) -> dict[str, int]:
    """For each chosen value the rows left out by its group alone, of which nothing is known there."""
    counts = {}
    for group, values in narrowing.facets.items():
        for value in sorted(values):
            others = (
                narrowing.without_value(group, value)
                if group in narrowing.cumulative
                else narrowing.without_group(group)
            )
            counts[f"{group}:{value}"] = _left_out(narrowing, others, found, (group, f"{group}:{value}"))
    for group, chosen in ((WEEKDAY, narrowing.weekdays), (PART, narrowing.parts)):
        for number in sorted(chosen):
            counts[f"{group}:{number}"] = _left_out(
                narrowing, narrowing.without_times(), found, (group, f"{group}:{number}")
            )
    if narrowing.when:
        counts[WHEN] = _left_out(narrowing, narrowing.without_times(), found, (WHEN,))
    return counts


def _left_out(narrowing: Narrowing, others: Narrowing, found: Bits, keys: tuple[str, ...]) -> int:
    unknown = np.bitwise_or.reduce([narrowing.snapshot.tables.unknown.rows_of(key) for key in keys])
    return bits.count(others.passing & ~narrowing.passing & found & unknown)
