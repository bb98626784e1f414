"""What a member of staff has in hand: open referrals of theirs and their team's, whom each waits for, and recent groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Never

from locator.accounts.account import User
from locator.actions import audit, permission, shortlist
from locator.actions.context import LONDON, Context
from locator.actions.permission import NotYoursError
from locator.actions.referring import UNDO
from locator.directory.service import ServiceStatus
from locator.referral import reference
from locator.referral.referral import How, Level, Referral, Snapshot
from locator.referral.states import Move
from locator.referral.waits_for import WaitsFor, waits_for
from locator.roles import Permission
from locator.storage import accounts, listings, my_work, referrals

RECENT = timedelta(days=30)
MOST_RECENT = 8
LEFT = "somebody who has left"
ENDED = timedelta(days=14)
"""How long what came to its end still stands on the dashboard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A coded referral or hand-over of the team, with whom it waits for since its last move."""

    referral: Referral
    service_name: str
    is_mine: bool
    referrer: str
    waits_for: WaitsFor


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentGroup:
    """A group that the person pointed somebody to of late, and is still listed."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JustLogged:
    """What can still be taken back: the key of its form, when, the first group, how many others."""

    form_key: str
    at: datetime
    name: str
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The dashboard: what is open, mine first, the oldest move first; what ended of late, the last first; recent groups; counts."""

    open: tuple[Followed, ...]
    ended: tuple[Followed, ...]
    recent: tuple[RecentGroup, ...]
    just_logged: tuple[JustLogged, ...]
    mine_today: int
    team_today: int
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
    """What the person and their team have in hand; that the team's list was looked at is an audit row."""
    user, team_id = permission.require_team(context, Permission.SEE_TEAM)
    audit.note(context, "referral.list", "team", team_id)
    store, midnight = context.store, datetime.combine(context.today, time(), LONDON)
    with store.snapshot():
        ended = my_work.ended_of_team(store, team_id, since=context.now - ENDED)
        mine_today, team_today = my_work.counts(store, user.id, team_id, midnight)
        mine_logged, team_logged = my_work.counts(store, user.id, team_id, context.now - RECENT)
        return Work(
            open=tuple(sorted(_followed(context, referrals.open_of_team(store, team_id)), key=_mine_and_oldest_first)),
            ended=tuple(sorted(_followed(context, referrals.by_ids(store, ended)), key=_last_first, reverse=True)),
            recent=_recent(context, user),
            just_logged=_just_logged(context, user, team_id),
            mine_today=mine_today,
            team_today=team_today,
            mine_logged=mine_logged,
            team_logged=team_logged,
        )


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
        referrer=referrer.name if referrer else LEFT,
    )


def by_reference(context: Context, typed: str) -> str:
    """The id of the team's referral with this reference, however it was typed; raises NotYoursError."""
    _, team_id = permission.require_team(context, Permission.SEE_TEAM)
    readings = dict.fromkeys((reference.tidy(typed), reference.tidy(f"P-{typed}")))
    found = [one for text in readings if (one := referrals.by_reference(context.store, text)) and not one.undone_at]
    own = [one for one in found if one.team_id == team_id]
    if own:
        return own[0].id
    if found:
        _refuse(context, found[0].id)
    raise NotYoursError


def is_followed(referral: Referral) -> bool:
    """Whether anything more can happen to it: a signpost is done when it is made."""
    return referral.level is not Level.SIGNPOST


def last_how(context: Context) -> How:
    """How the person last let somebody know, as the likeliest this time too."""
    user = permission.require(context, Permission.REFER)
    return my_work.last_how(context.store, user.id) or How.TOLD


def _followed(context: Context, found: Sequence[Referral]) -> tuple[Followed, ...]:
    kept = referrals.snapshots(context.store, [one.snapshot_id for one in found])
    names = my_work.names(context.store, [one.account_id for one in found if one.account_id])
    own_id = context.user.id if context.user else ""
    return tuple(
        Followed(
            referral=one,
            service_name=kept[one.snapshot_id].service_name,
            is_mine=one.account_id == own_id,
            referrer=names.get(one.account_id or "", LEFT),
            waits_for=waits_for(one.state),
        )
        for one in found
    )


def _mine_and_oldest_first(one: Followed) -> tuple[bool, datetime, str]:
    return not one.is_mine, one.referral.state_at, one.referral.id


def _last_first(one: Followed) -> tuple[datetime, str]:
    return one.referral.state_at, one.referral.id


def _recent(context: Context, user: User) -> tuple[RecentGroup, ...]:
    ids = my_work.recent_services(context.store, user.id, context.now - RECENT, MOST_RECENT)
    return tuple(
        RecentGroup(slug=one.service.slug, name=one.service.name)
        for one in listings.by_ids(context.store, shortlist.resolved(context, ids))
        if one.service.status is not ServiceStatus.DEFUNCT
    )


def _just_logged(context: Context, user: User, team_id: str) -> tuple[JustLogged, ...]:
    made = my_work.forms_since(context.store, user.id, team_id, context.now - UNDO)
    ids = [service_id for _, _, _, service_id in made]
    names = {one.service.id: one.service.name for one in listings.by_ids(context.store, ids, unpublished=True)}
    return tuple(
        JustLogged(form_key=key, at=at, name=names[service_id], others=count - 1) for key, at, count, service_id in made
    )


def _refuse(context: Context, referral_id: str) -> Never:
    audit.note(context, "referral.refused", "referral", referral_id[:64])
    raise NotYoursError
