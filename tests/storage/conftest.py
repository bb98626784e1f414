"""A real database in a folder of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from locator.storage.database import Store, open_store
from locator.storage.migrations import migrate


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "locator.sqlite")
    migrate(opened)
    yield opened
    opened.close()
