"""A version: all that a subject said at one time, who made it, when, why and through which way in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from locator.revision import proposal
from locator.revision.content import EMPTY, Content
from locator.revision.proposal import FieldChange
from locator.revision.subject import Subject, WayIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The version with this number, counted from 1; the newest is what is public."""

    id: str
    subject: Subject
    number: int
    content: Content
    made_at: datetime
    account_id: str | None
    way_in: WayIn
    why: str = ""
    proposal_id: str | None = None


def changes(versions: Sequence[Version]) -> tuple[tuple[FieldChange, ...], ...]:
    """For each version, oldest first, what it changed; played from nothing they give the newest content."""
    found, before = [], EMPTY[versions[0].subject.kind] if versions else {}
    for one in versions:
        found.append(proposal.between(before, one.content))
        before = one.content
    return tuple(found)
