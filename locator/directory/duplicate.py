"""Two listings that may be one: what is known of the pair, and when a decision about it has to be made again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from locator.directory.likeness import Likeness, Sketch


class DuplicateState(StrEnum):
    """What was decided."""

    WAITING = "waiting"
    NOT_THE_SAME = "not the same"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """One pair, the smaller id first; `fingerprint` is of what the two said when this was found or decided."""

    id: str
    first_id: str
    second_id: str
    likeness: Likeness
    state: DuplicateState
    fingerprint: str
    found_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None


def fingerprint(first: Sketch, second: Sketch) -> str:
    """A mark that changes when the name, a number or a place of either does; it does not matter which is first."""
    said = [_said(one) for one in sorted((first, second), key=lambda one: one.id)]
    return hashlib.sha256("\x1e".join(said).encode()).hexdigest()[:32]


def _said(one: Sketch) -> str:
    parts = ([one.name], sorted(one.phones), sorted(one.locations), sorted(one.postcodes))
    return "\x1d".join("\x1f".join(part) for part in parts)
