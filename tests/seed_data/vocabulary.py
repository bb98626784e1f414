"""Reading the vocabularies of `seed_data/reference` as they are written."""

from __future__ import annotations

import csv
from pathlib import Path

SEED = Path(__file__).parents[2] / "seed_data"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of `seed_data/reference`, every cell as text."""
    with (SEED / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(cell: str) -> list[str]:
    """The alternatives in a cell, which are kept apart by semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def codes(taxonomy: str) -> set[str]:
    """The codes of one taxonomy; the themes have a file of their own."""
    if taxonomy == "theme":
        return {row["code"] for row in rows("themes.csv")}
    return {row["code"] for row in rows("terms.csv") if row["taxonomy"] == taxonomy}
