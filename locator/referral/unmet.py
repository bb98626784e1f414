"""Unmet need: nothing suitable was there. No personal data; this is what the consortia decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UnmetReason(StrEnum):
    """Why nothing was suitable."""

    NONE_EXISTS = "none exists"
    TOO_FAR = "too far"
    NO_TRANSPORT = "no transport"
    FULL = "full"
    COST = "cost"
    WRONG_TIME = "wrong time"
    ACCESS = "access"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmetNeed:
    """One need that nothing met: where, of which theme, and why; `service_id` where one service was full or did not suit."""

    id: str
    form_key: str
    created_at: datetime
    account_id: str | None
    team_id: str
    locality_id: str | None = None
    theme_code: str | None = None
    service_id: str | None = None
    reason: UnmetReason
    undone_at: datetime | None = None
