"""A visitor in a process of its own: a few open connections, each asking for the next page as soon as it has the last.

`python -m benchmarks.pages.client PORT SECONDS CONNECTIONS FILE SKIP` takes paths from the file, one a line, from the one behind
the skipped on, round and round, and prints one line of JSON.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

SPARE_SECONDS = 10.0


class BadAnswerError(Exception):
    """A page did not come, or not with status 200."""


class Connection:
    """One keep-alive connection and the answer that is coming in on it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SPARE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = bytearray()
        self.path = ""
        self.began = 0.0

    def ask(self, path: str) -> None:
        """Send the request for the path."""
        self.path, self.began = path, time.perf_counter()
        self.received.clear()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n".encode("ascii"))

    def whole(self) -> int | None:
        """Take what has come; the length of the body once all of it is here, else None."""
        part = self.socket.recv(262_144)
        if not part:
            raise BadAnswerError(f"{self.path}: the connection was closed")
        self.received += part
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self.received[:end]).decode("latin-1").lower()
        if not head.startswith("http/1.1 200"):
            raise BadAnswerError(f"{self.path}: {head.splitlines()[0]}")
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        return length if len(self.received) >= end + 4 + length else None


def load(port: int, seconds: float, connections: int, paths: Iterator[str]) -> dict[str, float]:
    """Ask for so many seconds, or until the first page is here; pages a second, what nine in ten stayed under (in ms), the mean length of a page, paths used."""
    opened = [Connection(port) for _ in range(connections)]
    try:
        return _loaded(opened, seconds, paths)
    finally:
        for each in opened:
            each.socket.close()


def _loaded(opened: list[Connection], seconds: float, paths: Iterator[str]) -> dict[str, float]:
    taken: list[float] = []
    size = 0
    waiting = selectors.DefaultSelector()
    for each in opened:
        waiting.register(each.socket, selectors.EVENT_READ, each)
        each.ask(next(paths))
    began = time.perf_counter()
    while (now := time.perf_counter()) - began < seconds or (not taken and now - began < SPARE_SECONDS):
        for key, _ in waiting.select(timeout=SPARE_SECONDS):
            length = key.data.whole()
            if length is not None:
                taken.append(time.perf_counter() - key.data.began)
                size += length
                key.data.ask(next(paths))
    waiting.close()
    if not taken:
        raise BadAnswerError("no page came in time")
    slow = sorted(taken)[int(len(taken) * 0.9)]
    return {
        "per_second": len(taken) / (now - began),
        "slow_milliseconds": slow * 1000,
        "bytes": size / len(taken),
        "used": len(taken) + len(opened),
    }


if __name__ == "__main__":
    asked = Path(sys.argv[4]).read_text(encoding="ascii").split()
    skipped = int(sys.argv[5]) % len(asked)
    print(
        json.dumps(
            load(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), cycle(asked[skipped:] + asked[:skipped]))
        )
    )
