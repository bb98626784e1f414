"""What is held about one person, for that person: the record, what happened next, and everybody who looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from types import MappingProxyType

from locator.actions import audit as audit_notes
from locator.actions import deeds, hand_over, mailing_privacy, permission
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.referral import outcomes
from locator.referral import reference as references
from locator.referral.follow_up import FollowUp
from locator.referral.opening import OpenReason
from locator.referral.person import PermissionGiven, Person
from locator.referral.referral import Referral
from locator.referral.states import Move
from locator.roles import Permission
from locator.storage import accounts, audit, follow_ups, hand_overs, referrals

WENT: Mapping[bool | None, str] = MappingProxyType({True: "yes", False: "no", None: "not known"})
"""Whether the person went to the group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One row of the audit trail about this referral, with names instead of ids."""

    at: datetime
    who: str
    role: str
    team: str
    action: str
    did: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that is held about one referral; `person` is None where no details are kept, or not any more."""

    referral: Referral
    service_name: str
    organization_name: str
    team_name: str
    person: Person | None
    permissions: tuple[PermissionGiven, ...]
    moves: tuple[Move, ...]
    follow_ups: tuple[FollowUp, ...]
    seen: tuple[Seen, ...]


def find(context: Context, typed_reference: str) -> str | None:
    """The id of the referral with this reference, for somebody who may open any; None if there is none."""
    permission.require(context, Permission.OPEN_OUTSIDE_TEAM)
    found = referrals.by_reference(context.store, references.tidy(typed_reference))
    return found.id if found else None


def open_outside_team(context: Context, referral_id: str, why: OpenReason, form_key: str) -> Held:
    """All that is held, for somebody outside the team: the reason is written down and the privacy lead is told. Raises NotYoursError."""
    permission.require(context, Permission.OPEN_OUTSIDE_TEAM)
    found = referrals.by_id(context.store, referral_id)
    if found is None:
        audit_notes.note(context, "referral.refused", "referral", referral_id)
        raise NotYoursError
    with context.store.atomic():
        audit_notes.note(context, "referral.open_outside_team", "referral", found.id, why=why.value)
        mailing_privacy.tell(context, found.id, why, form_key)
    return held(context, found)


def export(context: Context, typed_reference: str) -> Held | None:
    """All that is held, for whoever sits at the terminal of the installation; None where no referral has this reference."""
    found = referrals.by_reference(context.store, references.tidy(typed_reference))
    if found is None:
        return None
    audit_notes.note(context, "referral.export", "referral", found.id, why=OpenReason.SUBJECT_ACCESS.value)
    return held(context, found)


def held(context: Context, referral: Referral) -> Held:
    """All that is held about this referral."""
    snapshot = referrals.snapshots(context.store, (referral.snapshot_id,))[referral.snapshot_id]
    team = accounts.team(context.store, referral.team_id)
    return Held(
        referral=referral,
        service_name=snapshot.service_name,
        organization_name=snapshot.organization_name,
        team_name=team.name if team else "",
        person=hand_over.opened(context, referral),
        permissions=hand_overs.permissions(context.store, referral.id),
        moves=referrals.moves(context.store, referral.id),
        follow_ups=follow_ups.of_referral(context.store, referral.id),
        seen=_seen(context, referral.id),
    )


def as_json(one: Held) -> dict[str, object]:
    """The same as plain values, in an order that reads well."""
    referral = one.referral
    return {
        "reference": referral.reference,
        "level": referral.level.value,
        "made_at": referral.created_at.isoformat(),
        "made_by_team": one.team_name,
        "service": one.service_name,
        "organization": one.organization_name,
        "for_whom": referral.for_whom.value,
        "age_band": referral.age_band.value,
        "outward_code": referral.outward_code,
        "locality": referral.locality_id or "",
        "reasons": [reason.value for reason in referral.reasons],
        "state": referral.state.value,
        "person": _plain(one.person),
        "permissions": [
            {
                "to": given.kind.value,
                "given_by": given.given_by.value,
                "given_how": given.given_how.value,
                "words_version": given.text_version,
                "given_at": given.given_at.isoformat(),
            }
            for given in one.permissions
        ],
        "what_happened": [
            {
                "at": move.moved_at.isoformat(),
                "to": move.to_state.value,
                "reason": move.closed_reason.value if move.closed_reason else "",
                "by": move.mover.value,
            }
            for move in one.moves
        ],
        "how_it_went": [
            {
                "at": follow_up.answered_at.isoformat(),
                "went": WENT[follow_up.has_attended],
                "written_down_from": follow_up.source.value,
                "answers": answers_in_words(follow_up),
            }
            for follow_up in one.follow_ups
        ],
        "who_looked": [
            {"at": s.at.isoformat(), "who": s.who, "role": s.role, "team": s.team, "did": s.did, "why": s.why}
            for s in one.seen
        ],
    }


def answers_in_words(follow_up: FollowUp) -> dict[str, str]:
    """What was answered, by question, in the words in which it was asked; a question of long ago keeps its code."""
    questions = {one.code: one.question for one in (*outcomes.OLDER_PEOPLE, *outcomes.CARERS)}
    return {questions.get(code, code): outcomes.ANSWERS[answer] for code, answer in follow_up.answers.items()}


def _plain(person: Person | None) -> Mapping[str, str] | None:
    return {field.name: str(getattr(person, field.name)) for field in fields(person)} if person else None


def _seen(context: Context, referral_id: str) -> tuple[Seen, ...]:
    names = {account.id: account.name for account in accounts.every(context.store)}
    teams = {team.id: team.name for team in accounts.teams(context.store)}
    return tuple(
        Seen(
            at=entry.happened_at,
            who=names.get(entry.account_id, "") or "the program",
            role=entry.role,
            team=teams.get(entry.team_id, ""),
            action=entry.action,
            did=deeds.in_words(entry.action),
            why=entry.why,
        )
        for entry in audit.about(context.store, "referral", referral_id)
    )
