"""What can happen to a referral: its states, and one table of the moves that are allowed and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a referral stands; a signpost stays signposted."""

    SIGNPOSTED = "signposted"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting list"
    CONTACTED = "contacted"
    STARTED = "started"
    ATTENDED = "attended"
    COMPLETED = "completed"
    CLOSED = "closed"
    WITHDRAWN = "permission withdrawn"


class CloseReason(StrEnum):
    """Why nothing more came of it."""

    NOT_ELIGIBLE = "not eligible"
    NO_CAPACITY = "no capacity"
    NO_CONTACT = "could not contact"
    CHANGED_MIND = "changed mind"
    TRANSPORT = "transport"
    COST = "cost"
    ACCESS = "access"
    OTHER = "other"


class Mover(StrEnum):
    """Who moves a referral on: the team that made it, the group that got it, or the program on time."""

    STAFF = "staff"
    GROUP = "group"
    SYSTEM = "system"


FINAL = frozenset({State.SIGNPOSTED, State.COMPLETED, State.CLOSED, State.WITHDRAWN})
"""Where a referral is at its end."""

UNANSWERED = frozenset({State.SENT, State.SEEN})
"""The group has not said yes or no."""

OPEN = frozenset(State) - FINAL

_STAFF, _GROUP, _SYSTEM = Mover.STAFF, Mover.GROUP, Mover.SYSTEM
_ANY = frozenset({_STAFF, _GROUP})
_ONWARDS = {
    State.SENT: (State.ACCEPTED, State.WAITING_LIST, State.CONTACTED, State.STARTED, State.ATTENDED),
    State.SEEN: (State.ACCEPTED, State.WAITING_LIST, State.CONTACTED, State.STARTED, State.ATTENDED),
    State.ACCEPTED: (State.WAITING_LIST, State.CONTACTED, State.STARTED, State.ATTENDED, State.COMPLETED),
    State.WAITING_LIST: (State.ACCEPTED, State.CONTACTED, State.STARTED, State.ATTENDED, State.COMPLETED),
    State.CONTACTED: (State.WAITING_LIST, State.STARTED, State.ATTENDED, State.COMPLETED),
    State.STARTED: (State.ATTENDED, State.COMPLETED),
    State.ATTENDED: (State.COMPLETED,),
}

Moves = Mapping[State, Mapping[State, frozenset[Mover]]]


def _moves() -> Moves:
    table: dict[State, dict[State, frozenset[Mover]]] = {state: {} for state in State}
    for here, onwards in _ONWARDS.items():
        table[here] |= dict.fromkeys(onwards, _ANY)
        table[here][State.CLOSED] = _ANY | {_SYSTEM}
        table[here][State.WITHDRAWN] = frozenset({_STAFF})
    table[State.SENT][State.SEEN] = frozenset({_GROUP})
    return MappingProxyType({state: MappingProxyType(moves) for state, moves in table.items()})


MOVES: Moves = _moves()
"""MOVES[here][there] holds who may move a referral so; what is not in the table is not allowed."""


class MoveRefusedError(Exception):
    """This move is not in the table; the text is a sentence for the person."""

    def __init__(self, here: State, there: State) -> None:
        super().__init__(f"This referral is “{here}” now and cannot become “{there}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move: from where to where, when, and by whom; a closing has a reason."""

    id: str
    referral_id: str
    from_state: State
    to_state: State
    closed_reason: CloseReason | None = None
    moved_at: datetime
    mover: Mover
    account_id: str | None = None


def allowed(here: State, mover: Mover) -> tuple[State, ...]:
    """The states that this side may move a referral to from here, in the order of the states."""
    return tuple(state for state in State if mover in MOVES[here].get(state, frozenset()))


def check(here: State, there: State, mover: Mover) -> None:
    """Raise MoveRefusedError where the table does not allow the move."""
    if mover not in MOVES[here].get(there, frozenset()):
        raise MoveRefusedError(here, there)
