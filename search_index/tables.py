"""The columns of all segments put together under one numbering of rows, as one commit left them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import Generic

import numpy as np
import numpy.typing as npt

from search_index import bits
from search_index.bits import Bits, Mask
from search_index.columns import Columns, FacetKey, Key
from search_index.fields import FIELDS, QUALITY_SHARE
from search_index.geo import Points
from search_index.stored import DAY_PARTS

WEEKDAYS = 7
SLOTS = WEEKDAYS * DAY_PARTS
WEEKDAY, PART = "weekday", "part"
"""The groups of times, counted like facets."""

FEW_ROWS = 8_000
"""Up to so many rows they are counted set by set, which is quicker then than in numpy."""

_EXACT = 2.0**30

FIELD_PLACES = 8
"""Fields are numbered below this, so that row * 8 + field is a line of its own."""


class Sets(Generic[Key]):
    """For each key the set of living rows that have it; keys that none has are left out."""

    def __init__(self, parts: Sequence[tuple[int, Mapping[Key, Bits]]], live: Bits) -> None:
        """Take, for each segment, its first row and its sets."""
        together: dict[Key, Bits] = {}
        for base, part in parts:
            for key, rows in part.items():
                together[key] = together.get(key, 0) | rows << base
        self._sets: dict[Key, Bits] = {key: alive for key, rows in sorted(together.items()) if (alive := rows & live)}

    def rows_of(self, key: Key) -> Bits:
        """The rows that have a key."""
        return self._sets.get(key, 0)

    def items(self) -> Iterable[tuple[Key, Bits]]:
        """Every key and its rows, by key."""
        return self._sets.items()


class Tables:
    """Arrays over all rows, the dead ones included; `live` says which count.

    `elsewhere` are the rows without any point that serve named areas: of no use outside of those.
    """

    def __init__(self, parts: Sequence[Columns], dead: Sequence[Sequence[int]]) -> None:
        """Take the columns of each segment and the rows deleted from it."""
        self.bases = _bases(parts)
        self.size = sum(part.size for part in parts)
        self.mask = _mask(self.size, self.bases, dead)
        self.live = bits.from_mask(self.mask)
        self.live_rows = self.mask.nonzero()[0]
        self.count = int(self.mask.sum())
        self.has_dead = self.count < self.size
        self.ids = _joined([part.ids for part in parts])
        lengths = np.concatenate([part.lengths for part in parts] or [np.empty((0, len(FIELDS)), np.int32)])
        self.factors = _factors(lengths, self.mask, self.count)
        qualities = np.concatenate([part.qualities for part in parts] or [np.empty(0)])
        self.quality_factors = 1.0 - QUALITY_SHARE * (1.0 - qualities)
        self._last_days = np.concatenate([part.last_days for part in parts] or [np.empty(0, np.int32)])
        self.ranks = _name_ranks(parts, self.bases)
        self._take_points(parts)
        self._take_sets(parts)
        self._sessions = [(base, part) for base, part in zip(self.bases, parts, strict=True) if len(part.sessions)]

    def _take_points(self, parts: Sequence[Columns]) -> None:
        """Points lie row by row, so a row's points are a stretch of them."""
        based = list(zip(self.bases, parts, strict=True))
        rows = np.concatenate([part.point_rows + base for base, part in based] or [np.empty(0, np.int32)])
        self.point_keys = _joined([part.point_keys for part in parts])
        latitudes = np.concatenate([part.latitudes for part in parts] or [np.empty(0)])
        longitudes = np.concatenate([part.longitudes for part in parts] or [np.empty(0)])
        self.points = Points(latitudes, longitudes)
        counts = np.bincount(rows, minlength=self.size)
        self.point_starts = np.concatenate(([0], np.cumsum(counts)))
        self.located = bits.from_mask(counts > 0)
        self.located_rows = counts.nonzero()[0]
        self.has_several_points = bool((counts > 1).any())
        self.has_one_point_each = len(rows) == self.size and not self.has_several_points

    def _take_sets(self, parts: Sequence[Columns]) -> None:
        based = list(zip(self.bases, parts, strict=True))
        self.unknown = Sets[str]([(base, part.unknown) for base, part in based], self.live)
        self.areas = Sets[str]([(base, part.areas) for base, part in based], self.live)
        serving = reduce(or_, (rows for _, rows in self.areas.items()), 0)
        self.elsewhere = serving & ~self.located
        slots = Sets[int]([(base, part.slots) for base, part in based], self.live)
        self.slots = [slots.rows_of(slot) for slot in range(SLOTS)]
        self.weekdays = [reduce(or_, self.slots[start : start + DAY_PARTS]) for start in range(0, SLOTS, DAY_PARTS)]
        self.parts_of_day = [reduce(or_, self.slots[part::DAY_PARTS]) for part in range(DAY_PARTS)]
        self.facets = Sets[FacetKey]([(base, part.facets) for base, part in based], self.live)
        self.groups: dict[str, dict[str, Bits]] = {}
        for (group, value), rows in self.facets.items():
            self.groups.setdefault(group, {})[value] = rows
        self.groups[WEEKDAY] = {str(weekday): rows for weekday, rows in enumerate(self.weekdays)}
        self.groups[PART] = {str(part): rows for part, rows in enumerate(self.parts_of_day)}

    @cached_property
    def _words(self) -> npt.NDArray[np.uint64]:
        """The set of each value of each group, a line for each, in 64-bit words."""
        return np.stack([bits.to_words(rows, self.size) for values in self.groups.values() for rows in values.values()])

    def count_values(self, among: Bits) -> dict[str, dict[str, int]]:
        """How many of these rows have each value of each group: facets, weekdays and parts of the day."""
        if self.size <= FEW_ROWS:
            return {
                group: {value: (rows & among).bit_count() for value, rows in values.items()}
                for group, values in self.groups.items()
            }
        words = self._words & bits.to_words(among, self.size)
        counts = iter(np.add.reduce(np.bitwise_count(words), axis=1, dtype=np.int64).tolist())
        return {group: dict(zip(values, counts, strict=False)) for group, values in self.groups.items()}

    def lasting(self, today: int) -> Bits:
        """The living rows that are not over by that day."""
        return bits.from_mask(self._last_days >= today) & self.live

    def slots_between(self, first_day: int, last_day: int) -> list[Bits]:
        """For each slot of the week, the rows with a session in it from the first to the last of these days."""
        table = np.zeros((SLOTS, self.size), dtype=np.bool_)
        for base, part in self._sessions:
            start, end = part.sessions.searchsorted((first_day * DAY_PARTS, (last_day + 1) * DAY_PARTS))
            # day 1 of Python's calendar was a Monday
            weekdays, parts_of_day = np.divmod(part.sessions[start:end] - DAY_PARTS, DAY_PARTS)
            table[weekdays % WEEKDAYS * DAY_PARTS + parts_of_day, part.session_rows[start:end] + base] = True
        return [bits.from_mask(line) & self.live for line in table]


