"""Let the disk fill up at each write of a deed in turn, and see that it is refused in words, and done when there is room again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from itertools import count

from locator.actions.context import Context
from locator.storage.database import Store, StoreError
from tests.faults import changes, deeds
from tests.faults.changes import Press
from tests.faults.disk import Disk, WatchedStore

Deed = Callable[[Context, str], Press]
"""Does all that comes before the deed under this key, and answers the deed itself."""


def refer(context: Context, key: str) -> Press:
    """A referral."""
    return lambda: deeds.do(deeds.as_nurse(context, context.store), key)


DEEDS: Mapping[str, Deed] = {"": refer, **changes.DEEDS}
"""By what is kept of each: "" is a referral."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How many write points were tried, and what was acknowledged: "KEY", or "KEY sent" and so on."""

    points: int
    acknowledged: frozenset[str]


def prepare(store: Store) -> None:
    """What the deeds are about."""
    deeds.prepare(store)
    changes.prepare(store, 0)


def every_point(context: Context, kept: str, error: type[Exception], refusal: type[StoreError]) -> Tried:
    """Fail at the first write of this deed, at its second, and so on until one has room enough."""
    path = context.store.path
    context.store.close()
    disk = Disk(path.parent, error=error)
    store = WatchedStore(path, disk)
    acknowledged = set()
    try:
        for room in count():
            key = f"deed-{room}"
            press = DEEDS[kept](replace(context, store=store), key)
            is_refused = _is_refused(store, disk, press, room, refusal)
            acknowledged.add(f"{key} {kept}".strip())
            if not is_refused:
                return Tried(room, frozenset(acknowledged))
    finally:
        store.close()
    raise AssertionError("there is always a last point")


def lost(context: Context, tried: Tried) -> frozenset[str]:
    """What was acknowledged and is gone; fails for what is torn or doubled."""
    return tried.acknowledged - deeds.found(context.store.path) - changes.found(context)


def contents(store: Store, without: Collection[str] = ()) -> dict[str, list[object]]:
    """Every row of every table but these."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    names = [str(name) for (name,) in store.rows(sql) if name not in without]
    return {name: sorted(store.rows(f"SELECT * FROM {name}"), key=repr) for name in names}


def _is_refused(store: Store, disk: Disk, press: Press, room: int, refusal: type[StoreError]) -> bool:
    """Try the deed with this much room; where it is refused nothing of it is there, reading goes on, and it is done later."""
    before = contents(store)
    disk.room = room
    try:
        press()
    except refusal:
        assert contents(store) == before, "half done"
        disk.room = None
        press()
        return True
    finally:
        disk.room = None
    return False
