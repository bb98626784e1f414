"""Whoever asks what is held about them reads what was done in words, not in codes."""

from __future__ import annotations

import re
from pathlib import Path

from locator.actions import deeds

ACTIONS = Path(deeds.__file__).parent
NOTED = re.compile(r"\bnote\(\s*context,\s*\"((?:referral|person)\.[a-z_]+)\"")


def test_every_deed_about_a_referral_has_words() -> None:
    noted = {name for file in ACTIONS.glob("*.py") for name in NOTED.findall(file.read_text(encoding="utf-8"))}
    assert {"referral.hand_over", "person.view", "person.erase"} <= noted
    assert noted - set(deeds.WORDS) == set()


def test_a_deed_without_words_keeps_its_code() -> None:
    assert deeds.in_words("something.new") == "something.new"