def _bases(parts: Sequence[Columns]) -> list[int]:
    return list(accumulate((part.size for part in parts), initial=0))[: len(parts)]


def _mask(size: int, bases: Sequence[int], dead: Sequence[Sequence[int]]) -> Mask:
    mask = np.ones(size, dtype=np.bool_)
    for base, rows in zip(bases, dead, strict=True):
        if len(rows):
            mask[np.array(rows) + base] = False
    return mask


def _factors(lengths: npt.NDArray[np.int32], mask: Mask, count: int) -> npt.NDArray[np.float64]:
    """What one mention of a word counts in each field of each row (at row * 8 + field), before saturation.

    Below 16, and rounded to 2^-30: times a frequency of 16 bits and over all fields that adds up to no more than the 53 bits of a
    float, so that sums are exact, and the same in whatever order they are made.
    """
    weights = np.array([field.weight for field in FIELDS])
    norms = np.array([field.length_norm for field in FIELDS])
    means = lengths[mask].sum(axis=0) / max(count, 1)
    factors = np.zeros((len(lengths), FIELD_PLACES))
    factors[:, : len(FIELDS)] = weights / (1.0 - norms + norms * lengths / np.where(means > 0, means, 1.0))
    return np.rint(factors.ravel() * _EXACT) / _EXACT


def _joined(parts: Sequence[npt.NDArray[np.object_]]) -> npt.NDArray[np.object_]:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.object_)


def _name_ranks(parts: Sequence[Columns], bases: Sequence[int]) -> npt.NDArray[np.int64]:
    """Each row's place in the order of names, then ids. The largest segment's order is kept, the others' woven in."""
    if not parts:
        return np.empty(0, dtype=np.int64)
    largest = max(range(len(parts)), key=lambda number: parts[number].size)
    main = parts[largest]
    others = sorted(_keyed_rows(parts, bases, largest))
    before = np.array([bisect_left(main.sorted_keys, key) for key, _ in others], dtype=np.int64)
    ranks = np.empty(sum(part.size for part in parts), dtype=np.int64)
    places = np.arange(main.size)
    ranks[main.by_name + bases[largest]] = places + before.searchsorted(places, side="right")
    ranks[[row for _, row in others]] = before + np.arange(len(others))
    return ranks


def _keyed_rows(parts: Sequence[Columns], bases: Sequence[int], left_out: int) -> Iterator[tuple[tuple[str, str], int]]:
    for number, (part, base) in enumerate(zip(parts, bases, strict=True)):
        if number != left_out:
            yield from zip(part.sorted_keys, (part.by_name + base).tolist(), strict=True)
