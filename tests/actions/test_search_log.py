"""The search log is written in batches and never stands in a search's way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from locator.actions import search_log
from locator.actions.search_log import SearchLog
from locator.directory.search_log import SearchRow
from locator.storage import database, migrations, searches
from locator.storage.database import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = database.open_store(tmp_path / "locator.sqlite")
    migrations.migrate(opened)
    return opened


def row(words: str) -> SearchRow:
    return SearchRow(
        at=datetime(2026, 11, 24, tzinfo=UTC),
        words=words,
        outward_code="ML1",
        radius_miles=5,
        filters="{}",
        sort="nearest",
        total=3,
        total_other=0,
    )


def test_what_waits_is_written_when_the_log_closes(store: Store) -> None:
    log = SearchLog(store, every_seconds=60)
    for number in range(250):
        log.note(row(f"lunch {number}"))
    log.close()
    assert len(searches.recent(store, 1000)) == 250


def test_rows_are_written_after_a_while_without_closing(store: Store) -> None:
    log = SearchLog(store, every_seconds=0.01)
    log.note(row("lunch"))
    waited = threading.Event()
    for _ in range(200):
        if searches.recent(store, 10):
            break
        waited.wait(0.01)
    assert [found.words for found in searches.recent(store, 10)] == ["lunch"]
    log.close()


def test_a_log_goes_on_after_it_was_closed(store: Store) -> None:
    log = SearchLog(store)
    log.note(row("one"))
    log.close()
    log.note(row("two"))
    log.close()
    assert {found.words for found in searches.recent(store, 10)} == {"one", "two"}


def test_a_database_that_is_away_costs_a_line_in_the_log_and_nothing_else(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_store: Store, _rows: Sequence[SearchRow]) -> None:
        raise OSError("disk full")

    with caplog.at_level(logging.ERROR):
        assert not search_log.write(store, [row("lunch")], record=broken)
    assert "1 searches were not noted" in caplog.text


def test_a_full_log_drops_searches_and_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(search_log, "MOST_WAITING", 2)
    log = SearchLog(store)
    monkeypatch.setattr(log, "_begin", lambda: None)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            log.note(row("lunch"))
    assert "one search was not noted" in caplog.text
