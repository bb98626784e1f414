"""The peers' SQL, kept in data files: statements under `-- name:` lines, with every column named."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "sql"


@cache
def load(file: str) -> dict[str, str]:
    """The statements of one file by name."""
    parts = re.split(r"^-- name: *(\w+) *$", (FOLDER / file).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}
