"""Remind those who look after listings to say that they are still correct: one letter a person, not one a listing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from locator.accounts.link import LASTS, OneTimeLink, Purpose
from locator.actions import audit, links, moving, stale, wordings
from locator.actions.context import Context
from locator.actions.stale import Stale
from locator.directory.cycle import Stage
from locator.post import group_letters
from locator.post.group_letters import GroupToCheck
from locator.storage import freshness_steps, identifiers, one_time_links
from locator.storage.freshness_steps import Taken
from locator.vault import tokens

QUIET = timedelta(days=14)
"""How long nobody gets a second reminder, so that listings that come due one after the other are asked about together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """How many people were written to, and about how many listings."""

    people: int
    listings: int


def remind(context: Context) -> Reminded:
    """Write to everybody who is due, once for each check and stage, however late or often this runs, and by how many at once."""
    by_address: dict[str, list[Stale]] = {}
    for one in stale.every(context):
        for address in one.reach.addresses:
            by_address.setdefault(address, []).append(one)
    taken = freshness_steps.taken(context.store)
    counts = [
        _remind(context, address, those, taken)
        for address, those in by_address.items()
        if any(_is_new(taken, address, one) for one in those)
    ]
    return Reminded(people=sum(bool(count) for count in counts), listings=sum(counts))


def _remind(context: Context, address: str, those: Sequence[Stale], taken: Taken) -> int:
    """One letter about all that are due of this address; the number of listings that it is newly reminded of."""
    with context.store.atomic():
        last = freshness_steps.last(context.store, address)
        if last is not None and context.now < last + QUIET:
            return 0
        new = [
            one
            for one in those
            if freshness_steps.add(
                context.store, one.listing.service.id, _kind(one), one.freshness.since, address, context.now
            )
        ]
        if not new:
            return 0
        letter = group_letters.still_correct(
            context.settings.site_name,
            context.settings.enquiries_phone,
            _groups(context, address, those),
            wordings.own(context),
            is_again=all(_was_reminded(taken, address, one) for one in new),
        )
        moving.queue(context, f"check/{identifiers.fresh()}", address, letter)
        for one in new:
            audit.note(context, "service.remind", "service", one.listing.service.id)
    return len(new)


def _groups(context: Context, address: str, those: Sequence[Stale]) -> tuple[GroupToCheck, ...]:
    """What the letter says of each organization, with a link of its own."""
    by_organization: dict[str, list[Stale]] = {}
    for one in those:
        by_organization.setdefault(one.listing.organization.id, []).append(one)
    return tuple(
        GroupToCheck(
            name=due[0].listing.organization.name,
            listings=tuple(sorted(one.listing.service.name for one in due)),
            address=_link(context, address, organization_id),
        )
        for organization_id, due in by_organization.items()
    )


def _link(context: Context, address: str, organization_id: str) -> str:
    token = tokens.fresh()
    link = OneTimeLink(
        id=identifiers.fresh(),
        purpose=Purpose.CHECK,
        token_hash=tokens.hashed(token),
        organization_id=organization_id,
        email=address,
        created_at=context.now,
        expires_at=context.now + LASTS[Purpose.CHECK],
    )
    one_time_links.add(context.store, link)
    return links.absolute(context.settings, f"/still-correct/{token}")


def _is_new(taken: Taken, address: str, one: Stale) -> bool:
    return _reminder(taken, address, one) < _kind(one)


def _was_reminded(taken: Taken, address: str, one: Stale) -> bool:
    """Whether a letter about this check has gone to this address before: the only reason to say so."""
    return _reminder(taken, address, one) > Stage.FRESH


def _reminder(taken: Taken, address: str, one: Stale) -> Stage:
    return taken.get((address, one.listing.service.id, one.freshness.since), Stage.FRESH)


def _kind(one: Stale) -> Stage:
    """Which reminder it is time for: late ones are not caught up with, the second alone is sent."""
    return min(one.freshness.stage, Stage.REMIND_AGAIN)
