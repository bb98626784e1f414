"""The data map as a page to read: docs/privacy/data-map.md is what `locator privacy map` prints."""

from __future__ import annotations

from locator.actions.context import Context
from locator.storage import data_map

_HEAD = """# The data map

Printed by `locator privacy map` from the tables themselves; a column that is not in it fails `make check`. The legal bases are our
proposal: **the controllers' information governance teams have to confirm them** ([what to ask](questions.md)).

## Classes of data

| class | kept for | legal basis |
| --- | --- | --- |
"""
_COLUMNS = """
## Every column

"Personal" means about somebody who can be told from it, alone or with other columns. "Sealed" means encrypted in the database.

| table | columns | class | what for | personal | sealed |
| --- | --- | --- | --- | --- | --- |
"""


def problems(context: Context) -> tuple[str, ...]:
    """Where the map and the database differ."""
    return tuple(data_map.problems(context.store))


def as_markdown(context: Context) -> str:
    """The whole map, tables in the order of the alphabet."""
    classes = "".join(f"| {name} | {one.retention} | {one.basis} |\n" for name, one in data_map.CLASSES.items())
    rows = "".join(
        f"| {table} | {', '.join(group.names)} | {group.data_class} | {group.purpose} "
        f"| {'yes' if group.is_personal else 'no'} | {'yes' if group.is_sealed else 'no'} |\n"
        for table in data_map.schema(context.store)
        for group in data_map.TABLES.get(table, ())
    )
    return _HEAD + classes + _COLUMNS + rows
