"""Kill servers while people refer: workers one by one and the whole server, and count what was acknowledged and is gone."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from tests.browser.site import CHECKOUT, Site

HANDING_OVER = {"LOCATOR_NAMED_HAND_OVER": "yes", "LOCATOR_PRIVACY_EMAIL": "privacy@example.org"}
WHOLE_SERVER = 0.15
"""How often it is the whole server that is killed, and not one of its workers."""

Step = Callable[[Site, str], int]
"""Sends a form with this key, and answers the status that came back; 303 acknowledges it."""

Deed = Mapping[str, Step]
"""The steps of what a client does, by what is kept of each: "" is the referral itself, "moved" its move."""


@dataclass
class Tally:
    """What came of it; `acknowledged` is what a server said it had kept: "KEY" for a referral, "KEY moved" for its move."""

    acknowledged: list[str] = field(default_factory=list)
    tried_again: int = 0
    workers_killed: int = 0
    servers_killed: int = 0
    refused: dict[int, int] = field(default_factory=dict)

    @property
    def kills(self) -> int:
        """How many processes were killed outright, a server with its workers counting once."""
        return self.workers_killed + self.servers_killed


class Server:
    """A real server with two workers that can be killed and started again on the same port."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.site = Site(port=probe.getsockname()[1], data=data)
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        words = ["--data", str(self.site.data), "serve", "--port", str(self.site.port), "--workers", "2"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [sys.executable, "-m", "locator", *words],
            cwd=CHECKOUT,
            env={**os.environ, **HANDING_OVER},
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
        end = time.monotonic() + 30
        while not self._answers():
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.05)
        return process

    def _answers(self) -> bool:
        with suppress(OSError, HTTPException):
            return self.site.get("/healthz").status == 200
        return False

    def kill_a_worker(self, chance: random.Random) -> bool:
        """Kill one of its workers, if it has any just now."""
        workers = children(self._process.pid)
        if not workers:
            return False
        with suppress(ProcessLookupError):
            os.kill(chance.choice(workers), signal.SIGKILL)
        return True

    def kill(self) -> None:
        """Kill it with everything that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=30)

    def start_again(self) -> None:
        """Start it once more on the same port and folder."""
        self._process = self._start()


def children(pid: int) -> list[int]:
    """The processes that a process has started and that have started no others: its workers."""
    with suppress(OSError):
        own = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [one for child in own for one in (children(child) or [child])]
    return []


def run(server: Server, deeds: Sequence[Deed], *, clients: int, acknowledged: int, kills: int, seed: int) -> Tally:
    """Let that many clients do one deed each, again and again, and a killer kill until there are enough of both."""
    tally, is_over = Tally(), threading.Event()
    threads = [
        threading.Thread(
            target=_work, args=(server.site, deeds[number % len(deeds)], f"client-{number}", tally, is_over)
        )
        for number in range(clients)
    ]
    for thread in threads:
        thread.start()
    chance = random.Random(seed)
    while len(tally.acknowledged) < acknowledged or tally.kills < kills:
        time.sleep(0.2 + chance.random() * 0.5)
        if tally.kills < kills:
            _kill(server, chance, tally)
    is_over.set()
    for thread in threads:
        thread.join(timeout=60)
    return tally


def _kill(server: Server, chance: random.Random, tally: Tally) -> None:
    if chance.random() >= WHOLE_SERVER and server.kill_a_worker(chance):
        tally.workers_killed += 1
    else:
        server.kill()
        tally.servers_killed += 1
        server.start_again()


def _work(site: Site, deed: Deed, name: str, tally: Tally, is_over: threading.Event) -> None:
    """Do one deed after another, step by step; what was acknowledged is never sent again, so that a loss stays a loss."""
    number = 0
    while not is_over.is_set():
        number += 1
        key = f"{name}-{number}-of-a-form-key"
        for kept, step in deed.items():
            if not _is_acknowledged(site, step, key, tally, is_over):
                return
            tally.acknowledged.append(f"{key} {kept}".strip())


def _is_acknowledged(site: Site, step: Step, key: str, tally: Tally, is_over: threading.Event) -> bool:
    """Send it, again with the same key until it is acknowledged, as a person would; False where the time is over first."""
    attempt = 0
    while (status := _status(site, step, key)) != 303:
        if status:
            tally.refused[status] = tally.refused.get(status, 0) + 1
        if is_over.is_set():
            return False
        attempt += 1
        time.sleep(0.05)
    tally.tried_again += attempt > 0
    return True


def _status(site: Site, step: Step, key: str) -> int:
    """What came back; 0 for no answer."""
    with suppress(OSError, HTTPException):
        return step(site, key)
    return 0
