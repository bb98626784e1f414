"""A list of services that somebody shares as a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedList:
    """The services in their order, until the link expires; whoever has the token can see them."""

    token: str
    service_ids: tuple[str, ...]
    expires_at: datetime
