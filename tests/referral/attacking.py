"""Somebody who knows everything that was published and wants to know a hidden count: three ways to work one out.

Nothing here knows how figures are hidden. It is given the published numbers and the sums that everybody knows hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from locator.referral.suppression import Key

Published = Mapping[Key, int | None]
Sum = tuple[Key, tuple[Key, ...]]
"""A total, and what it is the total of."""

LEAST = 1
"""Noughts are shown, so what is hidden is at least this."""


def sums_of_table(rows: Sequence[str], columns: Sequence[str]) -> list[Sum]:
    """What adds up in a table with totals."""
    return [
        *((("row", row), tuple(("cell", row, column) for column in columns)) for row in rows),
        *((("column", column), tuple(("cell", row, column) for row in rows)) for column in columns),
        (("total",), tuple(("row", row) for row in rows)),
        (("total",), tuple(("column", column) for column in columns)),
    ]


def sums_of_chain(first: Sequence[str], rows: Sequence[str], columns: Sequence[str]) -> list[Sum]:
    """What adds up in two tables that share their rows."""
    return [
        *sums_of_table(rows, columns),
        *((("row", row), tuple(("before", one, row) for one in first)) for row in rows),
        *((("first", one), tuple(("before", one, row) for row in rows)) for one in first),
        (("total",), tuple(("first", one) for one in first)),
    ]


def recovered(published: Published, sums: Sequence[Sum]) -> set[Key]:
    """The hidden figures that must have one value, by algebra or by narrowing down."""
    return by_algebra(published, sums) | {key for key, (low, high) in bounds(published, sums).items() if low == high}


def by_algebra(published: Published, sums: Sequence[Sum]) -> set[Key]:
    """The hidden figures that the equations alone determine: after elimination, a row with one unknown.

    The matrix of a table's sums is totally unimodular, so every pivot is 1 or -1 and whole numbers are enough.
    """
    unknown = [key for key, value in published.items() if value is None]
    place = {key: column for column, key in enumerate(unknown)}
    matrix = [_equation(one, place) for one in sums]
    done = 0
    for column in range(len(unknown)):
        pivot = next((row for row in range(done, len(matrix)) if matrix[row][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        top = matrix[done]
        assert top[column] in (1, -1)
        for row, values in enumerate(matrix):
            if row != done and values[column]:
                factor = values[column] * top[column]
                matrix[row] = [a - factor * b for a, b in zip(values, top, strict=True)]
        done += 1
    alone = (row for row in matrix if sum(map(bool, row)) == 1)
    return {unknown[next(column for column, value in enumerate(row) if value)] for row in alone}


def bounds(published: Published, sums: Sequence[Sum]) -> dict[Key, tuple[int, float]]:
    """Between what each hidden figure must lie, narrowed sum by sum until nothing narrows any more."""
    low = {key: LEAST if value is None else value for key, value in published.items()}
    high: dict[Key, float] = {key: float("inf") if value is None else value for key, value in published.items()}
    changed = True
    while changed:
        changed = False
        for total, parts in sums:
            for key, new_low, new_high in _narrowed(total, parts, low, high):
                if new_low > low[key] or new_high < high[key]:
                    low[key], high[key], changed = int(max(low[key], new_low)), min(high[key], new_high), True
    return {key: (low[key], high[key]) for key, value in published.items() if value is None}


def by_trying(published: Published, rows: Sequence[str], columns: Sequence[str], most: int) -> set[Key]:
    """The hidden figures that are the same in every small table that fits what was published."""
    seen: dict[Key, set[int]] = {key: set() for key, value in published.items() if value is None}
    for counts in _fitting(published, rows, columns, most):
        for key, values in seen.items():
            values.add(_value(key, counts, rows, columns))
    return {key for key, values in seen.items() if len(values) == 1}


def _fitting(
    published: Published, rows: Sequence[str], columns: Sequence[str], most: int
) -> Iterator[dict[tuple[str, str], int]]:
    cells = list(product(rows, columns))
    choices = []
    for cell in cells:
        value = published["cell", *cell]
        choices.append(range(LEAST, most + 1) if value is None else (value,))
    for values in product(*choices):
        counts = dict(zip(cells, values, strict=True))
        if all(_fits(key, value, counts, rows, columns) for key, value in published.items() if key[0] != "cell"):
            yield counts


def _fits(
    key: Key, value: int | None, counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]
) -> bool:
    return value is None or _value(key, counts, rows, columns) == value


def _value(key: Key, counts: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str]) -> int:
    if key[0] == "cell":
        return counts[key[1], key[2]]
    if key[0] == "row":
        return sum(counts[key[1], column] for column in columns)
    if key[0] == "column":
        return sum(counts[row, key[1]] for row in rows)
    return sum(counts.values())


def _equation(one: Sum, place: Mapping[Key, int]) -> list[int]:
    total, parts = one
    row = [0] * len(place)
    for key, sign in ((total, 1), *((part, -1) for part in parts)):
        if key in place:
            row[place[key]] += sign
    return row


def _narrowed(
    total: Key, parts: Sequence[Key], low: Mapping[Key, int], high: Mapping[Key, float]
) -> Iterator[tuple[Key, float, float]]:
    lows, highs = sum(low[part] for part in parts), sum(high[part] for part in parts)
    yield total, lows, highs
    for part in parts:
        others = sum(high[other] for other in parts if other != part)
        yield part, low[total] - others, high[total] - (lows - low[part])
