"""Whether something can be an email address, and whether its domain takes mail at all."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from dns import resolver as dns_resolver
from dns.exception import DNSException
from dns.rdatatype import RdataType
from email_validator import EmailNotValidError, validate_email

from locator.directory.made_up import is_made_up
from locator.post.message import LONGEST_ADDRESS, MessageRefusedError, check_address

MOST_SECONDS = 2.0
"""How long somebody who saves a form waits for another's name server."""


class AddressProblem(StrEnum):
    """Why no message can go to this."""

    NO_AT_SIGN = "no @ sign"
    MORE_THAN_ONE = "more than one"
    TOO_LONG = "too long"
    NAME = "the part before the @"
    DOMAIN = "the part after the @"
    TAKES_NO_MAIL = "takes no mail"


class TakesMail(StrEnum):
    """Whether a domain takes mail; UNKNOWN where nobody could be asked, which is no reason to refuse anything."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class NoSuchDomainError(Exception):
    """The domain certainly does not exist."""


class CannotAskError(Exception):
    """No name server gave an answer that settles it."""


class Resolver(Protocol):
    """What knows which servers take a domain's mail."""

    def mail_servers(self, domain: str) -> tuple[str, ...]:
        """Their names ("." is RFC 7505's "none"); empty where none are named. Raises NoSuchDomainError or CannotAskError."""


class DnsResolver:
    """Asks the name servers of this machine, or those that are given."""

    def __init__(self, servers: tuple[str, ...] = (), port: int = 53, seconds: float = MOST_SECONDS) -> None:
        """Take whom to ask, and for how long."""
        self._servers = servers
        self._port = port
        self._seconds = seconds

    def mail_servers(self, domain: str) -> tuple[str, ...]:
        """The servers that take the domain's mail; raises NoSuchDomainError or CannotAskError."""
        try:
            found = self._asked().resolve(f"{domain.rstrip('.')}.", RdataType.MX, search=False, lifetime=self._seconds)
        except dns_resolver.NXDOMAIN as missing:
            raise NoSuchDomainError(domain) from missing
        except dns_resolver.NoAnswer:
            return ()
        except (DNSException, OSError, ValueError) as trouble:
            raise CannotAskError(type(trouble).__name__) from trouble
        return tuple(str(one.exchange) for one in found)

    def _asked(self) -> dns_resolver.Resolver:
        """Made anew each time: the machine's name servers may be others by now, and none may be set."""
        asked = dns_resolver.Resolver(configure=not self._servers)
        if self._servers:
            asked.nameservers = list(self._servers)
            asked.port = self._port
        return asked


def problem(text: str) -> AddressProblem | None:
    """Why this cannot be one email address; None for one that can. No other machine is asked."""
    address = text.strip()
    before, at, domain = address.rpartition("@")
    if not at:
        return AddressProblem.NO_AT_SIGN
    if "@" in before or any(sign in address for sign in ",;"):
        return AddressProblem.MORE_THAN_ONE
    if len(address) > LONGEST_ADDRESS:
        return AddressProblem.TOO_LONG
    if _is_address(address):
        return None
    return AddressProblem.NAME if _is_address(f"name@{domain}") else AddressProblem.DOMAIN


def takes_mail(domain: str, resolver: Resolver) -> TakesMail:
    """Whether the domain takes mail: NO only where it certainly does not exist or says so itself (RFC 7505)."""
    plain = domain.strip().rstrip(".").lower()
    if is_made_up(plain):
        return TakesMail.YES
    try:
        servers = resolver.mail_servers(plain)
    except NoSuchDomainError:
        return TakesMail.NO
    except CannotAskError:
        return TakesMail.UNKNOWN
    if not servers:
        return TakesMail.UNKNOWN
    return TakesMail.NO if set(servers) == {"."} else TakesMail.YES


def _is_address(address: str) -> bool:
    """Whether the library takes it, and our own messages could go there."""
    try:
        validate_email(address, check_deliverability=False, allow_smtputf8=False)
        check_address(address)
    except (EmailNotValidError, MessageRefusedError):
        return False
    return True
