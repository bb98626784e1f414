"""One check of a listing: who asked the group, when and how, and what the listing said about its last check before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from locator.directory.service import Assurance
from locator.revision.subject import WayIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """That a listing is still correct; it is no change of what the listing says.

    `before` is None where it had never been checked. What was undone stays in the history.
    """

    id: str
    service_id: str
    assurance: Assurance
    note: str
    way_in: WayIn
    account_id: str | None
    form_key: str
    made_at: datetime
    before: Assurance | None
    undone_at: datetime | None = None
