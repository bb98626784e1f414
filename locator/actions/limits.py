"""How much anybody may write without an account: counted in the database, for all people and processes together."""

from __future__ import annotations

from datetime import timedelta

HOUR = timedelta(hours=1)
MOST_REPORTS_AN_HOUR = 120
MOST_CLAIMS_AN_HOUR = 60
MOST_SHARED_LISTS_AN_HOUR = 600


class TooManyError(Exception):
    """More was sent in the last hour than people send; nothing was kept of this one."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Too many {what} in the last hour.")
        self.retry_after_seconds = 600


def check(count: int, most: int, what: str) -> None:
    """Raise TooManyError where there are as many as there may be."""
    if count >= most:
        raise TooManyError(what)
