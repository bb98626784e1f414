"""A writer that is killed, or that meets another, leaves the old listing or the new one, never half of each."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from locator.directory.listing import Listing
from locator.storage import changes, database, listings, organizations
from locator.storage.database import Store
from tests.directory.samples import GROUP, LUNCH
from tests.storage.writers import number_of, version


@pytest.fixture(autouse=True)
def first_version(store: Store) -> None:
    organizations.save(store, GROUP)
    listings.save(store, version(0))


def writer(store: Store, name: str, rounds: int, first: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.writers", str(store.path), name, str(rounds), str(first)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def read(store: Store) -> Listing:
    (listing,) = listings.by_ids(store, [LUNCH.id])
    return listing


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_a_whole_listing(store: Store) -> None:
    chance = random.Random(9)
    acknowledged = 0
    for round_ in range(4):
        process = writer(store, "", 100_000, round_ * 100_000 + 1)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() * 0.15)
        process.kill()
        lines = process.stdout.read().split()
        process.wait()
        process.stdout.close()
        acknowledged = int(lines[-1]) if lines else round_ * 100_000 + 1
        found = read(store)
        assert found == version(number_of(found))
        assert number_of(found) in (acknowledged, acknowledged + 1)
    assert database.problems(store) == ()
    assert changes.head(store) > 4


def test_two_processes_writing_one_listing_take_turns(store: Store) -> None:
    processes = [writer(store, name, 15, 1) for name in ("a", "b")]
    seen = set()
    while any(process.poll() is None for process in processes):
        found = read(store)
        name = found.service.name.lstrip("Version 0123456789")
        assert found == version(number_of(found), name)
        seen.add(found.service.name)
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.read().split()[-1] == "15"
        process.stdout.close()
        assert process.returncode == 0
    assert len(seen) > 1
    assert database.problems(store) == ()


def test_a_failure_in_the_middle_of_a_save_leaves_the_old_listing(store: Store) -> None:
    head = changes.head(store)
    changed = version(7)
    broken = replace(changed, phones=(replace(changed.phones[0], number=""),))
    with pytest.raises(Exception, match="CHECK constraint"):
        listings.save(store, broken)
    assert read(store) == version(0)
    assert changes.head(store) == head
