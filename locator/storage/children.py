"""Rows that belong to one parent, written so that what did not change keeps its id and is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from locator.storage import identifiers
from locator.storage.database import Row, Store, StoreError


@dataclass(frozen=True)
class ChildTable:
    """A table whose rows belong to one parent and stand in an order; `columns` leaves out id, parent and position."""

    name: str
    parent: str
    columns: tuple[str, ...]

    @cached_property
    def select(self) -> str:
        """The parent's rows in their order: id, columns, position."""
        return f"SELECT {self._all} FROM {self.name} WHERE {self.parent} = ? ORDER BY position, id"

    @cached_property
    def insert(self) -> str:
        """One new row: id, columns, position, parent."""
        values = ", ".join("?" * (len(self.columns) + 3))
        return f"INSERT INTO {self.name} ({self._all}, {self.parent}) VALUES ({values})"

    @cached_property
    def update(self) -> str:
        """One row written over: columns, position, then its id."""
        assignments = ", ".join(f"{column} = ?" for column in (*self.columns, "position"))
        return f"UPDATE {self.name} SET {assignments} WHERE id = ?"

    @cached_property
    def delete(self) -> str:
        """One row taken away by its id."""
        return f"DELETE FROM {self.name} WHERE id = ?"

    @property
    def _all(self) -> str:
        return ", ".join(("id", *self.columns, "position"))


def replace(
    store: Store, table: ChildTable, parent_id: str, wanted: Sequence[Row], positions: Iterable[int] | None = None
) -> None:
    """Make these the parent's rows, in this order (or at these positions); each row is its id and then its columns."""
    before = {row[0]: row[1:] for row in store.rows(table.select, (parent_id,))}
    places = positions if positions is not None else range(len(wanted))
    after = {row[0]: (*row[1:], place) for place, row in zip(places, wanted, strict=True)}
    if len(after) < len(wanted):
        raise StoreError(f"Two rows of {table.name} have the same id, so neither was saved.")
    store.write_many(table.delete, [(id_,) for id_ in before if id_ not in after])
    store.write_many(table.update, [(*row, id_) for id_, row in after.items() if before.get(id_, row) != row])
    store.write_many(table.insert, [(id_, *row, parent_id) for id_, row in after.items() if id_ not in before])


def replace_values(store: Store, table: ChildTable, parent_id: str, wanted: Sequence[Row]) -> None:
    """The same for rows without an id of their own: each keeps the id of the row that it is, or that it takes over from."""
    before = {row[0]: row[1:-1] for row in store.rows(table.select, (parent_id,))}
    ids = _ids(table.name, parent_id, before, wanted)
    replace(store, table, parent_id, [(id_, *row) for id_, row in zip(ids, wanted, strict=True)])


def _ids(table: str, parent_id: str, before: dict[str, Row], wanted: Sequence[Row]) -> list[str]:
    """What is the same keeps its id, what was changed takes over the ids left, the rest gets new ones."""
    left = dict(before)
    kept = [_take(left, row) for row in wanted]
    spare, taken, ids = iter(list(left)), set(before), []
    for id_, row in zip(kept, wanted, strict=True):
        ids.append(id_ or next(spare, None) or _unused(taken, table, parent_id, row))
        taken.add(ids[-1])
    return ids


def _take(left: dict[str, Row], row: Row) -> str | None:
    for id_, values in left.items():
        if values == row:
            del left[id_]
            return id_
    return None


def _unused(taken: set[str], table: str, parent_id: str, row: Row) -> str:
    return next(id_ for n in count() if (id_ := identifiers.made_from(table, parent_id, *row, n)) not in taken)
