"""Referrals that no group has answered: remind the group, then the curators, and show who waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from locator.accounts.account import Account
from locator.actions import answering, audit, curator_places, group_contact, links, moving, permission, wordings
from locator.actions.context import LONDON, Context
from locator.actions.group_contact import GroupContact
from locator.post import letters
from locator.referral import waiting
from locator.referral.referral import Referral
from locator.referral.waiting import Nudge
from locator.roles import Permission, Role
from locator.storage import accounts, listings, nudges, referrals
from locator.storage.nudges import Nudged


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One referral that waits for its group's answer, as a curator sees it: the group, never the person, no reference."""

    service_id: str
    group: str
    organization: str
    phone: str
    can_be_mailed: bool
    since: date
    working_days: int
    group_reminded_at: datetime | None
    curators_told_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether the curators were, or should be, told of it."""
        return self.working_days >= waiting.CURATORS_AFTER_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """How many groups were reminded, and of how many groups the curators were told."""

    groups: int
    for_curators: int


def every(context: Context) -> tuple[Waiting, ...]:
    """All that wait, the longest first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    found = referrals.unanswered(context.store)
    reminded = nudges.of_referrals(context.store, [one.id for one in found])
    groups = group_contact.of_each(context, found)
    return tuple(_waiting(context, one, groups[one.id], reminded) for one in found)


def late(context: Context) -> dict[str, tuple[int, date]]:
    """How many referrals of each service the curators are to ask about by now, and since when the first waits, by its id; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    tomorrow = waiting.last_due(Nudge.CURATOR, context.today) + timedelta(days=1)
    found = referrals.unanswered_by_service(context.store, datetime.combine(tomorrow, time(), LONDON))
    return {service_id: (count, _day(first)) for service_id, (count, first) in found.items()}


def remind(context: Context) -> Reminded:
    """Remind each group and the curators once, when their time has come; however late or often this runs."""
    found = referrals.unanswered(context.store)
    reminded = nudges.of_referrals(context.store, [one.id for one in found])
    groups = sum(_remind_group(context, one) for one in found if _is_due(context, one, Nudge.GROUP, reminded))
    late = [one for one in found if _is_due(context, one, Nudge.CURATOR, reminded)]
    return Reminded(groups=groups, for_curators=_tell_curators(context, late))


def _is_due(context: Context, referral: Referral, nudge: Nudge, reminded: Nudged) -> bool:
    is_new = nudge not in reminded.get(referral.id, {})
    return is_new and waiting.is_due(nudge, _day(referral.created_at), context.today)


def _remind_group(context: Context, referral: Referral) -> bool:
    """Send the group a new link; a group without an address is left to the curators."""
    group = group_contact.of(context, referral)
    if not group.can_be_mailed:
        return False
    with context.store.atomic():
        if not nudges.add(context.store, referral.id, Nudge.GROUP, context.now):
            return False
        answering.ask(context, referral, group, f"reminder/{referral.id}", is_reminder=True)
        page = links.absolute(context.settings, f"/group/referrals/{referral.id}")
        about = group_contact.about(context, referral, group)
        for person in group.accounts:
            letter = letters.asked_account(about, page, wordings.own(context))
            moving.queue(context, f"reminder/{referral.id}/{person.id}", person.email, letter)
        audit.note(context, "referral.remind_group", "referral", referral.id)
    return True


def _tell_curators(context: Context, late: list[Referral]) -> int:
    """One message to each curator about all groups of their areas that have become late; nothing is noted without a curator."""
    if not late or not accounts.with_role(context.store, Role.CURATOR):
        return 0
    with context.store.atomic():
        new = [one for one in late if nudges.add(context.store, one.id, Nudge.CURATOR, context.now)]
        if not new:
            return 0
        for curator, theirs in _shares(context, new).items():
            letter = letters.unanswered(
                context.settings.site_name,
                [_line(context, one) for one in theirs],
                links.absolute(context.settings, "/waiting"),
                wordings.own(context),
            )
            moving.queue(context, f"unanswered/{theirs[0].id}/{curator.id}", curator.email, letter)
        for one in new:
            audit.note(context, "referral.tell_curators", "referral", one.id)
    return len(new)


def _shares(context: Context, late: list[Referral]) -> dict[Account, list[Referral]]:
    """Which of these each curator is told about, by where the listing is."""
    shares: dict[Account, list[Referral]] = {}
    for one in late:
        (listing,) = listings.by_ids(context.store, (one.service_id,), unpublished=True)
        for curator in curator_places.told_about(context, listing):
            shares.setdefault(curator, []).append(one)
    return shares


def _line(context: Context, referral: Referral) -> str:
    group = group_contact.of(context, referral)
    days = waiting.working_days_between(_day(referral.created_at), context.today)
    return f"{group.name}, {group.phone or 'no phone number is listed'}: {days} working days"


def _waiting(context: Context, referral: Referral, group: GroupContact, reminded: Nudged) -> Waiting:
    since, told = _day(referral.created_at), reminded.get(referral.id, {})
    return Waiting(
        service_id=referral.service_id,
        group=group.name,
        organization=group.organization_name,
        phone=group.phone,
        can_be_mailed=group.can_be_mailed,
        since=since,
        working_days=waiting.working_days_between(since, context.today),
        group_reminded_at=told.get(Nudge.GROUP),
        curators_told_at=told.get(Nudge.CURATOR),
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
