"""Move a referral on: by the team that made it or by the group that got it; the other side is told of every move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from locator.actions import audit, permission, telling
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.referral import state_words, states
from locator.referral.referral import Level, Referral
from locator.referral.states import CloseReason, Move, Mover, State
from locator.roles import Permission
from locator.storage import identifiers, listings, referrals

queue = telling.queue
"""Let a letter wait for its turn, whatever it is about."""


class MovedOnError(Exception):
    """The referral is no longer where the form saw it, or was not allowed this; `referral` is how it is now."""

    def __init__(self, referral: Referral) -> None:
        super().__init__(state_words.told(referral.state, referral.closed_reason))
        self.referral = referral


class ReasonMissingError(Exception):
    """A referral is closed for a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a form asks for: to go on from the state that its page showed; the same form sent twice moves once."""

    seen: State
    to: State
    reason: CloseReason | None = None
    form_key: str


def of_team(context: Context, referral_id: str) -> Referral:
    """A coded referral or hand-over of the person's own team; raises NotYoursError for any other, and writes that down."""
    _, team_id = permission.require_team(context, Permission.REFER)
    return _mine(context, referral_id, lambda referral: referral.team_id == team_id)


def of_group(context: Context, referral_id: str) -> Referral:
    """A referral to an organization that the person answers for; raises NotYoursError for any other, and writes that down."""
    user = permission.require(context, Permission.ANSWER)
    return _mine(context, referral_id, lambda referral: _organization(context, referral) in user.organization_ids)


def move_by_staff(context: Context, referral_id: str, step: Step) -> Referral:
    """Move a referral of the person's team; raises NotYoursError, MovedOnError or ReasonMissingError."""
    return move(context, of_team(context, referral_id), step, Mover.STAFF)


def move_by_group(context: Context, referral_id: str, step: Step) -> Referral:
    """Move a referral to the person's group; raises NotYoursError, MovedOnError or ReasonMissingError."""
    return move(context, of_group(context, referral_id), step, Mover.GROUP)


def move(context: Context, referral: Referral, step: Step, mover: Mover) -> Referral:
    """Move the referral and tell the other side, all or nothing; who may do so was asked before. The referral afterwards.

    Raises MovedOnError or ReasonMissingError.
    """
    this = move_id(referral.id, step.form_key)
    with context.store.atomic():
        current = _known(context, referral.id)
        if any(earlier.id == this for earlier in referrals.moves(context.store, referral.id)):
            return current
        if current.state is not step.seen or step.to not in states.allowed(current.state, mover):
            raise MovedOnError(current)
        if step.to is State.CLOSED and step.reason is None:
            raise ReasonMissingError
        made = _made(context, current, step, mover, this)
        referrals.move(context.store, made)
        audit.note(context, "referral.move", "referral", referral.id, why=step.to.value)
        moved = _known(context, referral.id)
        telling.of_move(context, moved, made)
        return moved


def close_by_program(context: Context, referral: Referral) -> Move:
    """Close an open referral on time, or because the person is erased; nobody is told by this."""
    step = Step(seen=referral.state, to=State.CLOSED, reason=CloseReason.OTHER, form_key=identifiers.fresh())
    made = _made(context, referral, step, Mover.SYSTEM, identifiers.fresh())
    with context.store.atomic():
        referrals.move(context.store, made)
        audit.note(context, "referral.move", "referral", referral.id, why=State.CLOSED.value)
    return made


def move_id(referral_id: str, form_key: str) -> str:
    """The id of the move that a form makes: the same form never makes a second one."""
    return identifiers.made_from("move", referral_id, form_key)


def _made(context: Context, referral: Referral, step: Step, mover: Mover, this: str) -> Move:
    return Move(
        id=this,
        referral_id=referral.id,
        from_state=referral.state,
        to_state=step.to,
        closed_reason=step.reason if step.to is State.CLOSED else None,
        moved_at=context.now,
        mover=mover,
        account_id=context.user.id if context.user else None,
    )


def _mine(context: Context, referral_id: str, is_mine: Callable[[Referral], bool]) -> Referral:
    found = referrals.by_id(context.store, referral_id)
    if found is None:
        raise NotYoursError
    if found.level is Level.SIGNPOST or found.undone_at is not None or not is_mine(found):
        with context.store.atomic():
            audit.note(context, "referral.refused", "referral", found.id)
        raise NotYoursError
    return found


def _known(context: Context, referral_id: str) -> Referral:
    found = referrals.by_id(context.store, referral_id)
    if found is None:
        raise NotYoursError
    return found


def _organization(context: Context, referral: Referral) -> str:
    return listings.by_ids(context.store, (referral.service_id,), unpublished=True)[0].organization.id
