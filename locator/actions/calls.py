"""The call list: the listings that somebody has to phone about, the longest unchecked first, until each was checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from locator.actions import assuring, audit, documents, permission, stale
from locator.actions.context import LONDON, Context
from locator.actions.stale import Stale
from locator.directory.cycle import Stage
from locator.directory.locality import Locality
from locator.directory.service import AssuredHow
from locator.roles import Permission
from locator.storage import assurances, bounces, call_tries

AGAIN_AFTER = timedelta(days=3)
"""How long a listing stays off the list after nobody answered."""


class Why(StrEnum):
    """Why a listing is on the list."""

    UNCHECKED = "not checked"
    NO_EMAIL = "no email"
    BOUNCED = "letters come back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One listing to phone about; `tries` are since its last check, the oldest first."""

    stale: Stale
    why: Why
    phone: str
    localities: tuple[Locality, ...]
    tries: tuple[datetime, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a form of the call list did, for its undo."""

    service_id: str
    name: str
    how: AssuredHow | None
    is_undone: bool


def due(context: Context, locality_id: str = "") -> tuple[Call, ...]:
    """The call list, of one locality of today where one is named; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    made, tries = assurances.last_made(context.store), call_tries.every(context.store)
    calls = (_call(context, one, made.get(one.listing.service.id), tries) for one in _candidates(context))
    return tuple(
        one
        for one in calls
        if one is not None
        and _may_ring(one, context.today)
        and (not locality_id or locality_id in {locality.id for locality in one.localities})
    )


def checked(context: Context, service_id: str, how: AssuredHow, form_key: str) -> None:
    """Somebody was asked and all is correct; once for each form. Raises NotAllowedError or NotYoursError."""
    permission.require(context, Permission.CURATE)
    assuring.assure(context, service_id, how, form_key=form_key)


def no_answer(context: Context, service_id: str, form_key: str) -> None:
    """Nobody answered: the listing comes again in three days. Raises NotAllowedError or NotYoursError."""
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        assuring.one(context, service_id)
        if call_tries.add(context.store, service_id, context.now, user.id, form_key):
            audit.note(context, "service.no_answer", "service", service_id)


def done(context: Context, form_key: str) -> Done | None:
    """What a form did; None where it did nothing. Raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    check = assurances.of_form(context.store, form_key)
    tried = None if check else call_tries.of_form(context.store, form_key)
    known = check or tried
    if known is None:
        return None
    listing = assuring.one(context, known.service_id)
    return Done(
        service_id=known.service_id,
        name=listing.service.name,
        how=check.assurance.how if check else None,
        is_undone=known.undone_at is not None,
    )


def undo(context: Context, form_key: str) -> None:
    """Take back what a form did; twice is once. Raises NotAllowedError, NotYoursError or assuring.CheckedSinceError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        tried = call_tries.of_form(context.store, form_key)
        if tried is None:
            assuring.undo(context, form_key)
        elif call_tries.undo(context.store, form_key, context.now):
            audit.note(context, "service.no_answer_undone", "service", tried.service_id)


def localities_of(context: Context, one: Stale) -> tuple[Locality, ...]:
    """The localities of today that a listing is in, by name."""
    ids = documents.localities(one.listing, context.reference)
    return tuple(locality for locality in context.reference.localities(context.today) if locality.id in ids)


def _candidates(context: Context) -> tuple[Stale, ...]:
    """All that have come to any stage, and those with an address that does not work, the longest unchecked first."""
    found = {one.listing.service.id: one for one in stale.every(context)}
    marked = {id_ for address in bounces.every(context.store) for id_ in bounces.services_of(context.store, address)}
    others = stale.of(context, sorted(marked - found.keys()))
    every = [*found.values(), *(one for one in others if stale.is_findable(one))]
    return tuple(sorted(every, key=lambda one: (one.freshness.since, one.listing.service.name)))


def _call(
    context: Context, one: Stale, made_at: datetime | None, tries: dict[str, tuple[datetime, ...]]
) -> Call | None:
    why = _why(one, made_at)
    if why is None:
        return None
    phones = (*one.listing.phones, *one.listing.organization.phones)
    return Call(
        stale=one,
        why=why,
        phone=phones[0].number if phones else "",
        localities=localities_of(context, one),
        tries=tuple(_since(tries.get(one.listing.service.id, ()), made_at)),
    )


def _why(one: Stale, made_at: datetime | None) -> Why | None:
    if any(made_at is None or bounce.bounced_at > made_at for bounce in one.reach.bounced):
        return Why.BOUNCED
    if one.freshness.stage >= Stage.CALL:
        return Why.UNCHECKED
    return Why.NO_EMAIL if one.freshness.stage >= Stage.REMIND and not one.reach.addresses else None


def _since(tries: Iterable[datetime], made_at: datetime | None) -> Iterable[datetime]:
    return (at for at in tries if made_at is None or at > made_at)


def _may_ring(one: Call, today: date) -> bool:
    return not one.tries or one.tries[-1].astimezone(LONDON).date() + AGAIN_AFTER <= today
