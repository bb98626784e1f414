"""Find a Chromium on this machine and start it so that it talks to nobody but the server under test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first has no window to draw: the same pages in half the time."""

ARGUMENTS = (
    "--disable-quic",
    "--disable-sync",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    # No name but our own (passkeys need one) is ever looked up, so a page that asks another host fails at once and offline.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)


class ChromiumMissingError(Exception):
    """There is no browser; the text says how to get one."""


def system(path: str | None = None) -> Path | None:
    """The machine's own Chromium, looked for on `path` (the PATH when None); None when there is none."""
    found = next(filter(None, (shutil.which(name, path=path) for name in NAMES)), None)
    return Path(found) if found else None


def bundled() -> Path | None:
    """Playwright's own Chromium; None until `playwright install chromium` has brought it."""
    with sync_playwright() as playwright:
        executable = Path(playwright.chromium.executable_path)
    return executable if executable.exists() else None


def executable() -> Path:
    """The Chromium to drive, the machine's own first; raises ChromiumMissingError."""
    found = system() or bundled()
    if found is None:
        raise ChromiumMissingError(
            "The browser tests need Chromium and there is none. "
            "Run `make test`, which installs it, or `apt-get install chromium` as root."
        )
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A running headless Chromium, closed at the end; raises ChromiumMissingError."""
    program = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), chromium_sandbox=False)
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    try:
        with launched() as started:
            print(f"The browser tests use Chromium {started.version}")
    except ChromiumMissingError as missing:
        raise SystemExit(str(missing)) from missing
