"""Two listings of one thing made into one: what is kept about it, and where each leads in the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedProposal:
    """A change that waited for the merged listing and moved along: its id, its step after that, and as what it was made."""

    id: str
    step: int
    base_number: int
    fields: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """`merged_id` was made a part of `kept_id`; the numbers are those of their versions before and after."""

    id: str
    kept_id: str
    merged_id: str
    merged_at: datetime
    merged_by: str | None
    kept_before: int
    kept_after: int
    merged_before: int
    merged_after: int
    moved: tuple[MovedProposal, ...] = ()
    undone_at: datetime | None = None
    undone_by: str | None = None


def ends(live: Iterable[Merge]) -> dict[str, str]:
    """For each merged listing the one that it leads to in the end, through however many merges."""
    into = {one.merged_id: one.kept_id for one in live}
    return {start: _end(into, start) for start in into}


def _end(into: dict[str, str], start: str) -> str:
    """Where the chain stops; one that came round to itself (which no merge makes) stops where it began."""
    at, seen = start, {start}
    while at in into and into[at] not in seen:
        at = into[at]
        seen.add(at)
    return at
