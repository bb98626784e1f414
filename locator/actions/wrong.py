"""Why what a curator sent was not done: a box that cannot be used as it is, or somebody else who was faster."""

from __future__ import annotations

import hashlib


class WrongError(Exception):
    """What was typed cannot be used: the name of the box, and the sentence that belongs to it. Nothing was done."""

    def __init__(self, at: str, sentence: str) -> None:
        super().__init__(sentence)
        self.at = at
        self.sentence = sentence


class ChangedMeanwhileError(Exception):
    """Somebody else changed it after the form was shown. Nothing was done."""


def mark(*parts: object) -> str:
    """What stands in a form for the state that it was shown in: the same for the same parts, in every process."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:24]


def check(seen: str, now: str) -> None:
    """Raise ChangedMeanwhileError where what was seen is not what is there."""
    if seen != now:
        raise ChangedMeanwhileError
