"""Ask a website whether it is there: never an address inside, and never longer than it takes to know."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from socket import socket

from locator.directory.link_check import Outcome
from locator.probing import line, target
from locator.probing.line import Connect, Deadline, Reply, Resolve
from locator.probing.outside import is_outside
from locator.probing.target import NotThereError, Target

MOST_REDIRECTS = 3
MOST_ADDRESSES = 3
"""Of one host: an IPv6 address that leads nowhere from here is followed by the next one."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long we wait: for a line, and for everything that one link takes."""

    connect_seconds: float = 5.0
    whole_seconds: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it; `detail` is a status or our own words, never a word of the website's."""

    outcome: Outcome
    detail: str = ""


class Prober:
    """Asks, as this user agent. `allowed` are addresses inside that may be asked all the same: for tests, and set nowhere else."""

    def __init__(
        self,
        *,
        agent: str,
        resolve: Resolve = line.resolve,
        connect: Connect = line.connect,
        patience: Patience | None = None,
        allowed: frozenset[str] = frozenset(),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Take who asks, and how names and lines are found."""
        self._agent = "".join(sign for sign in agent if " " <= sign <= "~")
        self._resolve = resolve
        self._connect = connect
        self._patience = patience or Patience()
        self._allowed = allowed
        self._given_tls = tls

    def ask(self, address: str) -> Answer:
        """Whether the website at this address is there."""
        deadline = Deadline(self._patience.whole_seconds)
        try:
            return self._followed(target.parse(address), deadline)
        except NotThereError as found:
            return Answer(outcome=found.outcome, detail=found.detail)
        except TimeoutError:
            return Answer(outcome=Outcome.NO_ANSWER, detail="it takes too long")

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Read from the machine's certificates only when somebody asks: most processes never do."""
        return self._given_tls or ssl.create_default_context()

    def _followed(self, asked: Target, deadline: Deadline) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._reply(asked, deadline)
            if reply.status not in _REDIRECTS or not reply.location:
                return _judged(reply.status)
            asked = target.onward(asked, reply.location)
        raise NotThereError(Outcome.TOO_MANY_REDIRECTS)

    def _reply(self, asked: Target, deadline: Deadline) -> Reply:
        """The answer to HEAD where it is a good one, else to GET, from the addresses that were looked up once."""
        addresses = self._checked(asked, deadline)
        try:
            reply = self._asked(addresses, asked, "HEAD", Deadline(deadline.left() / 2))
            if reply.status < 400:
                return reply
        except NotThereError as found:
            if found.outcome not in (Outcome.NOT_A_WEBSITE, Outcome.NO_ANSWER):
                raise
        except TimeoutError:
            pass
        return self._asked(addresses, asked, "GET", deadline)

    def _checked(self, asked: Target, deadline: Deadline) -> tuple[str, ...]:
        """The addresses of the host, when all of them lie outside."""
        addresses = self._resolve(asked.host, asked.port, deadline.left())
        if not addresses:
            raise NotThereError(Outcome.NO_HOST)
        if not all(address in self._allowed or is_outside(address) for address in addresses):
            raise NotThereError(Outcome.REFUSED, "an address inside")
        return addresses[:MOST_ADDRESSES]

    def _asked(self, addresses: tuple[str, ...], asked: Target, method: str, deadline: Deadline) -> Reply:
        """The answer over the first address that has one."""
        problem = NotThereError(Outcome.NO_ANSWER)
        for address in addresses:
            try:
                with self._line(address, asked, deadline) as opened:
                    return line.ask(opened, asked, method, self._agent, deadline)
            except ssl.SSLCertVerificationError as wrong:
                raise NotThereError(Outcome.BAD_CERTIFICATE) from wrong
            except OSError as trouble:
                problem = _trouble(trouble)
        deadline.left()
        raise problem

    @contextmanager
    def _line(self, address: str, asked: Target, deadline: Deadline) -> Iterator[socket]:
        """A line to this very address; the certificate is checked for the name that was asked for."""
        with closing(self._connect(address, asked.port, deadline.left(self._patience.connect_seconds))) as plain:
            if not asked.is_secret:
                yield plain
                return
            plain.settimeout(deadline.left())
            with closing(self._tls.wrap_socket(plain, server_hostname=asked.host)) as secret:
                yield secret


def _trouble(trouble: OSError) -> NotThereError:
    if trouble.errno == errno.ENETUNREACH:
        return NotThereError(Outcome.NOT_ASKED)
    is_tls = isinstance(trouble, ssl.SSLError)
    return NotThereError(Outcome.NOT_A_WEBSITE if is_tls else Outcome.NO_ANSWER, "no TLS there" if is_tls else "")


def _judged(status: int) -> Answer:
    """A page that programs may not read is there for people; other mistakes of ours (400, 405) say that somebody answers."""
    if status in _GONE:
        return Answer(outcome=Outcome.GONE, detail=str(status))
    return Answer(outcome=Outcome.FAILS if status >= 500 else Outcome.THERE, detail=str(status))
