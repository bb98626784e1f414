"""Let the disk fill up at each write of a deed in turn, and see that it is refused in words, and done when there is room again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from locator.actions.context import Context
from locator.storage import referrals
from locator.storage.database import StoreError
from tests.faults import deeds
from tests.faults.disk import Disk, WatchedStore


@dataclass(frozen=True, slots=True)
class Tried:
    """How many write points were tried, and the deeds that were acknowledged."""

    points: int
    acknowledged: frozenset[str]


def every_point(context: Context, error: type[Exception], refusal: type[StoreError], most: int = 10_000) -> Tried:
    """Fail at the first write of a deed, at its second, and so on until one has room enough (or `most` were tried)."""
    path = context.store.path
    context.store.close()
    disk = Disk(path.parent, error=error)
    store = WatchedStore(path, disk)
    acknowledged = set()
    try:
        for room in count():
            key = f"deed-{room}"
            is_refused = _is_refused(deeds.as_nurse(context, store), disk, key, room, refusal)
            acknowledged.add(key)
            if not is_refused or room >= most:
                return Tried(room, frozenset(acknowledged))
    finally:
        store.close()
    raise AssertionError("there is always a last point")


def _is_refused(context: Context, disk: Disk, key: str, room: int, refusal: type[StoreError]) -> bool:
    """Try the deed with this much room; where it is refused nothing of it is there, reading goes on, and it is done later."""
    disk.room = room
    try:
        deeds.do(context, key)
    except refusal:
        assert referrals.of_form(context.store, key) == ()
        disk.room = None
        deeds.do(context, key)
        return True
    finally:
        disk.room = None
    return False
