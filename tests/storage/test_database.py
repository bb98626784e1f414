"""Nothing is ever half-written, whoever writes, and what goes wrong has a name."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from locator.storage import database, facts
from locator.storage.database import (
    Store,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreUnreachableError,
    open_store,
)

PUT = "INSERT INTO fact (name, value) VALUES (?, ?)"


def names(store: Store) -> list[str]:
    return [name for (name,) in store.rows("SELECT name FROM fact ORDER BY name")]


@pytest.fixture
def other(store: Store) -> Iterator[Store]:
    """Another process's store over the same file."""
    opened = Store(store.path)
    yield opened
    opened.close()


def test_every_connection_is_safe(store: Store) -> None:
    found: list[dict[str, object]] = []

    def look() -> None:
        found.append({name: store.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in database.PRAGMAS})

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    look()
    for pragmas in found:
        assert pragmas["journal_mode"] == "wal"
        assert pragmas["synchronous"] == 2, "FULL"
        assert pragmas["foreign_keys"] == 1
        assert pragmas["busy_timeout"] == 5000
        assert pragmas["trusted_schema"] == 0
        assert pragmas["secure_delete"] == 1


def test_the_file_is_for_its_owner_alone(store: Store) -> None:
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def put_and_fail(store: Store, name: str) -> None:
    with store.atomic():
        store.write(PUT, (name, "1"))
        raise ZeroDivisionError


def test_what_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store, "a")
    assert names(store) == []


def test_an_inner_block_joins_the_outer_one(store: Store) -> None:
    with suppress(ZeroDivisionError), store.atomic():
        facts.put(store, "a", "1")
        assert names(store) == ["a"]
        raise ZeroDivisionError
    assert names(store) == []


def test_an_inner_block_that_fails_undoes_its_own_part(store: Store) -> None:
    with store.atomic():
        facts.put(store, "a", "1")
        with pytest.raises(ZeroDivisionError):
            put_and_fail(store, "b")
    assert names(store) == ["a"]


def test_writing_outside_a_transaction_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="atomic"):
        store.write(PUT, ("a", "1"))
    with pytest.raises(StoreError, match="atomic"):
        store.write_many(PUT, [("a", "1")])


def test_writing_inside_a_snapshot_is_refused(store: Store) -> None:
    with store.snapshot(), pytest.raises(StoreError, match="leave it"), store.atomic():
        pass


def test_a_snapshot_sees_one_state(store: Store, other: Store) -> None:
    facts.put(store, "a", "old")
    with store.snapshot():
        assert facts.get(store, "a") == "old"
        facts.put(other, "a", "new")
        assert facts.get(store, "a") == "old"
    assert facts.get(store, "a") == "new"


def test_a_snapshot_inside_a_transaction_sees_what_it_wrote(store: Store) -> None:
    with store.atomic():
        store.write(PUT, ("a", "1"))
        with store.snapshot():
            assert names(store) == ["a"]


def test_rows_that_point_nowhere_are_refused(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), store.atomic():
        store.write("INSERT INTO locality_ward (locality_id, ward_code) VALUES (?, ?)", ("nowhere", "S13003042"))


def test_a_writer_that_waits_in_vain_says_so(store: Store, other: Store) -> None:
    other.connection.execute("PRAGMA busy_timeout = 50")
    with store.atomic():
        store.write(PUT, ("a", "1"))
        with pytest.raises(StoreBusyError, match="busy"), other.atomic():
            pass
        assert names(other) == [], "reading goes on meanwhile"
    facts.put(other, "b", "2")
    assert names(store) == ["a", "b"]


def test_a_full_disk_says_so_and_reading_goes_on(store: Store) -> None:
    facts.put(store, "a", "1")
    (pages,) = store.row("PRAGMA page_count") or (0,)
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFullError, match="full"), store.atomic():
        store.write(PUT, ("b", "x" * 100_000))
    assert names(store) == ["a"]
    store.connection.execute("PRAGMA max_page_count = 1000000")
    facts.put(store, "b", "2")
    assert names(store) == ["a", "b"]


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "locator.sqlite"
    path.write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(StoreDamagedError, match="backup"):
        open_store(path)


def test_a_folder_that_went_away_says_so(tmp_path: Path) -> None:
    gone = Store(tmp_path / "gone" / "locator.sqlite")
    with pytest.raises(StoreUnreachableError, match="folder"):
        facts.get(gone, "a")


def test_a_database_that_may_not_be_written_says_so(store: Store) -> None:
    store.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreUnreachableError):
        facts.put(store, "a", "1")


def test_a_sound_database_has_no_problems(store: Store) -> None:
    assert database.problems(store) == ()


def test_a_stray_row_is_a_problem(store: Store) -> None:
    store.connection.execute("PRAGMA foreign_keys = OFF")
    with store.atomic():
        store.write("INSERT INTO locality_ward (locality_id, ward_code) VALUES (?, ?)", ("nowhere", "S13003042"))
    assert database.problems(store) == ("locality_ward points to no locality",)


def test_two_threads_write_without_an_error(store: Store) -> None:
    facts.put(store, "count", "0")
    failures: list[BaseException] = []

    def add() -> None:
        try:
            for _ in range(40):
                with store.atomic():
                    store.write(
                        "UPDATE fact SET value = ? WHERE name = 'count'",
                        (str(int(facts.get(store, "count") or 0) + 1),),
                    )
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert facts.get(store, "count") == "160"


def test_the_connection_of_a_thread_that_ended_is_closed(store: Store) -> None:
    for _ in range(5):
        thread = threading.Thread(target=names, args=(store,))
        thread.start()
        thread.join()
    assert len(store._open) <= 2


def test_a_forked_process_opens_its_own_connection(store: Store) -> None:
    mine = id(store.connection)
    with store.snapshot():
        reader, writer = multiprocessing.Pipe(duplex=False)
        child = os.fork()
        if child == 0:
            facts.put(store, "child", "was here")
            writer.send(id(store.connection) != mine)
            os._exit(0)
        os.waitpid(child, 0)
        assert reader.recv()
    assert facts.get(store, "child") == "was here"


def test_a_closed_store_can_be_used_again(store: Store) -> None:
    facts.put(store, "a", "1")
    store.close()
    assert facts.get(store, "a") == "1"
