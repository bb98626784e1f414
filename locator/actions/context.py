"""What an action is handed: the store, the index, the places, the reference data and the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from locator.accounts.account import User
from locator.actions.reference import Reference
from locator.directory.search_log import SearchRow
from locator.directory.seen import Seen
from locator.places.gazetteer import Gazetteer
from locator.post.addresses import Resolver
from locator.probing.prober import Prober
from locator.settings import Settings
from locator.storage.database import Store
from locator.vault.sealing import Sealer
from search_index.index import SearchIndex

if TYPE_CHECKING:
    from locator.identity.provider import (
        Provider,
    )  # what it stands on takes long to import, and few installations have one

LONDON = ZoneInfo("Europe/London")


def _count_nothing(seen: Sequence[Seen]) -> None:
    """What a command does with what it has seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """One request's or one command's world; `now` is aware UTC, `log_search` and `log_seen` never wait and never fail.

    `user` is None where nobody is signed in, `request_id` is what the audit trail and the server's log have in common.
    `provider` is the organisation's identity provider, where there is one; `resolver` knows which domains take mail, `prober`
    asks websites; both are None where nobody is to be asked.
    """

    store: Store
    index: SearchIndex
    places: Gazetteer
    reference: Reference
    settings: Settings
    now: datetime
    log_search: Callable[[SearchRow], None]
    sealer: Sealer
    user: User | None = None
    request_id: str = ""
    provider: Provider | None = None
    log_seen: Callable[[Sequence[Seen]], None] = _count_nothing
    resolver: Resolver | None = None
    prober: Prober | None = None

    @property
    def in_london(self) -> datetime:
        """The moment by the clocks of Europe/London."""
        return self.now.astimezone(LONDON)

    @property
    def today(self) -> date:
        """The day in Europe/London."""
        return self.in_london.date()
