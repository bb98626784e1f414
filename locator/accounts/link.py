"""A link that works once: opening it changes nothing, pressing its button does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a link is for; it works for nothing else."""

    INVITE = "invite"
    RESET = "reset"
    ANSWER = "answer"
    CHECK = "check"


LASTS = {
    Purpose.INVITE: timedelta(days=7),
    Purpose.RESET: timedelta(minutes=15),
    Purpose.ANSWER: timedelta(days=30),
    Purpose.CHECK: timedelta(days=30),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeLink:
    """A link to one account (invite, reset), about one referral (answer) or the listings of one organization (check).

    Of its token only a hash is kept; `email` is the address that it was sent to, where there may be no account.
    """

    id: str
    purpose: Purpose
    token_hash: str
    account_id: str | None = None
    referral_id: str | None = None
    organization_id: str | None = None
    email: str = ""
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Whether its button may still be pressed."""
        return self.used_at is None and now < self.expires_at
