"""Whom a referral waits for: the group to answer, the group to go on, or those who made it."""

from __future__ import annotations

from enum import StrEnum

from locator.referral.states import FINAL, UNANSWERED, State


class WaitsFor(StrEnum):
    """Answer: the group has not said yes or no. Group: it has, and what comes next is theirs. Us: ask how it went."""

    ANSWER = "answer"
    GROUP = "group"
    US = "us"
    NOBODY = "nobody"


_OURS = frozenset({State.STARTED, State.ATTENDED})


def waits_for(state: State) -> WaitsFor:
    """Whom a referral in this state waits for; nobody once it is at its end."""
    if state in FINAL:
        return WaitsFor.NOBODY
    if state in UNANSWERED:
        return WaitsFor.ANSWER
    return WaitsFor.US if state in _OURS else WaitsFor.GROUP
