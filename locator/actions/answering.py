"""Ask a group whether it can help, and take its answer: by a link that works once, or from an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from locator.accounts.link import LASTS, OneTimeLink, Purpose
from locator.actions import audit, group_contact, links, moving, permission, telling, wordings
from locator.actions.context import LONDON, Context
from locator.actions.group_contact import GroupContact
from locator.actions.moving import Step
from locator.directory import dates
from locator.post import letters
from locator.post.letters import Letter
from locator.referral.referral import Level, Referral
from locator.referral.states import UNANSWERED, CloseReason, Move, Mover, State
from locator.roles import Permission
from locator.storage import accounts, answer_links, identifiers, one_time_links, referrals
from locator.vault import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whether a message goes to the group; where none does, the person who refers must phone it."""

    group: str
    is_mailed: bool
    phone: str


class LinkState(StrEnum):
    """Open: a button may be pressed. Used: it was answered with this link. Elsewhere: it was answered in another way.

    Taken back: whoever made the referral took it back.
    """

    OPEN = "open"
    USED = "used"
    ELSEWHERE = "elsewhere"
    TAKEN_BACK = "taken back"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page behind a link shows: the group, the reference, when it was sent, and how it stands now."""

    state: LinkState
    group: str
    reference: str
    sent_at: datetime
    referral: Referral
    is_named: bool
    answered: Move | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a group's list."""

    referral: Referral
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A referral as the group sees it: who sent it and what has happened; nothing about the person."""

    referral: Referral
    group: str
    team: str
    moves: tuple[Move, ...]


class LinkUnknownError(Exception):
    """There is no such link: it was forged, not copied whole, or forgotten long ago."""


def tell_group(context: Context, referral: Referral) -> None:
    """Ask the group, in the transaction in which the referral is made: by mail, to each address at most once a referral."""
    group = group_contact.of(context, referral)
    page = links.absolute(context.settings, f"/group/referrals/{referral.id}")
    with context.store.atomic():
        ask(context, referral, group, f"asked/{referral.id}")
        for person in group.accounts:
            letter = letters.asked_account(group_contact.about(context, referral, group), page, wordings.own(context))
            telling.queue(context, f"asked/{referral.id}/{person.id}", person.email, letter)


def how_told(context: Context, referral: Referral) -> Told:
    """Whether the group of a referral hears of it by mail, or has to be phoned."""
    group = group_contact.of(context, referral)
    return Told(group=group.name, is_mailed=group.can_be_mailed, phone=group.phone)


def take_back(context: Context, referral: Referral) -> None:
    """The referral was undone: its links are dead, its messages that wait never go, and whoever had one is told to do nothing."""
    with context.store.atomic():
        answer_links.end_all_of(context.store, referral.id)
        telling.group_to_stop(context, referral, telling.BY_MISTAKE)


def ask(context: Context, referral: Referral, group: GroupContact, key: str, *, is_reminder: bool = False) -> bool:
    """Send a new link to the group's address; False where it has none, or this was sent before."""
    token, until = tokens.fresh(), context.now + LASTS[Purpose.ANSWER]
    address = links.absolute(context.settings, f"/answer/{token}")
    letter = _question(context, referral, group, address, until, is_reminder=is_reminder)
    if not telling.queue(context, key, group.email, letter):
        return False
    link = OneTimeLink(
        id=identifiers.fresh(),
        purpose=Purpose.ANSWER,
        token_hash=tokens.hashed(token),
        referral_id=referral.id,
        created_at=context.now,
        expires_at=until,
    )
    one_time_links.add(context.store, link)
    return True


def look(context: Context, token: str) -> Asked:
    """What a link is about; looking changes nothing, because programs that check mail open links too. Raises LinkUnknownError."""
    link = one_time_links.by_hash(context.store, Purpose.ANSWER, tokens.hashed(token))
    referral = referrals.by_id(context.store, link.referral_id) if link and link.referral_id else None
    if link is None or referral is None:
        raise LinkUnknownError
    return Asked(
        state=_link_state(context, link, referral),
        group=referrals.snapshots(context.store, (referral.snapshot_id,))[referral.snapshot_id].service_name,
        reference=referral.reference or "",
        sent_at=referral.created_at,
        referral=referral,
        is_named=referral.level is Level.NAMED,
        answered=_answer(context, link, referral),
    )


def answer(context: Context, token: str, to: State, reason: CloseReason | None = None) -> Asked:
    """Answer with a link, which is used up by it; pressed again, or where it has ended, nothing changes. How it stands now.

    Raises LinkUnknownError, ReasonMissingError, and MovedOnError for what is no answer.
    """
    with context.store.atomic():
        asked = look(context, token)
        if asked.state is not LinkState.OPEN:
            return asked
        link = one_time_links.by_hash(context.store, Purpose.ANSWER, tokens.hashed(token))
        if link is None or not one_time_links.use(context.store, link.id, context.now):
            return asked
        step = Step(seen=asked.referral.state, to=to, reason=reason, form_key=link.id)
        moving.move(context, asked.referral, step, Mover.GROUP)
        audit.note(context, "referral.answer_by_link", "referral", asked.referral.id)
        return look(context, token)


def of_my_groups(context: Context) -> tuple[Entry, ...]:
    """The referrals to the organizations that the person answers for, the newest first; raises NotAllowedError."""
    user = permission.require(context, Permission.ANSWER)
    found = referrals.of_organizations(context.store, user.organization_ids) if user.organization_ids else ()
    names = referrals.snapshots(context.store, [one.snapshot_id for one in found])
    with context.store.atomic():
        audit.note(context, "referral.list", "account", user.id)
    return tuple(Entry(referral=one, group=names[one.snapshot_id].service_name) for one in found)


def open_one(context: Context, referral_id: str) -> Opened:
    """One referral to the person's group, and a row in the audit trail that it was looked at; raises NotYoursError."""
    referral = moving.of_group(context, referral_id)
    with context.store.atomic():
        audit.note(context, "referral.view", "referral", referral.id)
    team = accounts.team(context.store, referral.team_id)
    return Opened(
        referral=referral,
        group=referrals.snapshots(context.store, (referral.snapshot_id,))[referral.snapshot_id].service_name,
        team=team.name if team else "",
        moves=referrals.moves(context.store, referral.id),
    )


def _question(
    context: Context, referral: Referral, group: GroupContact, address: str, until: datetime, *, is_reminder: bool
) -> Letter:
    about, last_day = group_contact.about(context, referral, group), dates.date_words(_day(until))
    own = wordings.own(context)
    if is_reminder:
        return letters.reminder(about, dates.date_words(_day(referral.created_at)), address, last_day, own)
    return letters.asked(about, address, last_day, own)


def _link_state(context: Context, link: OneTimeLink, referral: Referral) -> LinkState:
    if link.used_at is not None:
        return LinkState.USED
    if referral.undone_at is not None:
        return LinkState.TAKEN_BACK
    if referral.state not in UNANSWERED:
        return LinkState.ELSEWHERE
    return LinkState.OPEN if link.works(context.now) else LinkState.ENDED


def _answer(context: Context, link: OneTimeLink, referral: Referral) -> Move | None:
    """The move that was made with this link."""
    move_id = moving.move_id(referral.id, link.id)
    return next((one for one in referrals.moves(context.store, referral.id) if one.id == move_id), None)


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
