"""What somebody takes along to the provider and brings back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What the browser keeps until the person is back; none of it works without the others, and none of it twice."""

    state: str = field(default_factory=secrets.token_urlsafe)
    nonce: str = field(default_factory=secrets.token_urlsafe)
    verifier: str = field(default_factory=secrets.token_urlsafe)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What the address says with which a person comes back."""

    state: str = ""
    code: str = ""
    issuer: str = ""
    error: str = ""
