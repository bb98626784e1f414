"""The index grows old without an edit: what came over a line of its cycle since it was written is written again.

A document says how far its listing can be relied on, which falls on one day. So the first search of each process on a new
day, or after a locality has chosen another cycle, looks through the few listings whose line may lie between. Nothing
is written into the database, and two processes that do it both write the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from dateutil.relativedelta import relativedelta

from locator.actions import documents
from locator.actions.context import Context
from locator.directory.cycle import DEFAULT, Cycle
from locator.storage import freshness, listings
from search_index.index import SearchIndex


@dataclass(frozen=True, slots=True)
class _Aged:
    """As of when this process knows the index to be right."""

    built_on: date | None
    day: date
    cycles: Mapping[str, Cycle]


_known: WeakKeyDictionary[SearchIndex, _Aged] = WeakKeyDictionary()


def is_done(context: Context, built_on: date | None) -> bool:
    """Whether the index, built on that day, is as of today, as far as this process knows."""
    return _known.get(context.index) == _now(context, built_on)


def age(context: Context) -> None:
    """Write again what came over its line; raises IndexBusyError, and then it is done at the next search."""
    marker, built_on = context.index.standing
    now = _now(context, built_on)
    known = _known.get(context.index)
    if known == now or marker is None or now.built_on is None:
        return
    ids = freshness.unchecked_since(context.store, *_between(known, now))
    if ids:
        found = listings.by_ids(context.store, ids)
        changed = [documents.document(one, context.reference, context.today) for one in found]
        context.index.apply(changed, [], marker=marker)
    _known[context.index] = now


def _between(known: _Aged | None, now: _Aged) -> tuple[date, date]:
    """The days from which a listing must count to have come over its line, by any cycle that may be in the index."""
    is_same = known is not None and (known.built_on, known.cycles) == (now.built_on, now.cycles)
    built_on = now.built_on or now.day
    start = known.day if known is not None and is_same else built_on
    cycles = (DEFAULT, *now.cycles.values(), *(known.cycles.values() if known else ()))
    months = [one.lower_months for one in cycles]
    first, last = min(start, now.day), max(start, now.day)
    return first - relativedelta(months=max(months), days=3), last - relativedelta(months=min(months), days=-3)


def _now(context: Context, built_on: date | None) -> _Aged:
    return _Aged(built_on, context.today, context.reference.cycles)
