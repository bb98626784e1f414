"""States, moves and reasons in plain words, the same on every page and in every message."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from locator.referral.states import CloseReason, Mover, State

SENTENCES: Mapping[State, str] = MappingProxyType(
    {
        State.SIGNPOSTED: "The person was told about the group.",
        State.SENT: "It was sent. The group has not answered yet.",
        State.SEEN: "The group has seen it and not answered yet.",
        State.ACCEPTED: "The group said yes.",
        State.WAITING_LIST: "The person is on the group’s waiting list.",
        State.CONTACTED: "The group has been in touch with the person.",
        State.STARTED: "The person has started at the group.",
        State.ATTENDED: "The person has been to the group.",
        State.COMPLETED: "It is complete.",
        State.CLOSED: "It is closed.",
        State.WITHDRAWN: "The person took their permission back.",
    }
)
"""Where a referral stands, as a sentence."""

REASONS: Mapping[CloseReason, str] = MappingProxyType(
    {
        CloseReason.NO_CAPACITY: "The group is full",
        CloseReason.NOT_ELIGIBLE: "The group is not right for this person",
        CloseReason.NO_CONTACT: "Nobody could get in touch",
        CloseReason.CHANGED_MIND: "The person changed their mind",
        CloseReason.TRANSPORT: "There is no way to get there",
        CloseReason.COST: "It costs too much",
        CloseReason.ACCESS: "The building or the activity does not suit the person",
        CloseReason.OTHER: "Another reason",
    }
)
"""Why nothing more came of it."""

_BOTH = {
    State.CONTACTED: "In touch with the person",
    State.STARTED: "The person has started",
    State.ATTENDED: "The person has been",
    State.COMPLETED: "It is complete",
}
MOVES: Mapping[Mover, Mapping[State, str]] = MappingProxyType(
    {
        Mover.GROUP: {
            State.ACCEPTED: "Yes, we can help",
            State.WAITING_LIST: "Put on our waiting list",
            State.SEEN: "I have seen it, we will answer soon",
            **_BOTH,
        },
        Mover.STAFF: {
            State.ACCEPTED: "The group said yes",
            State.WAITING_LIST: "On the waiting list",
            **_BOTH,
        },
    }
)
"""What a button says that moves a referral on, the likeliest first; closing and taking back have forms of their own."""


def told(state: State, reason: CloseReason | None) -> str:
    """Where a referral stands, with the reason where it is closed: "It is closed. The group is full."."""
    return f"{SENTENCES[state]} {REASONS[reason]}." if reason else SENTENCES[state]


def told_to_group(state: State, reason: CloseReason | None) -> str:
    """The same, said to the group itself: "It is closed. Your group is full."."""
    return told(state, reason).replace("The group", "Your group").replace("the group", "your group")
