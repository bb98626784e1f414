"""What asking a website came to, and when a link counts as broken: not for one bad day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from locator.directory.recurrence import LONDON

BETWEEN_CHECKS = timedelta(days=7)
"""A link is asked once a week at most, unless somebody asks for it."""


class Outcome(StrEnum):
    """What asking a website came to."""

    THERE = "there"
    """It answered, perhaps only that it does not talk to programs."""
    GONE = "gone"
    FAILS = "fails"
    NO_HOST = "no such host"
    NO_ANSWER = "no answer"
    BAD_CERTIFICATE = "bad certificate"
    NOT_A_WEBSITE = "not a website"
    TOO_MANY_REDIRECTS = "too many redirects"
    REFUSED = "refused"
    """We do not ask this address: it is inside somebody's network, or none that a visitor could open."""
    NOT_ASKED = "not asked"
    """It could not be asked from here: the fault may be ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Website:
    """A website as a listing gives it, and who gives it: `kind` is "service" or "organization"."""

    text: str
    kind: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """How a link stands: the last outcome, how often it failed in a row, and since when."""

    url: str
    checked_at: datetime
    outcome: Outcome
    detail: str = ""
    failures: int = 0
    first_failed_at: datetime | None = None

    @property
    def is_broken(self) -> bool:
        """Whether it has failed on two different days (in London) with nothing good between them."""
        return self.first_failed_at is not None and _day(self.first_failed_at) < _day(self.checked_at)


def noted(before: LinkCheck | None, url: str, outcome: Outcome, detail: str, now: datetime) -> LinkCheck:
    """How the link stands after this answer."""
    check = LinkCheck(url=url, checked_at=now, outcome=outcome, detail=detail)
    if outcome is Outcome.THERE:
        return check
    failures, since = (before.failures, before.first_failed_at) if before else (0, None)
    return replace(check, failures=failures + 1, first_failed_at=since or now)


def is_due(check: LinkCheck | None, now: datetime) -> bool:
    """Whether the link is to be asked again."""
    return check is None or now - check.checked_at >= BETWEEN_CHECKS


def _day(moment: datetime) -> str:
    return moment.astimezone(LONDON).date().isoformat()
