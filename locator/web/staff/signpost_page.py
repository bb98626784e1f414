"""What the pages for pointing somebody to a group show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from locator.actions import hand_over
from locator.actions.answering import Told
from locator.actions.context import Context
from locator.actions.referring import Logged, Pointing
from locator.directory.listing import Listing
from locator.directory.service import Capacity, ServiceStatus
from locator.places import postcode
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason, Referral, Snapshot
from locator.web.staff import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group on the page: a word of warning where it is full or closed."""

    slug: str
    name: str
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What has to be put right, and the id of the box that it is about."""

    at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignpostPage:
    """The page with its choices; `area` is the name of the locality of the search before, `takes_none` who takes no referrals.

    `hands_over` says whether its one group can be handed somebody by name.
    """

    form_key: str
    title: str
    groups: tuple[Group, ...]
    takes_none: tuple[str, ...]
    hands_over: bool
    is_coded: bool
    how: How
    age_band: AgeBand
    near: str
    locality_id: str
    area: str
    reasons: frozenset[Reason]
    wrong: Wrong | None
    is_open: bool
    whom: Mapping[ForWhom, str]
    hows: Mapping[How, str]
    ages: Mapping[AgeBand, str]
    every_reason: Mapping[Reason, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One of the groups that were logged; `reference` is "" on a signpost and once it was taken back."""

    referral_id: str
    name: str
    reference: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedPage:
    """What was logged: for whom, how, why and where in one line, and what can be done next."""

    form_key: str
    title: str
    summary: str
    entries: tuple[Entry, ...]
    told: tuple[Told, ...]
    is_coded: bool
    is_named: bool
    is_undone: bool
    can_undo: bool
    can_be_coded: bool


def signpost_page(
    context: Context, asked: Pointing, groups: tuple[Listing, ...], wrong: Wrong | None = None
) -> SignpostPage:
    """The page for these groups with what was chosen so far."""
    one = groups[0].service.name
    return SignpostPage(
        form_key=asked.form_key,
        title=f"Point somebody to {one if len(groups) == 1 else f'{len(groups)} groups'}",
        groups=tuple(Group(slug=one.service.slug, name=one.service.name, warning=_warning(one)) for one in groups),
        takes_none=tuple(one.service.name for one in groups if one.service.takes_referrals is False),
        hands_over=len(groups) == 1 and hand_over.is_offered(context, groups[0]),
        is_coded=asked.level is Level.CODED,
        how=asked.how,
        age_band=asked.age_band,
        near=asked.near if wrong and wrong.at == "near" else outward(asked.near),
        locality_id=asked.locality_id,
        area=_locality(context, asked.locality_id),
        reasons=frozenset(asked.reasons),
        wrong=wrong,
        is_open=bool(wrong or asked.reasons or asked.age_band),
        whom=words.FOR_WHOM,
        hows=words.HOW,
        ages=words.AGE,
        every_reason=words.REASONS,
    )


def logged_page(context: Context, form_key: str, logged: Logged) -> LoggedPage:
    """The page about what one form has made."""
    first = logged.referrals[0][0]
    return LoggedPage(
        form_key=form_key,
        title="Taken back" if logged.is_undone else "Logged",
        summary=_summary(context, first),
        entries=tuple(_entry(*one) for one in logged.referrals),
        told=logged.told,
        is_coded=first.level is Level.CODED,
        is_named=first.level is Level.NAMED,
        is_undone=logged.is_undone,
        can_undo=logged.can_undo,
        can_be_coded=logged.can_be_coded,
    )


def outward(text: str) -> str:
    """The text, of a full postcode only the first half: the rest is nobody's business."""
    found = postcode.full(text)
    return found.outward if found else text


def _summary(context: Context, one: Referral) -> str:
    """ "For a carer. Told them. Lives near ML1, Motherwell. Falls, or afraid of falling."."""
    place = ", ".join(filter(None, (one.outward_code, _locality(context, one.locality_id or ""))))
    age = f"Aged {one.age_band}" if one.age_band else ""
    parts = (
        words.FOR_WHOM[one.for_whom],
        words.HOW.get(one.how, ""),
        age,
        f"Lives near {place}" if place else "",
        *(words.REASONS[reason] for reason in one.reasons),
    )
    return "".join(f"{part}. " for part in parts if part).strip()


def _entry(referral: Referral, snapshot: Snapshot) -> Entry:
    return Entry(
        referral_id=referral.id,
        name=snapshot.service_name,
        reference="" if referral.undone_at else referral.reference or "",
        slug=json.loads(snapshot.content)["service"]["slug"],
    )


def _locality(context: Context, locality_id: str) -> str:
    found = (one.name for one in context.reference.localities(context.today) if one.id == locality_id)
    return next(found, "")


def _warning(listing: Listing) -> str:
    if listing.service.capacity is Capacity.FULL:
        return "It was full when we last heard."
    if listing.service.capacity is Capacity.WAITING_LIST:
        return "It has a waiting list."
    return "It is closed for now." if listing.service.status is ServiceStatus.TEMPORARILY_CLOSED else ""
