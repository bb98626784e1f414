"""A real Locator for the browser: the demonstration directory installed once, and a server process over it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests import once

CHECKOUT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
FORM = "application/x-www-form-urlencoded"


class SiteBrokenError(Exception):
    """The site could not be installed or started; the text is what it printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server answered, headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type alone, such as "text/html"."""
        return self.headers.get("content-type", "").partition(";")[0].strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A served installation."""

    port: int
    data: Path

    @property
    def url(self) -> str:
        """Its address, with no slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for one address without a browser; redirects are not followed."""
        return self._ask("GET", address, None, headers)

    def post(self, address: str, form: dict[str, str], **headers: str) -> Answer:
        """Send a form without a browser; redirects are not followed."""
        return self._ask("POST", address, urlencode(form), {"Content-Type": FORM, **headers})

    def keep(self, service_ids: Iterable[str]) -> tuple[str, str]:
        """The name and value of the cookie of somebody who keeps these services."""
        name, value = "", ""
        for service_id in service_ids:
            answer = self.post("/my-list/keep", {"id": service_id}, Cookie=f"{name}={value}")
            name, _, rest = answer.headers["set-cookie"].partition("=")
            value = rest.partition(";")[0]
        return name, value

    def _ask(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, address, body=body, headers=headers)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(status=response.status, headers=told, body=response.read())
        finally:
            connection.close()


def install_once(folder: Path) -> Path:
    """Install the demonstration directory in `folder`, once however many test workers ask; the data folder."""
    return once.made(folder, "demonstration", lambda data: run(data, "init", "--demo"))


def run(data: Path, *words: str, folder: Path = CHECKOUT, environment: dict[str, str] | None = None) -> str:
    """What `locator --data DATA WORDS` prints, started in `folder`; raises SiteBrokenError when it fails."""
    command = [*_command(data), *words]
    done = subprocess.run(
        command, cwd=folder, env=_environment(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SiteBrokenError(f"locator {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def served(
    data: Path,
    log: Path,
    *,
    folder: Path = CHECKOUT,
    environment: dict[str, str] | None = None,
    settings: dict[str, str] | None = None,
) -> Iterator[Site]:
    """A server process of its own over that data folder, started in `folder` with these settings and ended at the end."""
    site = Site(port=free_port(), data=data)
    command = [*_command(data), "serve", "--port", str(site.port), "--workers", "1"]
    with running(site, command, log, folder=folder, environment=_environment(environment) | (settings or {})):
        yield site


@contextmanager
def running(
    site: Site,
    command: list[str],
    log: Path,
    *,
    folder: Path = CHECKOUT,
    environment: dict[str, str] | None = None,
    ready: str = "/readyz",
) -> Iterator[None]:
    """The server process of that command, once it says yes at that address; ended at the end."""
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_ready(site, process, log, ready)
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def _command(data: Path) -> list[str]:
    return [sys.executable, "-m", "locator", "--data", str(data)]


def _environment(environment: dict[str, str] | None) -> dict[str, str]:
    known = os.environ if environment is None else environment
    return {name: value for name, value in known.items() if name != "PORT" and not name.startswith("LOCATOR_")}


def _wait_until_ready(site: Site, process: subprocess.Popen[bytes], log: Path, ready: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if site.get(ready).status == 200:
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    raise SiteBrokenError(f"The server was not ready in {START_SECONDS} seconds:\n{log.read_text()}")


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
