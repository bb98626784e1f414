"""Write down what came of a referral: whether the person went, and how things are for them since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from locator.actions import audit, group_contact, moving, permission
from locator.actions.context import Context
from locator.actions.moving import Step
from locator.referral import outcomes, states
from locator.referral.follow_up import LEAST, MOST, FollowUp, Source
from locator.referral.outcomes import Outcome
from locator.referral.referral import Referral
from locator.referral.states import Mover, State
from locator.roles import Permission
from locator.storage import follow_ups, identifiers


class AnswerRefusedError(Exception):
    """An answer is to no question of this referral, or outside of 1 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the form and the printed sheet ask, about which referral; `earlier` are the follow-ups that there are."""

    referral: Referral
    group: str
    questions: tuple[Outcome, ...]
    earlier: tuple[FollowUp, ...]


def asking(context: Context, referral_id: str) -> Asking:
    """What to ask about a referral of the person's team; raises NotYoursError."""
    referral = moving.of_team(context, referral_id)
    with context.store.atomic():
        audit.note(context, "referral.view", "referral", referral.id, why="follow-up")
    return Asking(
        referral=referral,
        group=group_contact.of(context, referral).name,
        questions=outcomes.asked_of(referral.for_whom),
        earlier=follow_ups.of_referral(context.store, referral.id),
    )


def write_down(
    context: Context,
    referral_id: str,
    *,
    has_attended: bool | None,
    answers: Mapping[str, int],
    source: Source,
    form_key: str,
) -> bool:
    """Keep a follow-up; False where this form has made one before. A person who went has been to the group from then on.

    Raises NotYoursError or AnswerRefusedError.
    """
    referral = moving.of_team(context, referral_id)
    user = permission.require(context, Permission.REFER)
    _check(referral, answers)
    follow_up = FollowUp(
        id=identifiers.fresh(),
        referral_id=referral.id,
        form_key=form_key,
        has_attended=has_attended,
        source=source,
        answered_at=context.now,
        account_id=user.id,
        answers=dict(answers),
    )
    with context.store.atomic():
        if not follow_ups.add(context.store, follow_up):
            return False
        audit.note(context, "referral.follow_up", "referral", referral.id)
        referral = moving.of_team(context, referral_id)  # as it is now: the group may have moved it on meanwhile
        if has_attended and State.ATTENDED in states.allowed(referral.state, Mover.STAFF):
            step = Step(seen=referral.state, to=State.ATTENDED, form_key=form_key)
            moving.move(context, referral, step, Mover.STAFF)
    return True


def _check(referral: Referral, answers: Mapping[str, int]) -> None:
    codes = {outcome.code for outcome in outcomes.asked_of(referral.for_whom)}
    if not set(answers) <= codes or not all(LEAST <= answer <= MOST for answer in answers.values()):
        raise AnswerRefusedError
