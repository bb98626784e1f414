"""A passkey: what is kept of it, and the site that it is good for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

MOST = 10
"""Of one account."""

LASTS = timedelta(minutes=5)
"""How long somebody may take to show or to make one."""

LONGEST_NAME = 60

_NAME = re.compile(r"(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*")
"""A host that is a name: the last part of a number, in whatever way it is written, begins with a digit or holds a colon."""
_USUAL_PORTS = {"https": 443, "http": 80}


class Asking(StrEnum):
    """What a browser is asked for a passkey for."""

    ADD = "add"
    SIGN_IN = "sign in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """One passkey; `credential_id` and `public_key` (COSE) are in base64url, `sign_count` what the device last said (0 where it does not count)."""

    id: str
    account_id: str
    credential_id: str
    public_key: str
    sign_count: int
    name: str
    created_at: datetime
    last_used_at: datetime | None = None

    def is_behind(self, sign_count: int) -> bool:
        """Whether a device that counts says no more than it said before: then there may be a copy of it."""
        return bool(sign_count or self.sign_count) and sign_count <= self.sign_count


@dataclass(frozen=True, slots=True, kw_only=True)
class RelyingParty:
    """The site as browsers know it for passkeys: the name that they belong to, and the origin of its pages."""

    name: str
    origin: str


def relying_party(address: str) -> RelyingParty | None:
    """The site at this address; None where browsers make no passkeys: at a number, or without TLS but for "localhost"."""
    try:
        parts = urlsplit(address.lower())
        port = parts.port
    except ValueError:
        return None
    name = parts.hostname or ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and name == "localhost")
    if not is_safe or not _NAME.fullmatch(name):
        return None
    shown = "" if port in (None, _USUAL_PORTS[parts.scheme]) else f":{port}"
    return RelyingParty(name=name, origin=f"{parts.scheme}://{name}{shown}")
