"""Whoever asks what is held about them reads what was done in words, not in codes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from locator.accounts.link import Purpose
from locator.actions import deeds
from locator.referral.referral import Level
from locator.revision.bulk import DeedKind
from locator.revision.proposal import ProposalState
from locator.revision.subject import SubjectKind

ACTIONS = Path(deeds.__file__).parent
NOTES = ("audit.note", "audit_notes.note")
KINDS = {
    "bulk.%s": tuple(DeedKind),
    "link.%s": (Purpose.INVITE, Purpose.RESET),
    "link.%s_used": (Purpose.INVITE, Purpose.RESET),
    "proposal.%s": (ProposalState.APPROVED, ProposalState.PARTLY_APPROVED, ProposalState.REFUSED),
    "referral.%s": (Level.SIGNPOST, Level.CODED),
    "%s.publish": tuple(SubjectKind),
    "%s.not_yours": tuple(SubjectKind),
}
NOTED = re.compile(r"\bnote\(\s*context,\s*\"((?:referral|person)\.[a-z_]+)\"")


def test_every_deed_about_a_referral_has_words() -> None:
    noted = {name for file in ACTIONS.glob("*.py") for name in NOTED.findall(file.read_text(encoding="utf-8"))}
    assert {"referral.hand_over", "person.view", "person.erase"} <= noted
    assert noted - set(deeds.WORDS) == set()


def deeds_noted() -> Iterator[str]:
    """Every deed that an action names in its own text; of one that is put together, all that its kinds make of it."""
    for file in ACTIONS.glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in NOTES and len(call.args) > 1:
                yield from named(call.args[1])


def named(told: ast.expr) -> Iterator[str]:
    if isinstance(told, ast.Constant):
        yield str(told.value)
    elif isinstance(told, ast.IfExp):
        yield from (*named(told.body), *named(told.orelse))
    elif isinstance(told, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "%s" for part in told.values)
        yield from (text % kind.replace(" ", "_") for kind in KINDS[text])


def test_every_deed_of_every_action_has_words() -> None:
    assert sorted(set(deeds_noted()) - set(deeds.WORDS)) == []


def test_a_deed_without_words_keeps_its_code() -> None:
    assert deeds.in_words("something.new") == "something.new"
