"""How often somebody may try to sign in: enough for a person who mistypes, too little for guessing, and no way to lock a colleague out."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class TryKind(StrEnum):
    """What was tried; `LINK` is asking for a link by e-mail."""

    PASSWORD = "password"
    PASSKEY = "passkey"
    SECOND_FACTOR = "second factor"
    RECOVERY_CODE = "recovery code"
    LINK = "link"


WINDOW = timedelta(minutes=5)
HOUR = timedelta(hours=1)

AHEAD = timedelta(minutes=1)
"""How far ahead of one program's clock another may be."""

MOST_OF_PAIR = 10
MOST_OF_SOURCE = 10
MOST_OF_ACCOUNT = 50
PAUSE = timedelta(seconds=10)
"""Between two tries at one account once strangers everywhere have failed at it too often."""

MOST_CODES = 5
MOST_CODES_AN_HOUR = 20
MOST_LINKS_AN_HOUR = 5
MOST_LINKS_OF_SOURCE_AN_HOUR = 20

_NETWORK_BITS = 64
"""One household or firm has a whole /64 of IPv6 addresses (RFC 6177), so that single ones count for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """What went wrong within the window before a try at a password, or with a passkey.

    `is_known` says that this very account was signed in to from this very source before: then the failures of others
    do not count, neither those of strangers elsewhere nor those of colleagues behind the same address.
    """

    of_pair: int
    of_source: int
    of_account: int
    last_of_account: datetime | None = None
    is_known: bool = False


def counted(failed_at: Sequence[datetime], now: datetime) -> list[datetime]:
    """Those that count: what lies ahead was noted before the clock was set back, and would keep the door closed until it has caught up."""
    return [at for at in failed_at if at <= now + AHEAD]


def may_try_password(failures: Failures, now: datetime) -> bool:
    """Whether another password or passkey may be looked at."""
    if failures.of_pair >= MOST_OF_PAIR:
        return False
    if failures.is_known:
        return True
    if failures.of_source >= MOST_OF_SOURCE:
        return False
    last = failures.last_of_account
    return failures.of_account < MOST_OF_ACCOUNT or last is None or now - last >= PAUSE


def may_try_code(*, in_window: int, in_hour: int) -> bool:
    """Whether another code of the second step may be looked at."""
    return in_window < MOST_CODES and in_hour < MOST_CODES_AN_HOUR


def may_send_link(*, of_account: int, of_source: int) -> bool:
    """Whether another link may be sent, after so many in the last hour."""
    return of_account < MOST_LINKS_AN_HOUR and of_source < MOST_LINKS_OF_SOURCE_AN_HOUR


def source_of(address: str) -> str:
    """What counts as one source: an IPv4 address, or the /64 network of an IPv6 one; anything else as it is."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, _NETWORK_BITS), strict=False))
