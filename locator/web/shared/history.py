"""What has happened to a referral, one step after the other, as pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from locator.actions.context import LONDON
from locator.directory import dates
from locator.referral import state_words
from locator.referral.referral import Referral
from locator.referral.states import Move, Mover, State

WHO = {Mover.STAFF: "The team that referred", Mover.GROUP: "The group", Mover.SYSTEM: "By itself, after a long time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryStep:
    """One step: when, what, and which side did it."""

    when: str
    sentence: str
    who: str


def of(referral: Referral, moves: Sequence[Move]) -> tuple[HistoryStep, ...]:
    """The sending and every move since, the oldest first."""
    sent = HistoryStep(when=moment(referral.created_at), sentence="It was sent.", who=WHO[Mover.STAFF])
    return (sent, *(_step(move) for move in moves))


def moment(at: datetime) -> str:
    """ "24 November 2026, 10am"."""
    local = at.astimezone(LONDON)
    return f"{dates.date_words(local.date())}, {dates.time_words(local.time())}"


def _step(move: Move) -> HistoryStep:
    sentence = "The group has seen it." if move.to_state is State.SEEN else ""
    return HistoryStep(
        when=moment(move.moved_at),
        sentence=sentence or state_words.told(move.to_state, move.closed_reason),
        who=WHO[move.mover],
    )
