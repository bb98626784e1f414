"""A referral: the record that a member of staff pointed somebody to a service, with as little about that person as will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from locator.referral.states import CloseReason, State


class Level(StrEnum):
    """How much is written down.

    Signpost: which service was told of, nothing about who. Coded: with a reference that only the referrer's own record
    resolves. Named: the person's details are handed over to the group, sealed.
    """

    SIGNPOST = "signpost"
    CODED = "coded"
    NAMED = "named"


class ForWhom(StrEnum):
    """Who was pointed to the service."""

    OLDER_PERSON = "older person"
    CARER = "carer"
    BOTH = "both"


class AgeBand(StrEnum):
    """How old, roughly; "" is not said."""

    NOT_SAID = ""
    UNDER_50 = "under 50"
    FROM_50 = "50-64"
    FROM_65 = "65-74"
    FROM_75 = "75-84"
    FROM_85 = "85 or over"


class How(StrEnum):
    """How the person got to know."""

    TOLD = "told"
    PRINTED = "printed"
    TEXT = "text"
    HANDED_OVER = "handed over"


class Reason(StrEnum):
    """Why the person was pointed there, coded so that nothing about them can be written."""

    LONELY = "lonely"
    FALLS = "falls"
    ACTIVE = "active"
    MEMORY = "memory"
    CARING = "caring"
    MOOD = "mood"
    MONEY = "money"
    HOME = "home"
    TRANSPORT = "transport"
    LEARNING = "learning"
    BEREAVED = "bereaved"
    HOSPITAL = "home from hospital"
    PLANNING = "planning ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The listing as it was at the time; `content` is JSON of what its page said, `id` belongs to that content."""

    id: str
    service_id: str
    service_name: str
    organization_name: str
    content: str
    taken_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """One referral to one service; those made for one need share `need_id`.

    `form_key` is that of the form it came from: the same form sent twice makes one. `account_id` is None once that was
    anonymised. `reference` ("P-7K3M") is None on a signpost. `undone_at`: taken back by who made it, counted nowhere.
    """

    id: str
    need_id: str
    level: Level
    form_key: str
    created_at: datetime
    account_id: str | None
    team_id: str
    service_id: str
    snapshot_id: str
    theme_code: str | None = None
    for_whom: ForWhom
    age_band: AgeBand = AgeBand.NOT_SAID
    outward_code: str = ""
    locality_id: str | None = None
    how: How = How.TOLD
    reasons: tuple[Reason, ...] = ()
    reference: str | None = None
    state: State
    state_at: datetime
    closed_reason: CloseReason | None = None
    undone_at: datetime | None = None
    erased_at: datetime | None = None
