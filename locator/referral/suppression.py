"""Hide small counts in published figures, and as many others as it takes that no small one can be worked out.

Every figure is an arrow from one point to another, and at every point what comes in is what goes out: that is how a table
adds up. A row's cells come out of the row's total; the rows' totals come out of the grand total. Somebody who knows all
that is shown, all sums, and that a hidden figure is at least 1 (noughts are shown) can still add to a hidden figure
wherever there is a round trip of hidden figures through it: one more here, one fewer there, and all sums hold. So for
each small count there must be such a round trip, with room enough to lift it out of the small ones: it could be
`smallest_shown` or more, for all that anybody can tell. Whether a figure is hidden for being small or to cover
another is not said.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

SMALLEST_SHOWN = 5
"""Counts from 1 to one less than this are hidden."""

LEAST = 1
"""What anybody knows of a hidden figure: it is not nought."""

_INNER = frozenset({"cell", "before"})
_SUMS_MATTER = 4
"""To hide a sum costs so many times what it costs to hide a cell: sums are what people come for."""

Key = tuple[str, ...]
Point = tuple[str, ...]

_TOP: Point = ("all",)
_BOTTOM: Point = ("sum",)
_ENDLESS = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure to be published: its key, its value, and the two points that it lies between."""

    key: Key
    value: int
    tail: Point
    head: Point

    @property
    def price(self) -> int:
        """What is lost where it is hidden."""
        return self.value if self.key[0] in _INNER else self.value * _SUMS_MATTER


class _Step(NamedTuple):
    """Going along a figure, which makes it more, or back along it, which makes it fewer."""

    figure: Figure
    to: Point
    sign: int


_Steps = Mapping[Point, Sequence[_Step]]


