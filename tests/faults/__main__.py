"""`python -m tests.faults`: every fault at full size, with what was counted. Ends with 1 where anything was lost."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import apsw

from locator import assets
from locator.actions import install
from locator.places import tables
from locator.settings import Settings
from locator.storage import database, migrations
from locator.storage.database import StoreFullError, StoreUnreachableError
from locator.wiring import Engine
from tests.faults import changing, full, killing, power
from tests.faults.kills import Enough

DATABASE = "locator.sqlite"


def installation(folder: Path) -> Path:
    """An installation without listings."""
    seed = assets.folder("seed_data")
    tables.build(seed, folder / "places", None)
    store = database.open_store(folder / DATABASE)
    migrations.migrate(store)
    install.load_reference(store, seed)
    install.finish(store)
    store.close()
    return folder


def copied(built: Path, data: Path) -> Engine:
    """An open copy of an installation, with what the deeds refer to."""
    data.mkdir()
    shutil.copy(built / DATABASE, data / DATABASE)
    (data / "places").symlink_to(built / "places")
    engine = Engine(Settings(data=data))
    full.prepare(engine.store)
    engine.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return engine


def cut_power(built: Path, folder: Path, cuts: int) -> bool:
    """Cut the power that many times, a hundred for each of some days of work."""
    lost = 0
    for number in range(max(1, cuts // 100)):
        done = power.work(copied(built, folder / f"power-{number}").context(), 60)
        lost += power.lost(done, DATABASE, cuts=min(cuts, 100), seed=number)
    print(f"power cuts: {cuts:,}, lost {lost}; a torn or damaged file would have stopped the run")
    return lost == 0


def fill_disk(built: Path, folder: Path) -> bool:
    """Let every write of every deed fail in turn, for want of room and for a broken disk."""
    gone = 0
    for name, error, refusal in (
        ("full", apsw.FullError, StoreFullError),
        ("failing", apsw.IOError, StoreUnreachableError),
    ):
        points = {}
        for kept in full.DEEDS:
            engine = copied(built, folder / f"{name}-{kept}")
            tried = full.every_point(engine.context(), kept, error, refusal)
            gone += len(full.lost(engine.context(), tried))
            points[kept or "referred"] = tried.points
            engine.close()
        told = ", ".join(f"{kept} {number}" for kept, number in points.items())
        print(f"disk {name}: {sum(points.values()):,} write points ({told}), lost {gone}")
    return gone == 0


def kill_servers(built: Path, folder: Path, enough: Enough) -> bool:
    """Kill workers and whole servers while two crews of staff, organisers, curators and groups work."""
    tally, count = killing.work_while_killed(built, folder / "kills", enough, crews=2)
    kinds = ", ".join(f"{kind} {number:,}" for kind, number in sorted(count.kinds.items()))
    print(
        f"kills: {tally.workers_killed:,} workers and {tally.servers_killed:,} servers, {len(tally.acknowledged):,} acknowledged "
        f"({kinds}; {tally.tried_again:,} after trying again), lost {len(count.lost)}, given up {tally.given_up or 'none'}; a doubled or torn one would have stopped the run"
    )
    return not count.lost and not tally.given_up


def change_the_directory(built: Path, folder: Path, steps: int) -> bool:
    """Let organisers, curators and imports change listings in any order, and compare what is public after each step."""
    days = iter(range(1_000_000))

    def make() -> Engine:
        return changing.opened(built, folder / f"day-{next(days)}")

    taken = changing.run(make, steps=steps)
    print(
        f"changes to the directory: {taken:,} steps; one after which anything else was public would have stopped the run"
    )
    return taken >= steps


def main() -> None:
    """Run them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description="Break everything at full size.")
    parser.add_argument("--cuts", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--each", type=int, default=300, help="forms of each client, acknowledged")
    parser.add_argument("--referrals", type=int, default=20_000, help="people referred, acknowledged")
    parser.add_argument("--changes", type=int, default=50_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        built = folder / "built"
        built.mkdir()
        installation(built)
        outcomes = (
            cut_power(built, folder, asked.cuts),
            fill_disk(built, folder),
            kill_servers(built, folder, Enough(kills=asked.kills, each=asked.each, referrals=asked.referrals)),
            change_the_directory(built, folder, asked.changes),
        )
    sys.exit(0 if all(outcomes) else 1)


if __name__ == "__main__":
    main()
