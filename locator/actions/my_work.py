"""What a member of staff has in hand: open referrals of theirs and their team's, whom each waits for, and recent groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Never

from locator.actions import audit, permission
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.referral import reference
from locator.referral.referral import Level, Referral, Snapshot
from locator.referral.states import UNANSWERED, Move
from locator.roles import Permission
from locator.storage import accounts, listings, referrals

RECENT = timedelta(days=30)
MOST_RECENT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReferral:
    """One that is not at its end; `waits_for_group` is True where the group has not answered, else it is for us to follow up."""

    referral: Referral
    service_name: str
    is_mine: bool
    referrer: str
    waits_for_group: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentGroup:
    """A group that the person pointed somebody to of late, and is still listed."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The dashboard: what is open, mine first, the oldest move first; recent groups; how many were logged in the last 30 days."""

    open: tuple[OpenReferral, ...]
    recent: tuple[RecentGroup, ...]
    mine_logged: int
    team_logged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """One referral with the listing as it was, what happened, the others for the same need, and who logged it."""

    referral: Referral
    snapshot: Snapshot
    moves: tuple[Move, ...]
    others: tuple[tuple[Referral, Snapshot], ...]
    referrer: str


def work(context: Context) -> Work:
    """What the person and their team have in hand."""
    user, team_id = permission.require_team(context, Permission.SEE_TEAM)
    with context.store.snapshot():
        waiting = referrals.open_of_team(context.store, team_id)
        lately = referrals.of_team(context.store, team_id, since=context.now - RECENT, limit=2_000)
        names = {one.id: one.name for one in accounts.every(context.store)}
        kept = referrals.snapshots(context.store, [one.snapshot_id for one in waiting])
        mine = [one for one in lately if one.account_id == user.id]
        recent = _recent(context, mine)
    entries = [
        OpenReferral(
            referral=one,
            service_name=kept[one.snapshot_id].service_name,
            is_mine=one.account_id == user.id,
            referrer=names.get(one.account_id or "", "somebody who has left"),
            waits_for_group=one.state in UNANSWERED,
        )
        for one in waiting
    ]
    ordered = sorted(entries, key=lambda one: (not one.is_mine, one.referral.state_at, one.referral.id))
    return Work(open=tuple(ordered), recent=recent, mine_logged=len(mine), team_logged=len(lately))


def whole(context: Context, referral_id: str) -> Whole:
    """One referral of the person's own team; each look is an audit row, and so is a look that is refused. Raises NotYoursError."""
    _, team_id = permission.require_team(context, Permission.SEE_TEAM)
    found = referrals.by_id(context.store, referral_id)
    if found is None or found.team_id != team_id or found.undone_at:
        _refuse(context, referral_id)
    audit.note(context, "referral.view", "referral", found.id)
    others = [one for one in referrals.of_need(context.store, found.need_id) if one.id != found.id]
    kept = referrals.snapshots(context.store, [one.snapshot_id for one in (found, *others)])
    referrer = accounts.by_id(context.store, found.account_id) if found.account_id else None
    return Whole(
        referral=found,
        snapshot=kept[found.snapshot_id],
        moves=referrals.moves(context.store, found.id),
        others=tuple((one, kept[one.snapshot_id]) for one in others),
        referrer=referrer.name if referrer else "somebody who has left",
    )


def by_reference(context: Context, typed: str) -> str:
    """The id of the team's referral with this reference, however it was typed; raises NotYoursError."""
    _, team_id = permission.require_team(context, Permission.SEE_TEAM)
    found = referrals.by_reference(context.store, reference.tidy(typed))
    if found is None or found.team_id != team_id or found.undone_at:
        raise NotYoursError
    return found.id


def is_followed(referral: Referral) -> bool:
    """Whether anything more can happen to it: a signpost is done when it is made."""
    return referral.level is not Level.SIGNPOST


def _recent(context: Context, mine: list[Referral]) -> tuple[RecentGroup, ...]:
    ids = list(dict.fromkeys(one.service_id for one in mine))[:MOST_RECENT]
    return tuple(
        RecentGroup(slug=one.service.slug, name=one.service.name) for one in listings.by_ids(context.store, ids)
    )


def _refuse(context: Context, referral_id: str) -> Never:
    audit.note(context, "referral.refused", "referral", referral_id[:64])
    raise NotYoursError
