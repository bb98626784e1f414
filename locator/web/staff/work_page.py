"""What the dashboard and the page of a referral show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from locator.actions.context import LONDON, Context
from locator.actions.my_work import Followed, JustLogged, RecentGroup, Whole, Work, is_followed
from locator.directory import dates
from locator.referral import state_words
from locator.referral.referral import Referral, Snapshot
from locator.referral.states import Move, Mover
from locator.referral.waits_for import WaitsFor
from locator.roles import Permission
from locator.web.shared import wording
from locator.web.staff import last_search, words

FIRST = 8
"""How many of a list the dashboard shows at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One referral on the dashboard."""

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
    """Some referrals: the first of them, and how many there are in all."""

    shown: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The referrals that wait for the same: the person's own, then those of the rest of the team."""

    name: str
    heading: str
    mine: Lines
    team: Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A filter of the last search, as a box that is ticked."""

    name: str
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JustNow:
    """What can still be taken back."""

    href: str
    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Referrals by whom they wait for, recent groups, what can be taken back, and the last search without its words."""

    team: str
    sections: tuple[Section, ...]
    recent: tuple[RecentGroup, ...]
    just_now: tuple[JustNow, ...]
    mine_today: int
    team_today: int
    mine_logged: int
    team_logged: int
    near: str
    filters: tuple[Kept, ...]
    hidden: tuple[tuple[str, str], ...]
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


JOINING = {"turn up": "Just turn up.", "phone first": "Phone first.", "referral needed": "Somebody has to refer you."}
SECTIONS = (
    (WaitsFor.US, "us", "For you to follow up"),
    (WaitsFor.ANSWER, "answer", "Waiting for a group to answer"),
    (WaitsFor.GROUP, "group", "With the group now"),
    (WaitsFor.NOBODY, "ended", "Ended in the last two weeks"),
)
FILTERS = {
    "free": "Free",
    "taken": "Takes referrals",
    "offered": "Transport offered",
    "has-places": "Has places now",
    "today": "On today",
    "week": "In the next 7 days",
    "home": "In their own home",
    "toilet": "Accessible toilet",
    "step-free": "Step-free entrance",
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def dashboard(context: Context, work: Work, last: tuple[tuple[str, str], ...], *, is_whole: bool) -> Dashboard:
    """The dashboard of the signed-in person; of long lists the beginning, unless the whole is wanted."""
    user, every = context.user, (*work.open, *work.ended)
    return Dashboard(
        team=user.team_name if user else "",
        sections=tuple(
            _section(context, [one for one in every if one.waits_for is waits_for], name, heading, is_whole)
            for waits_for, name, heading in SECTIONS
        ),
        recent=work.recent,
        just_now=tuple(_just_now(one) for one in work.just_logged),
        mine_today=work.mine_today,
        team_today=work.team_today,
        mine_logged=work.mine_logged,
        team_logged=work.team_logged,
        near=next((value for name, value in last if name == "near"), ""),
        filters=tuple(_kept(context, name, value) for name, value in last if name in last_search.FILTERS),
        hidden=tuple((name, value) for name, value in last if name in ("radius", "sort")),
        sees_figures=bool(user and user.can(Permission.SEE_FIGURES)),
    )


def _section(context: Context, found: Sequence[Followed], name: str, heading: str, is_whole: bool) -> Section:
    return Section(
        name=name,
        heading=heading,
        mine=_lines([one for one in found if one.is_mine], context.today, is_whole),
        team=_lines([one for one in found if not one.is_mine], context.today, is_whole),
    )


def _lines(found: Sequence[Followed], today: date, is_whole: bool) -> Lines:
    shown = found if is_whole else found[:FIRST]
    return Lines(shown=tuple(_line(one, today) for one in shown), total=len(found))


def _just_now(one: JustLogged) -> JustNow:
    others = f" and {wording.counted(one.others, 'other group')}" if one.others else ""
    at = dates.time_words(one.at.astimezone(LONDON).time())
    return JustNow(href=f"/staff/logged/{one.form_key}", text=f"{one.name}{others}", at=at)


def _kept(context: Context, name: str, value: str) -> Kept:
    reference = context.reference
    named = {
        **{one.slug: one.name for one in reference.localities(context.today)},
        **{one.code: one.name for one in reference.every_theme},
    }
    plain = FILTERS.get(value) or value.replace("-", " ").capitalize()
    return Kept(name=name, value=value, label=named.get(value, plain) if name in ("theme", "locality") else plain)


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


def _line(one: Followed, today: date) -> Line:
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
    """What the group's page said on the day."""
    service, said = content["service"], content["said"]
    phones = [phone["number"] for phone in (*content["phones"], *content["organization"]["phones"])]
    joining = JOINING.get(service["joining"] or "", "")
    lines = (
        ("Run by", content["organization"]["name"]),
        ("What", service["summary"]),
        ("When", "; ".join(said["when"])),
        ("Where", "; ".join(said["where"])),
        ("Cost", "; ".join(said["cost"])),
        ("Who for", "; ".join(said["who"])),
        ("How to join", " ".join(filter(None, (joining, service["joining_details"])))),
        ("Places", (service["capacity"] or "").capitalize()),
        ("Phone", ", ".join(dict.fromkeys(phones))),
        ("Email", service["email"] or content["organization"]["email"] or ""),
        ("Website", service["website"] or content["organization"]["website"] or ""),
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
