"""What somebody says is wrong with a listing; nothing is kept about who said it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_MESSAGE = 1000


class ReportKind(StrEnum):
    """What is wrong."""

    TIMES = "times"
    PLACE = "place"
    CONTACT = "contact"
    CLOSED = "closed"
    OTHER = "other"


class ReportStatus(StrEnum):
    """Whether a curator has dealt with it."""

    WAITING = "waiting"
    DONE = "done"


class ReportOutcome(StrEnum):
    """What became of it: the listing was put right, or there was nothing to change."""

    CHANGED = "changed"
    NOTHING = "nothing"


class MessageTooLongError(ValueError):
    """The message has more than a thousand characters."""

    def __init__(self, length: int) -> None:
        super().__init__(f"The message has {length:,} characters; it can have {LONGEST_MESSAGE:,} at most.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report in the curators' queue; `form_key` is the form it came from, so that sending it twice makes one.

    The rest says what a curator made of it.
    """

    id: str
    service_id: str
    kind: ReportKind
    message: str
    form_key: str
    created_at: datetime
    status: ReportStatus = ReportStatus.WAITING
    outcome: ReportOutcome | None = None
    note: str = ""
    closed_at: datetime | None = None
    closed_by: str | None = None

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST_MESSAGE:
            raise MessageTooLongError(len(self.message))
