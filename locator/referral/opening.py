"""Why somebody's details are opened by an outsider, or erased: chosen from a list, never written.

The audit trail can only be added to, so nothing may get into it that an erasure would have to take out again.
"""

from __future__ import annotations

from enum import StrEnum


class OpenReason(StrEnum):
    """Why somebody outside the team opens a referral."""

    SAFEGUARDING = "somebody may be in danger"
    SUBJECT_ACCESS = "the person asks what is held about them"
    COMPLAINT = "a complaint is looked into"
    TEAM_AWAY = "the team cannot be reached"
    FAULT = "a fault is looked into"


class EraseReason(StrEnum):
    """Why somebody's details are erased; people choose from the first three."""

    ASKED = "the person asked for it"
    MISTAKE = "they were handed over by mistake"
    NO_BASIS = "there is no reason to keep them"
    ENDED = "their time is over"
    ABANDONED = "nobody moved it on"
    REPLAYED = "they were erased before"


CHOSEN = (EraseReason.ASKED, EraseReason.MISTAKE, EraseReason.NO_BASIS)
"""What an administrator can choose from."""
