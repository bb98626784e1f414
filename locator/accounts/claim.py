"""A claim: somebody says that they look after a group, or asks to answer its referrals too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClaimKind(StrEnum):
    """What is asked for: to look after the listings, or an account with a password, to answer referrals."""

    LISTINGS = "listings"
    ACCOUNT = "account"


class ClaimState(StrEnum):
    """Unproven: the address was not shown to be theirs yet, and nobody is asked to look at it."""

    UNPROVEN = "unproven"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of one group; `service_id` is the listing on whose page it was made.

    `has_lead_said_no`: the group's lead does not want it, and a curator decides. `step` counts its changes.
    """

    id: str
    kind: ClaimKind
    organization_id: str
    service_id: str | None = None
    account_id: str | None = None
    name: str
    email: str
    does: str = ""
    how_to_check: str = ""
    form_key: str
    state: ClaimState = ClaimState.UNPROVEN
    created_at: datetime
    proven_at: datetime | None = None
    has_lead_said_no: bool = False
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str = ""
    step: int = 1
