"""That a listing was seen is counted away from the request, by month, without anything of who saw it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from locator.actions import seen_log as seen_logs
from locator.actions.seen_log import SeenLog
from locator.directory.seen import Seen, SeenKind
from locator.storage import listing_counts
from locator.wiring import Engine
from tests import keeping
from tests.conftest import OpenEngine
from tests.keeping import CHOIR, WALKS

VIEW = Seen(service_id=CHOIR.service.id, month="2026-11", kind=SeenKind.VIEW)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(*keeping.LISTINGS)


@pytest.fixture
def log(engine: Engine) -> Iterator[SeenLog]:
    made = SeenLog(engine.store, every_seconds=3600)
    yield made
    made.close()


def kept(engine: Engine) -> list[tuple[object, ...]]:
    rows = engine.store.rows(
        "SELECT service_id, month, kind, count FROM listing_count ORDER BY service_id, month, kind"
    )
    return [tuple(row) for row in rows]


def test_nothing_is_written_while_it_is_counted_and_all_of_it_afterwards(engine: Engine, log: SeenLog) -> None:
    for _ in range(3):
        log.note([VIEW, Seen(service_id=WALKS.service.id, month="2026-11", kind=SeenKind.SEARCH)])
    assert kept(engine) == []
    assert log.write()
    log.note([VIEW])
    log.write()
    assert sorted(kept(engine)) == sorted(
        [(CHOIR.service.id, "2026-11", "view", 4), (WALKS.service.id, "2026-11", "search", 3)]
    )


def test_many_at_once_lose_nothing(engine: Engine, log: SeenLog) -> None:
    with ThreadPoolExecutor(8) as pool:
        for turn in range(400):
            pool.submit(log.write if turn % 40 == 0 else lambda: log.note([VIEW]))
    log.write()
    assert kept(engine)[0][3] == 390


def test_two_processes_add_to_each_other(engine: Engine, log: SeenLog) -> None:
    other = SeenLog(engine.store, every_seconds=3600)
    for one in (log, other):
        one.note([VIEW])
        one.close()
    assert kept(engine) == [(CHOIR.service.id, "2026-11", "view", 2)]


def test_what_waits_is_written_when_the_installation_is_closed(open_engine: OpenEngine) -> None:
    engine = open_engine(*keeping.LISTINGS)
    engine.context().log_seen([VIEW])
    engine.seen_log.close()
    assert len(kept(engine)) == 1


def test_a_listing_that_is_gone_meanwhile_takes_nothing_with_it(engine: Engine, log: SeenLog) -> None:
    log.note([VIEW, Seen(service_id="gone", month="2026-11", kind=SeenKind.VIEW)])
    assert log.write()
    assert len(kept(engine)) == 1


def test_a_database_that_is_away_costs_the_counts_and_no_page(engine: Engine, log: SeenLog) -> None:
    with engine.store.atomic():
        engine.store.write("DROP TABLE listing_count")
    log.note([VIEW])
    assert not log.write()
    log.note([VIEW])


def test_when_too_many_wait_they_are_dropped(engine: Engine, log: SeenLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen_logs, "MOST_WAITING", 1)
    log.note([VIEW])
    log.note([Seen(service_id=WALKS.service.id, month="2026-11", kind=SeenKind.VIEW)])
    log.write()
    assert [row[0] for row in kept(engine)] == [CHOIR.service.id]


def test_the_counts_of_a_month_are_read_by_kind(engine: Engine) -> None:
    listing_counts.add(engine.store, {VIEW: 7})
    assert listing_counts.of_service(engine.store, CHOIR.service.id, "2026-11", "2026-11") == {
        ("2026-11", SeenKind.VIEW): 7
    }
    assert not listing_counts.of_service(engine.store, CHOIR.service.id, "2026-10", "2026-10")
