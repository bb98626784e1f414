"""The provider's process for tests: start it, tell it how to behave, and press its buttons without a browser."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from tests.browser.site import CHECKOUT, FORM, free_port
from tests.conftest import NOW
from tests.identity import provider

START_SECONDS = 20
AS_IT_SHOULD: dict[str, Any] = {"mischief": "", "at": "", "metadata": {}, "back": {}, "userinfo": {}}


@dataclass(frozen=True, slots=True)
class Running:
    """A provider that runs on this port."""

    port: int

    @property
    def issuer(self) -> str:
        """Its name and address."""
        return f"http://127.0.0.1:{self.port}"

    def vouches_for(self, email: str | None, sub: str = "s-1", *, is_checked: object = True, **claims: object) -> None:
        """From now on this person presses the button, at the moment at which tests happen."""
        person = {"sub": sub, "email": email, "email_verified": is_checked, **claims}
        person = {name: value for name, value in person.items() if value is not None}
        self.tell(person=person, now=NOW.timestamp(), **AS_IT_SHOULD)

    def tell(self, **how: object) -> None:
        """How to behave (see tests/identity/provider.py)."""
        self._ask("POST", "/control", json.dumps(how))

    def asked(self) -> list[str]:
        """The addresses that it was asked for by us, in order."""
        found: list[str] = json.loads(self._ask("GET", "/control")[1])["asked"]
        return found

    def press(self, address: str, answer: str = "yes") -> str:
        """Look at the page at this address, press its button, and say to which address one is sent back (no host)."""
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}"
        assert "Continue" in self._ask("GET", path)[1]
        back = urlsplit(self._ask("POST", path, f"answer={answer}")[0])
        return f"{back.path}?{back.query}"

    def _ask(self, method: str, path: str, body: str = "") -> tuple[str, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, {"Content-Type": FORM})
            answer = connection.getresponse()
            return answer.getheader("Location", ""), answer.read().decode()
        finally:
            connection.close()


@contextmanager
def running() -> Iterator[Running]:
    """A provider's process, ended at the end."""
    found = Running(free_port())
    process = subprocess.Popen([sys.executable, "-m", provider.__name__, str(found.port)], cwd=CHECKOUT)
    try:
        _wait(found, process)
        yield found
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(found: Running, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None:
        try:
            found.asked()
        except OSError:
            assert time.monotonic() < end, "the provider did not start"
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the provider ended with {process.returncode}")
