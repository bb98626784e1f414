"""The page about the data model says what the database is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locator.storage import migration_0001
from locator.storage.database import Store

PAGE = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\w+\*?) \| .+ \| ([\w*, ]+) \|$", re.MULTILINE)
LINE = re.compile(r"^    (\w+) \|\|--(?:o\{|\|\|) (\w+) : ", re.MULTILINE)


@pytest.fixture
def tables(store: Store) -> list[str]:
    rows = store.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    return [name for (name,) in rows]


def described() -> dict[str, list[str]]:
    return {
        name.rstrip("*"): [column.strip(" *") for column in columns.split(",")]
        for name, columns in ROW.findall(PAGE)
        if name != "table"
    }


def test_every_table_is_described_with_its_columns(store: Store, tables: list[str]) -> None:
    found = {table: [row[1] for row in store.rows(f"PRAGMA table_info({table})")] for table in tables}
    assert described() == found


def test_every_reference_is_a_line_of_the_diagram(store: Store, tables: list[str]) -> None:
    found = {(row[2], table) for table in tables for row in store.rows(f"PRAGMA foreign_key_list({table})")}
    assert set(LINE.findall(PAGE)) == found


def test_every_reference_can_be_followed_back_by_an_index(store: Store, tables: list[str]) -> None:
    for table in tables:
        first = set()
        for index in store.rows(f"PRAGMA index_list({table})"):
            first.add(store.rows(f"PRAGMA index_info({index[1]})")[0][2])
        for reference in store.rows(f"PRAGMA foreign_key_list({table})"):
            assert reference[3] in first, f"{table}.{reference[3]}"


def test_what_is_ours_has_a_star_on_the_page() -> None:
    sql = "\n".join(migration_0001.STATEMENTS)
    ours = set(re.findall(r"^\s+([a-z_]+) .*-- ours", sql, re.MULTILINE))
    starred = set(re.findall(r"(\w+)\*", PAGE))
    assert ours
    assert ours <= starred
