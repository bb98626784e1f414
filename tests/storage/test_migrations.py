"""Any older database is brought up to date, whole or not at all, and nothing in it is lost."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from locator.storage import database, listings, migrations
from locator.storage.database import Store, open_store
from tests.directory.samples import GROUP, LISTING

OLDEST = Path(__file__).with_name("oldest.sql").read_text(encoding="utf-8")
MIGRATE = "import sys; from pathlib import Path; from locator.storage import database, migrations; "
MIGRATE += "store = database.open_store(Path(sys.argv[1])); print('go', flush=True); migrations.migrate(store)"


def oldest(path: Path) -> Path:
    connection = sqlite3.connect(path)
    connection.executescript(OLDEST)
    connection.close()
    return path


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(oldest(tmp_path / "old.sqlite"))
    yield opened
    opened.close()


def shape(store: Store) -> set[tuple[str, str, str]]:
    rows = store.rows("SELECT type, name, COALESCE(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in rows}


def test_the_oldest_database_becomes_what_a_new_one_is(old: Store, store: Store) -> None:
    applied = migrations.migrate(old)
    assert applied == tuple(one.name for one in migrations.MIGRATIONS.pending(Database(memory=True)))[1:]
    assert shape(old) == shape(store)
    assert database.problems(old) == ()


def test_the_listing_of_the_oldest_database_is_still_there(old: Store) -> None:
    migrations.migrate(old)
    assert tuple(listings.every(old)) == (LISTING,)
    assert not listings.save(old, LISTING)
    assert listings.of_organization(old, GROUP.id) == (LISTING,)


def test_an_up_to_date_database_is_left_alone(store: Store) -> None:
    before = shape(store)
    assert migrations.pending(store) == ()
    assert migrations.migrate(store) == ()
    assert shape(store) == before


def test_a_migration_that_fails_leaves_nothing_and_stays_pending(old: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shape(old)
    statements = (*migrations.migration_0002.STATEMENTS, "CREATE TABLE fact (again TEXT)")
    monkeypatch.setattr(migrations.migration_0002, "STATEMENTS", statements)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrations.migrate(old)
    assert shape(old) == before
    assert len(migrations.pending(old)) == len(migrations.MIGRATIONS.pending(Database(memory=True))) - 1


def test_two_threads_that_migrate_at_once_do_it_once(old: Store) -> None:
    applied: list[str] = []
    threads = [threading.Thread(target=lambda: applied.extend(migrations.migrate(old))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(applied) == len(set(applied))
    assert migrations.pending(old) == ()


@pytest.mark.slow
def test_a_killed_migration_is_whole_or_absent_and_goes_on_the_next_time(tmp_path: Path, store: Store) -> None:
    chance = random.Random(4)
    for round_ in range(4):
        path = oldest(tmp_path / f"killed-{round_}.sqlite")
        process = subprocess.Popen([sys.executable, "-c", MIGRATE, str(path)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.02)
        process.kill()
        process.wait()
        process.stdout.close()
        found = open_store(path)
        migrations.migrate(found)
        assert shape(found) == shape(store)
        assert tuple(listings.every(found)) == (LISTING,)
        found.close()
