"""The lines of the log: which service somebody was pointed to, and nothing about who that was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.referral.referral import ForWhom, How, Level
from locator.referral.states import CloseReason, State


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line of the log: what was done and what came of it, nothing about for whom."""

    referral_id: str
    created_at: datetime
    service_name: str
    organization_name: str
    theme_code: str
    locality_id: str
    level: Level
    for_whom: ForWhom
    how: How
    state: State
    closed_reason: CloseReason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCount:
    """How often a service was pointed to."""

    service_id: str
    name: str
    count: int
