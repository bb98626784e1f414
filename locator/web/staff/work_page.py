"""What the dashboard and the page of a referral show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from locator.actions.context import LONDON, Context
from locator.actions.my_work import OpenReferral, RecentGroup, Whole, Work, is_followed
from locator.directory import dates
from locator.referral import state_words
from locator.referral.referral import Referral, Snapshot
from locator.referral.states import Move, Mover
from locator.roles import Permission
from locator.web.staff import words

FIRST = 8
"""How many of a list the dashboard shows at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One open referral on the dashboard."""

    href: str
    reference: str
    service: str
    state: str
    since: str
    days: int
    referrer: str
    for_whom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Some open referrals: the first of them, and how many there are in all."""

    shown: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Open referrals by whom they wait for, recent groups, and the last search without its place and words."""

    team: str
    waiting_for_group: Lines
    waiting_for_us: Lines
    recent: tuple[RecentGroup, ...]
    mine_logged: int
    team_logged: int
    near: str
    filters: tuple[tuple[str, str], ...]
    sees_figures: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened: when, what, by whom."""

    at: str
    what: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """One referral: facts as (name, value), what the group's page said, what happened, others for the same need."""

    id: str
    title: str
    reference: str
    state: str
    is_followed: bool
    is_named: bool
    facts: tuple[tuple[str, str], ...]
    listing: tuple[tuple[str, str], ...]
    slug: str
    steps: tuple[Step, ...]
    others: tuple[tuple[str, str, str], ...]
    referral: Referral


def dashboard(context: Context, work: Work, last: tuple[tuple[str, str], ...], *, is_whole: bool) -> Dashboard:
    """The dashboard of the signed-in person; of long lists the beginning, unless the whole is wanted."""
    user = context.user
    for_group = [one for one in work.open if one.waits_for_group]
    for_us = [one for one in work.open if not one.waits_for_group]
    return Dashboard(
        team=user.team_name if user else "",
        waiting_for_group=_lines(for_group, context.today, is_whole),
        waiting_for_us=_lines(for_us, context.today, is_whole),
        recent=work.recent,
        mine_logged=work.mine_logged,
        team_logged=work.team_logged,
        near=next((value for name, value in last if name == "near"), ""),
        filters=tuple((name, value) for name, value in last if name != "near"),
        sees_figures=bool(user and user.can(Permission.SEE_FIGURES)),
    )


def referral_page(context: Context, whole: Whole) -> ReferralPage:
    """The page of one referral."""
    one = whole.referral
    content: Mapping[str, Any] = json.loads(whole.snapshot.content)
    return ReferralPage(
        id=one.id,
        title=f"{one.reference}: {whole.snapshot.service_name}" if one.reference else whole.snapshot.service_name,
        reference=one.reference or "",
        state=state_words.told(one.state, one.closed_reason),
        is_followed=is_followed(one),
        is_named=one.level.value == "named",
        facts=_facts(context, whole),
        listing=_listing(content),
        slug=str(content["service"]["slug"]),
        steps=(_made(one, whole.referrer), *(_step(move, whole) for move in whole.moves)),
        others=tuple(_other(*other) for other in whole.others),
        referral=one,
    )


def _lines(found: Sequence[OpenReferral], today: date, is_whole: bool) -> Lines:
    shown = found if is_whole else found[:FIRST]
    return Lines(shown=tuple(_line(one, today) for one in shown), total=len(found))


def _line(one: OpenReferral, today: date) -> Line:
    referral = one.referral
    since = referral.state_at.astimezone(LONDON).date()
    return Line(
        href=f"/staff/referrals/{referral.id}",
        reference=referral.reference or "",
        service=one.service_name,
        state=state_words.told(referral.state, referral.closed_reason),
        since=dates.date_words(since),
        days=(today - since).days,
        referrer="You" if one.is_mine else one.referrer,
        for_whom=words.FOR_WHOM[referral.for_whom],
    )


def _facts(context: Context, whole: Whole) -> tuple[tuple[str, str], ...]:
    one = whole.referral
    localities = {place.id: place.name for each in context.reference.locality_sets for place in each.localities}
    facts = (
        ("Kind", words.LEVEL[one.level]),
        ("For", words.FOR_WHOM[one.for_whom].removeprefix("For ")),
        ("Age", one.age_band.value),
        ("Area", " ".join(filter(None, (one.outward_code, localities.get(one.locality_id or "", ""))))),
        ("Why", ", ".join(words.REASONS[reason] for reason in one.reasons)),
        ("How", words.HOW.get(one.how, "Handed over")),
        ("Logged by", whole.referrer),
    )
    return tuple((name, value) for name, value in facts if value)


def _listing(content: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What the group's page said on the day: names of venues, its summary, how to join."""
    service, sites = content["service"], content.get("sites", ())
    phones = [phone["number"] for phone in (*content.get("phones", ()), *content["organization"].get("phones", ()))]
    lines = (
        ("Run by", content["organization"]["name"]),
        ("What", service.get("summary") or ""),
        ("Where", "; ".join(str(one["location"]["name"]) for one in sites)),
        ("How to join", service.get("joining_details") or service.get("joining") or ""),
        ("Phone", ", ".join(dict.fromkeys(phones))),
        ("Email", service.get("email") or content["organization"].get("email") or ""),
    )
    return tuple((name, str(value)) for name, value in lines if value)


def _made(one: Referral, referrer: str) -> Step:
    return Step(at=_moment(one.created_at), what="It was logged.", who=referrer)


def _step(move: Move, whole: Whole) -> Step:
    who = {Mover.GROUP: whole.snapshot.organization_name, Mover.STAFF: "Your team", Mover.SYSTEM: "Locator"}[move.mover]
    return Step(at=_moment(move.moved_at), what=state_words.told(move.to_state, move.closed_reason), who=who)


def _other(referral: Referral, snapshot: Snapshot) -> tuple[str, str, str]:
    state = state_words.told(referral.state, referral.closed_reason)
    return f"/staff/referrals/{referral.id}", snapshot.service_name, state


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{dates.date_words(local.date())}, {local:%H:%M}"
