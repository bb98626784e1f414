"""Erase one person: their key, their details and their reference, in the database, its log and its ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from locator.actions import audit, hand_over, moving, permission, telling
from locator.actions.context import Context
from locator.referral import reference as references
from locator.referral.opening import CHOSEN, EraseReason
from locator.referral.person import Person
from locator.referral.referral import Level, Referral
from locator.referral.states import FINAL, State
from locator.roles import Permission
from locator.storage import accounts, backups, database, erasures, referrals

SHORTEST_WORD = 4
"""Letters: a shorter word of a name stands in many searches that are about somebody or something else."""


class NoSuchReferenceError(Exception):
    """No referral has this reference, or not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: `is_off_disk` is False while a long reading keeps the database's log; the next sweep tries again."""

    referral_id: str
    is_off_disk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which referral is to be erased, without anything about the person."""

    reference: str
    service_name: str
    team_name: str
    made_on: date
    state: State


def look(context: Context, typed_reference: str) -> About:
    """What to show before the last question; raises NoSuchReferenceError."""
    permission.require(context, Permission.ERASE)
    found = _found(context, typed_reference)
    snapshot = referrals.snapshots(context.store, (found.snapshot_id,))[found.snapshot_id]
    team = accounts.team(context.store, found.team_id)
    return About(
        reference=found.reference or "",
        service_name=snapshot.service_name,
        team_name=team.name if team else "",
        made_on=found.created_at.date(),
        state=found.state,
    )


def erase(context: Context, typed_reference: str, why: EraseReason) -> Erased:
    """Erase the person of the referral with this reference, because they asked for it; raises NoSuchReferenceError."""
    permission.require(context, Permission.ERASE)
    found = _found(context, typed_reference)
    with context.store.atomic():
        forget(context, found, why)
    return Erased(referral_id=found.id, is_off_disk=scrub(context))


def forget(context: Context, referral: Referral, why: EraseReason) -> None:
    """Take away everything about the person, close what is open, and put it into the ledger; call `scrub` afterwards.

    Somebody may have typed the name into the public search or into a report: as long as the details open, those go too.
    """
    person = hand_over.opened(context, referral)
    with context.store.atomic():
        if person:
            erasures.clear_mentions(context.store, person.name, _words(person))
        if _has_to_stop(referral, why):
            telling.group_to_stop(context, referral, telling.ERASED)
        if referral.state not in FINAL and not referral.undone_at:
            moving.close_by_program(context, referral)
        erasures.clear_mails(context.store, referral.id, referral.reference or "")
        erasures.destroy(context.store, referral.id, context.now)
        audit.note(context, "person.erase", "referral", referral.id, why=why.value)
        erasures.note(context.store, context.sealer.mark(referral.id), why.value, context.now)


def _has_to_stop(referral: Referral, why: EraseReason) -> bool:
    """Whether the group has to do nothing more, and to destroy its notes: whoever was given details hears that they are erased."""
    if referral.undone_at or why is EraseReason.REPLAYED:
        return False
    if why in CHOSEN and referral.level is Level.NAMED:
        return True
    is_open = referral.state not in FINAL
    return is_open and not (why is EraseReason.ABANDONED and referral.state in telling.BEGUN)


def scrub(context: Context) -> bool:
    """Write the emptied pages over what stood there, and do away with a database that a restore has put aside."""
    backups.remove_replaced(context.store.path)
    return fold(context)


def fold(context: Context) -> bool:
    """Fold the database's log into its file, so that nothing old is left in either; False while somebody reads."""
    return database.checkpoint(context.store)


def replay(context: Context) -> int:
    """Erase again what the ledger says was erased and is here again, as after a restore; answers how many."""
    marks = erasures.marks_in_file(context.store.path.parent) | erasures.marks_in_store(context.store)
    if not marks:
        return 0
    count = 0
    for referral_id in erasures.erasable(context.store):
        if context.sealer.mark(referral_id) in marks:
            found = referrals.by_id(context.store, referral_id)
            if found:
                forget(context, found, EraseReason.REPLAYED)
                count += 1
    return count


def _words(person: Person) -> tuple[str, ...]:
    """The words of the name that are long enough to tell somebody by."""
    words = (word.strip("().,'\"").lower() for word in person.name.split())
    return tuple(word for word in words if len(word) >= SHORTEST_WORD)


def _found(context: Context, typed_reference: str) -> Referral:
    found = referrals.by_reference(context.store, references.tidy(typed_reference))
    if found is None:
        raise NoSuchReferenceError
    return found
