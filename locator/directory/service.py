"""A community service: what it is, who it is for, how to join, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ServiceStatus(StrEnum):
    """HSDS `service.status`: inactive is not published, defunct is closed for good."""

    ACTIVE = "active"
    TEMPORARILY_CLOSED = "temporarily closed"
    DEFUNCT = "defunct"
    INACTIVE = "inactive"


class Delivery(StrEnum):
    """How a person receives the service."""

    VENUE = "venue"
    HOME = "home visit"
    PHONE = "phone"
    ONLINE = "online"


class Joining(StrEnum):
    """The one clear next step for somebody who wants to come."""

    TURN_UP = "turn up"
    PHONE_FIRST = "phone first"
    REFERRAL = "referral needed"


class Capacity(StrEnum):
    """Whether there is room; None on a service means "not known"."""

    HAS_PLACES = "has places"
    WAITING_LIST = "waiting list"
    FULL = "full"


class AssuredHow(StrEnum):
    """How a listing was last checked with its group."""

    PHONE = "phone"
    VISIT = "visit"
    GROUP = "by the group"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """The listing was checked with the group on this day, by this person or body, in this way."""

    on: date
    by: str
    how: AssuredHow


@dataclass(frozen=True, slots=True, kw_only=True)
class CostOption:
    """One price in pence; 0 is free, None is "ask" (HSDS `cost_option`)."""

    amount_pence: int | None
    option: str = ""
    details: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A taxonomy term on a service; `taxonomy` is theme, activity, who, accreditation or language."""

    taxonomy: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A community service (HSDS `service`).

    `summary` is one sentence for the result list, at most 300 characters; `description` is plain text, blank lines
    between paragraphs. `content_changed_on`, `assured` and `imported_on` are three different dates and stay so.
    """

    id: str
    slug: str
    organization_id: str
    name: str
    summary: str = ""
    description: str = ""
    status: ServiceStatus = ServiceStatus.ACTIVE
    status_note: str = ""
    website: str | None = None
    email: str | None = None
    deliveries: tuple[Delivery, ...] = ()
    joining: Joining | None = None
    joining_details: str = ""
    who_may_refer: str = ""
    takes_referrals: bool | None = None
    eligibility: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    is_free: bool | None = None
    costs: tuple[CostOption, ...] = ()
    capacity: Capacity | None = None
    transport_offered: bool | None = None
    terms: tuple[Term, ...] = ()
    content_changed_on: date
    assured: Assurance | None = None
    imported_on: date | None = None
