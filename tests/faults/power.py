"""Cut the power at random moments of a day's work, and count what was acknowledged and is gone."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from locator.actions.context import Context
from tests.faults import deeds
from tests.faults.disk import Disk, WatchedStore


@dataclass(frozen=True, slots=True)
class Work:
    """A day's work: what was done to the disk, and after how many operations each deed was acknowledged."""

    disk: Disk
    acknowledged: dict[str, int]


def work(context: Context, amount: int, **pragmas: str) -> Work:
    """Do that many deeds over a watched disk; the context's own store is closed, its file is the beginning."""
    path = context.store.path
    context.store.close()
    disk = Disk(path.parent)
    store = WatchedStore(path, disk, **pragmas)
    acknowledged = {}
    for number in range(amount):
        key = f"deed-{number}"
        deeds.do(deeds.as_nurse(context, store), key)
        acknowledged[key] = len(disk.operations)
    operations = list(disk.operations)  # closing writes too, but by then the power is gone
    store.close()
    disk.operations = operations
    return Work(disk, acknowledged)


def lost(done: Work, database: str, cuts: int, seed: int) -> int:
    """How many acknowledged deeds are gone after that many power cuts; fails where a file is not sound or a deed is torn."""
    chance, gone = random.Random(seed), 0
    for _ in range(cuts):
        at = chance.randint(1, len(done.disk.operations))
        with tempfile.TemporaryDirectory() as folder:
            done.disk.after_a_cut(at, Path(folder), chance)
            there = deeds.found(Path(folder) / database)
        gone += len({key for key, when in done.acknowledged.items() if when <= at} - there)
    return gone
