"""A taxonomy term as curators keep it: its name, what it means, and whether it is still offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry:
    """One term of a list; a retired one stays on listings and is not offered. `merged_into` is the code of another, "" for none."""

    taxonomy: str
    code: str
    name: str
    description: str = ""
    retired_on: date | None = None
    merged_into: str = ""


def placed(codes: Sequence[str], code: str, place: int) -> tuple[str, ...]:
    """The codes with this one at that place, counted from 1; before the first is the first, behind the last is the last.

    >>> placed(("a", "b", "c"), "c", 1)
    ('c', 'a', 'b')
    """
    others = [one for one in codes if one != code]
    at = min(max(place, 1), len(others) + 1) - 1
    return (*others[:at], code, *others[at:])


def merged(codes: Sequence[str], gone: str, kept: str) -> list[str]:
    """The codes of a listing after one term has become another: each once, in the place of the first."""
    return list(dict.fromkeys(kept if code == gone else code for code in codes))
