"""Move a referral on: by the team that made it or by the group that got it; the other side is told of every move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from locator.accounts.account import AccountStatus
from locator.actions import audit, group_contact, links, permission, wordings
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.post import letters
from locator.post.letters import Letter
from locator.referral import state_words, states
from locator.referral.referral import Level, Referral
from locator.referral.states import CloseReason, Move, Mover, State
from locator.roles import Permission
from locator.storage import accounts, identifiers, listings, mails, referrals


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
        _tell(context, moved, made)
        return moved


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


def _tell(context: Context, referral: Referral, made: Move) -> None:
    """Tell the team of what the group did, and the group of what the team did."""
    if made.mover is not Mover.STAFF:
        _tell_staff(context, referral, made)
    if made.mover is not Mover.GROUP:
        _tell_group(context, referral, made)


def _tell_staff(context: Context, referral: Referral, made: Move) -> None:
    account = accounts.by_id(context.store, referral.account_id) if referral.account_id else None
    if account is None or account.status is not AccountStatus.ACTIVE:
        return
    about = group_contact.about(context, referral, group_contact.of(context, referral))
    page = links.absolute(context.settings, f"/staff/referrals/{referral.id}")
    letter = letters.moved(about, state_words.told(referral.state, referral.closed_reason), page, wordings.own(context))
    queue(context, f"moved/{made.id}/staff", account.email, letter)


def _tell_group(context: Context, referral: Referral, made: Move) -> None:
    group = group_contact.of(context, referral)
    about = group_contact.about(context, referral, group)
    sentence = state_words.told(referral.state, referral.closed_reason)
    page = links.absolute(context.settings, f"/group/referrals/{referral.id}")
    own = wordings.own(context)
    has_ended = referral.state in (State.CLOSED, State.WITHDRAWN)
    for to, address in ((group.email, ""), *((person.email, page) for person in group.accounts)):
        letter = letters.withdrawn(about, sentence, own) if has_ended else letters.moved(about, sentence, address, own)
        queue(context, f"moved/{made.id}/group/{to}", to, letter)


def queue(context: Context, key: str, to: str, letter: Letter) -> bool:
    """Let a letter wait for its turn; False where there is nobody to send it to, or one with this key is there already."""
    if not to:
        return False
    return mails.add(context.store, key=key, to=to, subject=letter.subject, body=letter.body, now=context.now)
