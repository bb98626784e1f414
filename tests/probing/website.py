"""A real server on loopback that says, byte for byte, what a test wants it to say, and remembers what it was asked."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from locator.directory.link_check import Outcome
from locator.probing.prober import Patience, Prober
from locator.probing.target import NotThereError

HERE = "127.0.0.1"
Say = Callable[[socket.socket], None]


def status(number: int, *heads: str) -> bytes:
    """An answer without a page."""
    lines = (f"HTTP/1.1 {number} Whatever", *heads, "Content-Length: 0", "Connection: close", "", "")
    return "\r\n".join(lines).encode("latin-1")


def redirect(to: str) -> bytes:
    """An answer that leads elsewhere."""
    return status(302, f"Location: {to}")


@dataclass
class Website:
    """The server; `answers` are by "METHOD /path" or by "/path", bytes or a function that is given the line."""

    port: int
    answers: dict[str, bytes | Say] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    hosts: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    @property
    def asked(self) -> list[str]:
        """The first line of each request, without the version."""
        return [request.split(" HTTP/")[0] for request in self.requests]

    def resolve(self, host: str, _port: int, _seconds: float) -> tuple[str, ...]:
        """The host's addresses: those of `hosts` one after another, else this machine for every name that ends in .scot."""
        self.looked_up.append(host)
        if host in self.hosts:
            answers = self.hosts[host]
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if not host.endswith(".scot"):
            raise NotThereError(Outcome.NO_HOST)
        return (HERE,)

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        """A line to the server, whatever the port; any other address is written down and leads nowhere."""
        self.dialled.append((address, port))
        if address != HERE:
            raise ConnectionRefusedError
        return socket.create_connection((HERE, self.port), timeout=seconds)

    def prober(self, **how: object) -> Prober:
        """A prober that may ask this one machine."""
        values: dict[str, object] = {
            "agent": "Locator link check (+https://locator.example.org/about)",
            "resolve": self.resolve,
            "connect": self.connect,
            "patience": Patience(connect_seconds=0.5, whole_seconds=1.0),
            "allowed": frozenset({HERE}),
        }
        return Prober(**(values | how))  # type: ignore[arg-type]


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Website]:
    """The server, until the end of the block."""
    with socket.create_server((HERE, 0)) as listening:
        listening.settimeout(0.05)
        site, is_over = Website(listening.getsockname()[1]), threading.Event()
        thread = threading.Thread(target=_serve, args=(listening, site, is_over, tls))
        thread.start()
        try:
            yield site
        finally:
            is_over.set()
            thread.join()


def _serve(listening: socket.socket, site: Website, is_over: threading.Event, tls: ssl.SSLContext | None) -> None:
    talks: list[threading.Thread] = []
    while not is_over.is_set():
        try:
            line, _ = listening.accept()
        except TimeoutError:
            continue
        talks.append(threading.Thread(target=_talk, args=(line, site, tls)))
        talks[-1].start()
    for talk in talks:
        talk.join()


def _talk(line: socket.socket, site: Website, tls: ssl.SSLContext | None) -> None:
    line.settimeout(2)
    with suppress(OSError), line:
        if tls is not None:
            with tls.wrap_socket(line, server_side=True) as secret:
                _answer(secret, site)
        else:
            _answer(line, site)


def _answer(line: socket.socket, site: Website) -> None:
    request = line.recv(65536).decode("latin-1")
    if not request:
        return
    site.requests.append(request)
    first = request.split(" HTTP/")[0]
    answer = site.answers.get(first, site.answers.get(first.partition(" ")[2], status(200)))
    if isinstance(answer, bytes):
        line.sendall(answer)
    else:
        answer(line)
