"""What an address of a website asks for: read strictly, so that what is checked is what is connected to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from locator.directory.link_check import Outcome

PORTS = {"http": 80, "https": 443}
LONGEST = 2000

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?")
_AS_IT_IS = "/?#[]@:!$&'()*+,;=%~"


class NotThereError(Exception):
    """The website did not answer as one; `outcome` says how, `detail` in our own words or with a status."""

    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One page to ask for; `host` is in plain ASCII, `path` is what goes on the line, with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_secret(self) -> bool:
        """Whether it is asked for over TLS."""
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """The host as the request names it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(address: str) -> Target:
    """What this address asks for; raises NotThereError (REFUSED) for anything that we do not ask."""
    if len(address) > LONGEST or not address.isprintable() or any(sign in address for sign in " \\"):
        raise NotThereError(Outcome.REFUSED, "not an address")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError as wrong:
        raise NotThereError(Outcome.REFUSED, "not an address") from wrong
    if parts.scheme not in PORTS:
        raise NotThereError(Outcome.REFUSED, "neither http nor https")
    if "@" in parts.netloc:
        raise NotThereError(Outcome.REFUSED, "a name or a password in it")
    if port is not None and port not in PORTS.values():
        raise NotThereError(Outcome.REFUSED, "an unusual port")
    return Target(
        scheme=parts.scheme, host=_plain(host, parts.netloc), port=port or PORTS[parts.scheme], path=_path(parts)
    )


def onward(target: Target, location: str) -> Target:
    """Where a redirect leads; raises NotThereError (REFUSED) as `parse` does."""
    here = f"{target.scheme}://{target.authority}{target.path}"
    try:
        there = urljoin(here, quote(location.strip(), safe=_AS_IT_IS, encoding="latin-1", errors="replace"))
    except ValueError as wrong:
        raise NotThereError(Outcome.REFUSED, "not an address") from wrong
    return parse(there)


def _plain(host: str, netloc: str) -> str:
    """The host as the net knows it: "xn--caf-dma.example.org"."""
    try:
        if netloc.startswith("["):
            return _numbered(host)
        plain = host.rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError as wrong:  # UnicodeError is one, too
        raise NotThereError(Outcome.REFUSED, "not a host") from wrong
    if not _HOST.fullmatch(plain):
        raise NotThereError(Outcome.REFUSED, "not a host")
    return plain


def _numbered(host: str) -> str:
    """An address of the new net, without the name of one of our own cards; raises ValueError."""
    found = IPv6Address(host)
    if found.scope_id:
        raise ValueError
    return str(found)


def _path(parts: SplitResult) -> str:
    query = f"?{parts.query}" if parts.query else ""
    return quote(f"{parts.path or '/'}{query}", safe=_AS_IT_IS.replace("#", ""))
