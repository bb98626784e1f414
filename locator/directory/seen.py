"""That a listing was seen: counted by month, without anything of who saw it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SeenKind(StrEnum):
    """View: its page was opened. Search: it was on a page of results."""

    VIEW = "view"
    SEARCH = "search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One listing in one month ("2026-11", in Europe/London), seen in one way."""

    service_id: str
    month: str
    kind: SeenKind
