"""Which cycle of checking holds for a listing, and the form in which curators choose it for their locality."""

from __future__ import annotations

from dataclasses import dataclass

from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.directory.cycle import DEFAULT, Cycle
from locator.directory.locality import Locality
from locator.roles import Permission
from locator.storage import freshness_cycles


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A locality with its cycle; `is_own`: it was chosen, and is not just the default."""

    locality: Locality
    cycle: Cycle
    is_own: bool


def every(context: Context) -> tuple[Chosen, ...]:
    """Each locality of today with its cycle, by name; raises NotAllowedError."""
    require(context, Permission.CURATE)
    own = freshness_cycles.every(context.store)
    return tuple(
        Chosen(locality=one, cycle=own.get(one.id, DEFAULT), is_own=one.id in own)
        for one in context.reference.localities(context.today)
    )


def choose(context: Context, locality_id: str, cycle: Cycle) -> None:
    """Give a locality of today this cycle; the default is as if nothing was chosen. Raises NotYoursError."""
    user = require(context, Permission.CURATE)
    if locality_id not in {one.id for one in context.reference.localities(context.today)}:
        raise NotYoursError
    with context.store.atomic():
        if cycle == DEFAULT:
            freshness_cycles.remove(context.store, locality_id)
        else:
            freshness_cycles.save(context.store, locality_id, cycle, context.now, user.id)
        months = ", ".join(map(str, cycle.months))
        audit.note(context, "freshness.cycle", "locality", locality_id, why=months)
