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
    ENTER = "enter"
    """Come in to look after a group's listings."""
    BEGIN = "begin"
    """The same for somebody whom the directory does not know yet, to add a group."""
    CHECK = "check"
    """Say that a group's listings are still correct, or come in to change them."""
    CLAIM = "claim"
    """Show that an address is one's own, before a claim waits for a curator."""


LASTS = {
    Purpose.INVITE: timedelta(days=7),
    Purpose.RESET: timedelta(minutes=15),
    Purpose.ANSWER: timedelta(days=30),
    Purpose.ENTER: timedelta(minutes=15),
    Purpose.BEGIN: timedelta(minutes=15),
    Purpose.CHECK: timedelta(days=30),
    Purpose.CLAIM: timedelta(minutes=15),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeLink:
    """A link to one account (invite, reset), about one referral (answer), to an address (enter), to an address about
    one group (check), or to an address about one claim (claim); of its token only a hash is kept.
    """

    id: str
    purpose: Purpose
    token_hash: str
    account_id: str | None = None
    referral_id: str | None = None
    organization_id: str | None = None
    claim_id: str | None = None
    email: str = ""
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Whether its button may still be pressed."""
        return self.used_at is None and now < self.expires_at
