"""What may happen to a referral next, as buttons: one for each move, a form to close it, and one to take it back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import abort, request
from wtforms import Form, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf

from locator.actions.moving import Step
from locator.referral import state_words, states
from locator.referral.referral import Referral
from locator.referral.states import CloseReason, Mover, State

MOST_KEY_LETTERS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: what it sends and what it says."""

    value: str
    text: str


class CloseForm(Form):  # type: ignore[misc]
    """Why nothing more comes of it."""

    reason = RadioField(
        "Why?",
        choices=[SelectChoice(value=reason.value, label=label) for reason, label in state_words.REASONS.items()],
        validators=[AnyOf([reason.value for reason in CloseReason], message="Choose why")],
        validate_choice=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """The moves that one side may make from here; `address` is where the forms go, `phone` is set where no mail reaches the group."""

    address: str
    seen: str
    sentence: str
    moves: tuple[Choice, ...]
    close: CloseForm | None
    can_withdraw: bool
    form_key: str
    must_phone: bool = False
    phone: str = ""


def of(
    referral: Referral,
    mover: Mover,
    address: str,
    *,
    close: CloseForm | None = None,
    must_phone: bool = False,
    phone: str = "",
) -> NextSteps:
    """The moves of this side; `close` is a form that was sent and has a mistake in it."""
    allowed = states.allowed(referral.state, mover)
    words = state_words.MOVES[mover]
    told = state_words.told_to_group if mover is Mover.GROUP else state_words.told
    return NextSteps(
        address=address,
        seen=referral.state.value,
        sentence=told(referral.state, referral.closed_reason),
        moves=tuple(Choice(value=state.value, text=text) for state, text in words.items() if state in allowed),
        close=(close or CloseForm()) if State.CLOSED in allowed else None,
        can_withdraw=State.WITHDRAWN in allowed,
        form_key=fresh_key(),
        must_phone=must_phone,
        phone=phone,
    )


def fresh_key() -> str:
    """A key for one form."""
    return secrets.token_urlsafe(16)


def sent_key() -> str:
    """The key of the form that was sent; a form of ours always has one."""
    key = request.form.get("form_key", "")
    if not 0 < len(key) <= MOST_KEY_LETTERS:
        abort(400)
    return key


def sent_step() -> Step:
    """The move that a form asks for; a form of ours never asks for what is no state."""
    try:
        seen, to = State(request.form.get("seen", "")), State(request.form.get("to", ""))
    except ValueError:
        abort(400)
    return Step(seen=seen, to=to, reason=sent_reason(), form_key=sent_key())


def sent_reason() -> CloseReason | None:
    """The reason that was chosen; None where none was."""
    text = request.form.get("reason", "")
    return CloseReason(text) if text in set(CloseReason) else None


def close_form_sent() -> CloseForm:
    """The form for closing as it was sent, with what is wrong in it."""
    form = CloseForm(request.form)
    form.validate()
    return form
