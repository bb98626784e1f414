"""One question and the head of its answer over a line that is held to a time and a number of bytes."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any

from locator.directory.link_check import Outcome
from locator.probing.target import NotThereError, Target

MOST_BYTES = 64 * 1024
"""Of one answer. The page itself is not even read: the head says whether it is there."""

_NO_SUCH_HOST = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})

Resolve = Callable[[str, int, float], tuple[str, ...]]
"""The addresses of a host, within so many seconds; raises NotThereError."""

Connect = Callable[[str, int, float], socket.socket]
"""A line to this very address and port, within so many seconds; raises OSError."""


class Deadline:
    """The moment at which all patience ends."""

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self._end = time.monotonic() + seconds

    def left(self, most: float = float("inf")) -> float:
        """How many seconds are left, `most` at most; raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The head of an answer."""

    status: int
    location: str = ""


class _Held(io.RawIOBase):
    """What comes over the line, until the time or the bytes are used up; a slow drip wins no time."""

    def __init__(self, line: socket.socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline
        self._bytes_left = MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._bytes_left <= 0:
            raise NotThereError(Outcome.NOT_A_WEBSITE, "its answer has no end")
        self._line.settimeout(self._deadline.left())
        count = self._line.recv_into(memoryview(buffer)[: self._bytes_left])
        self._bytes_left -= count
        return count


class _AsSocket:
    """As much of a socket as an HTTPResponse asks for."""

    def __init__(self, held: _Held) -> None:
        self._held = held

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(self._held)


def ask(line: socket.socket, target: Target, method: str, agent: str, deadline: Deadline) -> Reply:
    """Ask and read the head of the answer; raises NotThereError, TimeoutError or OSError."""
    line.settimeout(deadline.left())
    line.sendall(_question(target, method, agent))
    answer = HTTPResponse(_AsSocket(_Held(line, deadline)), method=method)  # type: ignore[arg-type]
    try:
        answer.begin()
        return Reply(status=answer.status, location=answer.getheader("Location") or "")
    except (HTTPException, ValueError) as wrong:
        raise NotThereError(Outcome.NOT_A_WEBSITE, "its answer is not a website’s") from wrong
    finally:
        answer.close()


def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The addresses that this machine's resolver gives, in its order; raises NotThereError.

    It has no time limit of its own, so that it is asked in a thread which nobody waits for in the end.
    """
    found: list[tuple[str, ...] | NotThereError] = []
    thread = threading.Thread(target=lambda: found.append(_resolved(host, port)), daemon=True)
    thread.start()
    thread.join(seconds)
    answer = found[0] if found else NotThereError(Outcome.NOT_ASKED, "no name server answers")
    if isinstance(answer, NotThereError):
        raise answer
    return answer


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A line to this very address: it is a number, so nothing is looked up again."""
    return socket.create_connection((address, port), timeout=seconds)


def _resolved(host: str, port: int) -> tuple[str, ...] | NotThereError:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as trouble:
        is_missing = trouble.errno in _NO_SUCH_HOST
        return NotThereError(Outcome.NO_HOST if is_missing else Outcome.NOT_ASKED)
    except UnicodeError:
        return NotThereError(Outcome.NO_HOST)
    return tuple(dict.fromkeys(str(row[4][0]) for row in rows))


def _question(target: Target, method: str, agent: str) -> bytes:
    """The request; an encoding is asked for that nothing has to be unpacked from."""
    heads = (
        f"{method} {target.path} HTTP/1.1",
        f"Host: {target.authority}",
        f"User-Agent: {agent}",
        "Accept: text/html, */*;q=0.5",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "".join(f"{head}\r\n" for head in (*heads, "")).encode("ascii")
