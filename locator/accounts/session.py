"""A signed-in browser: how long it stays signed in, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=30)
"""Without a page asked for in this time a session is over."""

ABSOLUTE = timedelta(hours=12)
"""However busy, a session is over after this: a long working day."""

LINK_ABSOLUTE = timedelta(hours=2)
"""However busy, a session that began with a link in an email is over after this; idle, after as long as any other."""

TOUCH = timedelta(minutes=1)
"""How often it is written down that a session is in use."""


class Stage(StrEnum):
    """Password: the second factor is still asked for, nothing opens. Whole: signed in.

    Link: came in by a link in an email, which opens a group's listings (`roles.BY_LINK`) and nothing else. Reminder: by the link
    that asks whether a listing is still correct, which works for weeks and is passed on: less still (`roles.BY_REMINDER`).
    """

    PASSWORD = "password"
    REMINDER = "reminder"
    LINK = "link"
    WHOLE = "whole"

    @property
    def is_by_link(self) -> bool:
        """Whether no password was asked for."""
        return self in (Stage.LINK, Stage.REMINDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One signed-in browser; `id` is a hash of the token in its cookie, `device` a few words such as "Firefox on Linux"."""

    id: str
    account_id: str
    stage: Stage
    created_at: datetime
    seen_at: datetime
    device: str = ""

    def is_over(self, now: datetime) -> bool:
        """Whether it has been idle or open for too long; one last seen far ahead is over too: the clock was set back since."""
        if self.stage.is_by_link and now - self.created_at > LINK_ABSOLUTE:
            return True
        return abs(now - self.seen_at) > IDLE or now - self.created_at > ABSOLUTE
