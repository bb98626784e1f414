"""A real database in a folder of its own for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from locator.storage.database import Store, open_store
from locator.storage.migrations import migrate


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with every table and nothing in them."""
    file = tmp_path_factory.mktemp("empty") / "locator.sqlite"
    made = open_store(file)
    migrate(made)
    made.close()
    return file


@pytest.fixture
def store(tmp_path: Path, empty: Path) -> Iterator[Store]:
    """A copy of it, open."""
    opened = open_store(Path(shutil.copy(empty, tmp_path / "locator.sqlite")))
    yield opened
    opened.close()
