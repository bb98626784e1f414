"""Serving the pages side by side and loading them in turn."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pages import PageOutcome

ROOT = Path(__file__).parent.parent.parent
SITES = {"results": "results page", "over_fts5": "the same over FTS5", "bare": "bare Flask view"}
WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Turns:
    """How often each site is loaded, for how long, over how many connections."""

    rounds: int = 5
    seconds: float = 4.0
    warm_seconds: float = 3.0
    connections: int = 8


class SiteFailedError(Exception):
    """A site did not come up; the text says which."""


def run(folder: Path, size: int, turns: Turns) -> list[PageOutcome]:
    """Make the installation, serve the three sites, load each in turn."""
    folder.mkdir(parents=True, exist_ok=True)
    _python("benchmarks.pages.installation", str(folder), str(size))
    outcomes = {site: PageOutcome(name=name, size=size) for site, name in SITES.items()}
    first = (folder / "paths.txt").read_text(encoding="ascii").split("\n", 1)[0]
    with ExitStack() as stack:
        ports = {site: stack.enter_context(_served(site, folder, first)) for site in SITES}
        used = {site: int(load(port, turns.warm_seconds, turns, folder)["used"]) for site, port in ports.items()}
        for number in range(turns.rounds):
            for site in random.Random(number).sample(sorted(ports), len(ports)):
                loaded = load(ports[site], turns.seconds, turns, folder, skipped=used[site])
                used[site] += int(loaded["used"])
                note(outcomes[site], loaded)
    return list(outcomes.values())


def note(outcome: PageOutcome, loaded: dict[str, float]) -> None:
    """Keep what one turn brought."""
    outcome.turns.append(loaded["per_second"])
    outcome.slow_milliseconds.append(loaded["slow_milliseconds"])
    outcome.page_bytes = int(loaded["bytes"])


def load(port: int, seconds: float, turns: Turns, folder: Path, *, skipped: int = 0) -> dict[str, float]:
    """One turn of the visitor, in its own process; the paths that were asked for before are skipped."""
    printed = _python(
        "benchmarks.pages.client",
        *(str(port), str(seconds), str(turns.connections), str(folder / "paths.txt"), str(skipped)),
    )
    loaded: dict[str, float] = json.loads(printed)
    return loaded


def _python(module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


@contextmanager
def _served(site: str, folder: Path, path: str) -> Iterator[int]:
    """The port of a site that answers; it is stopped afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.pages.serving", site, str(port), str(folder)]
    server = subprocess.Popen(command, cwd=ROOT)
    try:
        wait(port, path, server)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=WAIT_SECONDS)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(port: int, path: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the site answers the path with a page."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until and server.poll() is None:
        if answers(port, path):
            return
        time.sleep(0.05)
    raise SiteFailedError(f"port {port} answered nothing")


def answers(port: int, path: str) -> bool:
    """Whether the port answers the path with status 200."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as visitor:
            visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode("ascii"))
            return visitor.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
