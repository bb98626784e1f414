"""The deeds of the audit trail in words that the person whom they are about can read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "database.backup": "made a backup",
        "database.restore": "put a backup back",
        "figures.export": "saved figures",
        "person.erase": "erased the details",
        "person.view": "read the details",
        "referral.answer_by_link": "answered for the group",
        "referral.export": "printed all that is held",
        "referral.follow_up": "wrote down how it went",
        "referral.hand_over": "handed the person over",
        "referral.list": "saw it in a list",
        "referral.move": "wrote down what happened",
        "referral.open_outside_team": "opened it from outside the team",
        "referral.refer": "referred with a code",
        "referral.refused": "tried to open it and was refused",
        "referral.remind_group": "reminded the group",
        "referral.signpost": "pointed somebody to a group",
        "referral.tell_curators": "told the curators that nobody answered",
        "referral.undo": "took it back",
        "referral.view": "looked at the referral",
    }
)


def in_words(action: str) -> str:
    """What was done, in words; the code itself where it has none."""
    return WORDS.get(action, action)