def table(counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of a table: ("cell", row, column), ("row", row), ("column", column) and ("total",)."""
    by_row, by_column = _added(counts, 0), _added(counts, 1)
    return (
        Figure(key=("total",), value=sum(counts.values()), tail=_BOTTOM, head=_TOP),
        *(Figure(key=("row", row), value=by_row[row], tail=_TOP, head=("row", row)) for row in rows),
        *_cells(counts, rows, columns),
        *(Figure(key=("column", one), value=by_column[one], tail=("column", one), head=_BOTTOM) for one in columns),
    )


def chain(
    counts: Mapping[tuple[str, str, str], int], first: Sequence[str], rows: Sequence[str], columns: Sequence[str]
) -> tuple[Figure, ...]:
    """The figures of two tables that share their rows: rows by `columns` as in `table`, and rows by `first`.

    The keys of a count are (first, row, column). ("first", one) are the sums of `first`, ("before", one, row) the cells.
    """
    before, behind = _dropped(counts, 2), _dropped(counts, 0)
    by_first, by_row, by_column = _added(before, 0), _added(before, 1), _added(behind, 1)
    return (
        Figure(key=("total",), value=sum(counts.values()), tail=_BOTTOM, head=_TOP),
        *(Figure(key=("first", one), value=by_first[one], tail=_TOP, head=("first", one)) for one in first),
        *(
            Figure(key=("before", one, row), value=before[one, row], tail=("first", one), head=("into", row))
            for one in first
            for row in rows
        ),
        *(Figure(key=("row", row), value=by_row[row], tail=("into", row), head=("row", row)) for row in rows),
        *_cells(behind, rows, columns),
        *(Figure(key=("column", one), value=by_column[one], tail=("column", one), head=_BOTTOM) for one in columns),
    )


def published(figures: tuple[Figure, ...], smallest_shown: int = SMALLEST_SHOWN) -> dict[Key, int | None]:
    """Every figure by its key; None where it is hidden. The same figures are always hidden the same way."""
    gone = hidden(figures, smallest_shown)
    return {one.key: None if one.key in gone else one.value for one in figures}


@lru_cache(maxsize=128)
def hidden(figures: tuple[Figure, ...], smallest_shown: int = SMALLEST_SHOWN) -> frozenset[Key]:
    """The keys of the figures to hide; a quarter that is over has the same ones every time, so they are remembered."""
    small = sorted((one for one in figures if 0 < one.value < smallest_shown), key=lambda one: (one.value, one.key))
    steps, gone = _steps(figures), {one.key for one in small}
    for one in small:
        gone |= _lift(steps, one, smallest_shown - one.value, gone) or set()
    return frozenset(_thinned(steps, small, gone, figures, smallest_shown))


def _thinned(
    steps: _Steps, small: Sequence[Figure], gone: set[Key], figures: Sequence[Figure], smallest_shown: int
) -> set[Key]:
    """What is hidden without the figures that turned out to cover nothing, the largest looked at first."""
    covers = [one for one in figures if one.key in gone and one.value >= smallest_shown]
    for cover in sorted(covers, key=lambda one: (-one.price, one.key)):
        without = gone - {cover.key}
        if all(_lift(steps, one, smallest_shown - one.value, without, only=True) is not None for one in small):
            gone = without
    return gone


def _lift(steps: _Steps, start: Figure, need: int, gone: Set[Key], *, only: bool = False) -> set[Key] | None:
    """The figures of the round trips on which one can grow by `need`, hiding few more; with `only`, hiding none or None.

    One trip may be too narrow, so trips are gone one after the other, and each leaves its mark on what it went along.
    """
    moved: Counter[Key] = Counter()
    while need:
        way = _round_trip(steps, start, gone | moved.keys(), moved, only=only)
        if way is None:
            return None
        amount = min(need, *(_room(step, moved) for step in way))
        for step in way:
            moved[step.figure.key] += step.sign * amount
        need -= amount
    return set(moved)


def _round_trip(
    steps: _Steps, start: Figure, gone: Set[Key], moved: Mapping[Key, int], *, only: bool
) -> tuple[_Step, ...] | None:
    """The way back to where a figure begins that hides least more; None where there is none."""
    came: dict[Point, tuple[Point, _Step]] = {}
    cheapest, waiting, turn = {start.head: 0}, [(0, 0, start.head)], 0
    while waiting:
        price, _, here = heapq.heappop(waiting)
        if here == start.tail:
            return tuple(_way(came, start))
        for step in steps[here]:
            is_gone = step.figure.key in gone
            if step.figure is start or _room(step, moved) < 1 or (only and not is_gone):
                continue
            sum_ = price + (0 if is_gone else step.figure.price)
            if sum_ < cheapest.get(step.to, sum_ + 1):
                turn += 1
                cheapest[step.to], came[step.to] = sum_, (here, step)
                heapq.heappush(waiting, (sum_, turn, step.to))
    return None


def _room(step: _Step, moved: Mapping[Key, int]) -> int:
    """By how much this step can be gone: up without end, down to the least that a hidden figure may be."""
    return _ENDLESS if step.sign > 0 else step.figure.value + moved.get(step.figure.key, 0) - LEAST


def _way(came: Mapping[Point, tuple[Point, _Step]], start: Figure) -> Iterator[_Step]:
    here = start.tail
    while here != start.head:
        here, step = came[here]
        yield step


def _steps(figures: Sequence[Figure]) -> _Steps:
    """Both ways along every figure; noughts are shown and stay."""
    found: dict[Point, list[_Step]] = {}
    for one in figures:
        ahead, back = found.setdefault(one.tail, []), found.setdefault(one.head, [])
        if one.value:
            ahead.append(_Step(one, one.head, 1))
            back.append(_Step(one, one.tail, -1))
    return found


def _cells(counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]) -> Iterator[Figure]:
    for row in rows:
        for column in columns:
            value = counts.get((row, column), 0)
            yield Figure(key=("cell", row, column), value=value, tail=("row", row), head=("column", column))


def _added(counts: Mapping[tuple[str, str], int], side: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, count in counts.items():
        found[key[side]] += count
    return found


def _dropped(counts: Mapping[tuple[str, str, str], int], side: int) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for key, count in counts.items():
        one, other = (part for place, part in enumerate(key) if place != side)
        found[one, other] += count
    return found
