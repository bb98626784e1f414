"""Whom to ring now, for a search that tells of danger or despair."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from locator import assets
from locator.directory import urgent
from locator.directory.urgent import Helpline, Table
from search_index.analysis import words


@lru_cache(maxsize=1_024)
def for_search(text: str) -> tuple[Helpline, ...]:
    """The helplines to show above what the search finds; mostly none. Nothing is noted about it."""
    return urgent.helplines(words(text), _table())


@lru_cache(maxsize=1)
def _table() -> Table:
    folder = assets.folder("seed_data") / "reference"
    by_key = {row.pop("key"): Helpline(**row) for row in _rows(folder / "helplines.csv")}
    return {
        words(phrase): tuple(by_key[key] for key in row["helplines"].split(";") if key)
        for row in _rows(folder / "urgent.csv")
        for phrase in row["words"].split(";")
    }


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
