"""What came of it: whether the person went, and if they like, how things changed, by the programme's outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LEAST, MOST = 1, 5
"""An answer: 1 much worse, 3 the same, 5 much better."""


class Source(StrEnum):
    """Asked by staff, or typed in from the printed sheet."""

    STAFF = "staff"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """One follow-up; `has_attended` None is "not known", `answers` are by outcome code."""

    id: str
    referral_id: str
    form_key: str
    has_attended: bool | None
    source: Source
    answered_at: datetime
    account_id: str | None
    answers: Mapping[str, int] = field(default_factory=dict)
