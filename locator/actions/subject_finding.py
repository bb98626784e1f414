"""Find the hand-overs of somebody who asks what is held about them and knows no reference: by name, or by a number to ring.

The details lie sealed, so that each that can still be opened is opened, compared and forgotten. Nothing of what was asked
for is written down; that somebody looked is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from locator.actions import audit, hand_over, mailing_privacy, permission
from locator.actions.context import LONDON, Context
from locator.referral.person import Person
from locator.referral.referral import Referral
from locator.roles import Permission
from locator.storage import accounts, hand_overs, referrals

FEWEST_DIGITS = 6
"""A number to ring has at least so many; fewer are a part of an address."""
_UK = "44"


class TooLittleToFindError(Exception):
    """The text holds neither a name nor a number to ring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One hand-over that the text is about, without anything of its details."""

    referral_id: str
    reference: str
    service_name: str
    team_name: str
    made_on: date


def by_details(context: Context, typed: str) -> tuple[Match, ...]:
    """The hand-overs to a person of this name, or who is reached at this number, their own or a carer's, the newest first.

    Raises NotAllowedError and TooLittleToFindError.
    """
    permission.require(context, Permission.OPEN_OUTSIDE_TEAM)
    return found(context, typed)


def found(context: Context, typed: str) -> tuple[Match, ...]:
    """The same, for whoever sits at the terminal of the installation."""
    words, number = _words(typed), _number(typed)
    if not number and not words:
        raise TooLittleToFindError
    with context.store.atomic():
        audit.note(context, "person.find")
        made = (referrals.by_id(context.store, referral_id) for referral_id, _ in hand_overs.keys(context.store))
        matching = [one for one in made if one and _is_about(hand_over.opened(context, one), words, number)]
        for one in matching:
            audit.note(context, "person.found", "referral", one.id)
        mailing_privacy.tell_of_looking(context, len(matching))
    return tuple(_match(context, one) for one in sorted(matching, key=_newest_first))


def _newest_first(referral: Referral) -> tuple[float, str]:
    return -referral.created_at.timestamp(), referral.id


def _is_about(person: Person | None, words: frozenset[str], number: str) -> bool:
    if person is None:
        return False
    if number:
        return number in _digits(person.contact)
    return words <= _words(f"{person.name} {person.contact}")


def _words(text: str) -> frozenset[str]:
    plain = "".join(letter if letter.isalpha() else " " for letter in text.casefold() if letter not in "'’")
    return frozenset(word for word in plain.split() if len(word) > 1)


def _number(text: str) -> str:
    digits = _digits(text)
    return digits if len(digits) >= FEWEST_DIGITS else ""


def _digits(text: str) -> str:
    """The digits of a number to ring, without the country or the nought in its place."""
    digits = "".join(letter for letter in text if letter.isdecimal())
    return digits.removeprefix("00").removeprefix(_UK).removeprefix("0")


def _match(context: Context, referral: Referral) -> Match:
    team = accounts.team(context.store, referral.team_id)
    return Match(
        referral_id=referral.id,
        reference=referral.reference or "",
        service_name=referrals.snapshots(context.store, (referral.snapshot_id,))[referral.snapshot_id].service_name,
        team_name=team.name if team else "",
        made_on=referral.created_at.astimezone(LONDON).date(),
    )
