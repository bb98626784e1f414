"""Kill servers while people send forms: workers one by one and the whole server, and note what was acknowledged."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from tests.browser.site import CHECKOUT, Site

HANDING_OVER = {"LOCATOR_NAMED_HAND_OVER": "yes", "LOCATOR_PRIVACY_EMAIL": "privacy@example.org"}
WHOLE_SERVER = 0.15
"""How often it is the whole server that is killed, and not one of its workers."""
ANSWER_LOST = 4
"""Of so many deeds of each client one has its answers lost on the way, so that its forms are sent again after all."""
PATIENCE_SECONDS = 60
"""How long somebody tries to have one form acknowledged before they give up."""


class PageRefusedError(Exception):
    """A page that somebody needs before they can fill in its form was not there."""

    def __init__(self, status: int) -> None:
        super().__init__()
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as somebody has filled it in: it is sent again as it is until it is acknowledged, which is what 303 does."""

    address: str
    fields: Mapping[str, str]
    cookie: str = ""

    def send(self, site: Site) -> int:
        """Send it; the status that came back."""
        return site.post(self.address, dict(self.fields), Cookie=self.cookie).status


Step = Callable[[Site, str], Form]
"""Fills in the form of this key, as its page shows it; raises PageRefusedError."""

REFERRALS = frozenset({"", "handed over"})
"""What is kept of a referral itself."""

Deed = Mapping[str, Step]
"""The steps of what a client does, by what is kept of each: "" is a referral itself, "moved" its move."""


@dataclass
class Tally:
    """What came of it; `acknowledged` is what a server said it had kept: "KEY" for a referral, "KEY moved" for its move.

    `given_up` are the keys of forms that nobody acknowledged for all that they were sent again, with what came back last.
    """

    acknowledged: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    tried_again: int = 0
    workers_killed: int = 0
    servers_killed: int = 0
    refused: dict[int, int] = field(default_factory=dict)

    @property
    def kills(self) -> int:
        """How many processes were killed outright, a server with its workers counting once."""
        return self.workers_killed + self.servers_killed

    @property
    def referrals(self) -> int:
        """How many of the acknowledged are people who were referred, by name or without."""
        return sum(key.partition(" ")[2] in REFERRALS for key in list(self.acknowledged))

    def has_each(self, clients: int, least: int) -> bool:
        """Whether each of so many clients has had so many forms acknowledged."""
        counts = Counter(key.split("-")[1] for key in self.acknowledged)
        return len(counts) == clients and min(counts.values()) >= least


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

    @property
    def has_ended(self) -> bool:
        """Whether it has given up by itself, as it does where its workers die as soon as they start: the machine starts it again."""
        return self._process.poll() is not None

    def start_again(self) -> None:
        """Start it once more on the same port and folder."""
        self._process = self._start()


def children(pid: int) -> list[int]:
    """The processes that a process has started and that have started no others: its workers."""
    with suppress(OSError):
        own = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        return [one for child in own for one in (children(child) or [child])]
    return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Enough:
    """What a run ends with: so many kills, so many referrals acknowledged, and so many forms of each client."""

    kills: int
    each: int
    referrals: int = 0

    def is_reached(self, tally: Tally, clients: int) -> bool:
        """Whether there is as much of everything."""
        is_much = tally.kills >= self.kills and tally.referrals >= self.referrals
        return is_much and tally.has_each(clients, self.each)

    def between_kills(self, clients: int) -> int:
        """How much is acknowledged from one kill to the next: one of each client at least, since a server that is killed as it starts does nothing."""
        return max(clients, self.referrals // max(1, self.kills))


def run(server: Server, deeds: Sequence[Deed], enough: Enough, *, seed: int) -> Tally:
    """Let a client for each deed do it again and again, and a killer kill, until it is enough."""
    tally, is_over = Tally(), threading.Event()
    threads = [
        threading.Thread(target=_work, args=(server.site, deed, f"client-{number}", tally, is_over))
        for number, deed in enumerate(deeds)
    ]
    for thread in threads:
        thread.start()
    chance, next_at = random.Random(seed), 0
    while not tally.given_up and not enough.is_reached(tally, len(deeds)):
        time.sleep(0.2 + chance.random() * 0.5)
        if tally.kills < enough.kills and len(tally.acknowledged) >= next_at:
            next_at = len(tally.acknowledged) + enough.between_kills(len(deeds))
            _kill(server, chance, tally)
        elif server.has_ended:
            server.kill()
            server.start_again()
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
            sending = _Sending(step, key, is_lost=number % ANSWER_LOST == 2)
            if not _is_acknowledged(site, sending, tally, is_over):
                return
            tally.acknowledged.append(f"{key} {kept}".strip())


def _is_acknowledged(site: Site, sending: _Sending, tally: Tally, is_over: threading.Event) -> bool:
    """Send it, and the very same again until it is acknowledged, as a person would; False where the time is over first."""
    attempt, end = 0, time.monotonic() + PATIENCE_SECONDS
    while (status := sending.status(site)) != 303:
        if status:
            tally.refused[status] = tally.refused.get(status, 0) + 1
        if time.monotonic() > end:
            tally.given_up.append(f"{sending.key}: {status}")
        if is_over.is_set() or tally.given_up:
            return False
        attempt += 1
        time.sleep(0.05)
    tally.tried_again += attempt > 0
    return True


@dataclass
class _Sending:
    """A form on its way: filled in once, and then sent as it is, however often; `is_lost`: its first answer never comes."""

    fill_in: Step
    key: str
    is_lost: bool
    form: Form | None = None

    def status(self, site: Site) -> int:
        """What came back; 0 for no answer."""
        with suppress(OSError, HTTPException):
            try:
                self.form = self.form or self.fill_in(site, self.key)
            except PageRefusedError as refused:
                return refused.status
            status, is_lost = self.form.send(site), self.is_lost
            self.is_lost = False
            return 0 if is_lost else status
        return 0
