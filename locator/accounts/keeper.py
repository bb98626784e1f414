"""Somebody who looks after a group: its listings always, its referrals where a curator said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MOST_KEEPERS = 20
"""So many people look after one group at most."""


class CameBy(StrEnum):
    """Approved: by a curator or by the group's lead, until somebody takes them off.

    Address: only because the group's published email address is theirs, and for as long as it is.
    """

    APPROVED = "approved"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """One person for one group; `since` is None for what is older than anybody noted, `has_password` says that they can
    sign in without a link.
    """

    account_id: str
    organization_id: str
    name: str
    email: str
    answers: bool
    is_lead: bool
    is_trusted: bool
    came_by: CameBy
    since: datetime | None
    has_password: bool
