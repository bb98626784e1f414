"""A fresh index folder for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index.index import SearchIndex

CUMULATIVE = frozenset({"access"})


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    """An index in an empty folder; nothing is in it yet."""
    made = SearchIndex(tmp_path / "index", cumulative=CUMULATIVE)
    yield made
    made.close()
