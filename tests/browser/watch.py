"""Watch a browser context: nothing may go wrong in its console, and nothing may be asked of another host."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

# A violation of the Content-Security-Policy is told to the page as an event; the console then carries it to us.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("Content-Security-Policy: " + event.violatedDirective + " " + event.blockedURI))
"""
LOCAL_SCHEMES = frozenset({"data", "blob", "about"})


@dataclass  # no slots: Playwright marks the object whose methods it calls
class Watcher:
    """What went wrong so far; `expected` are statuses of our own pages that a test asks for on purpose."""

    home: str
    expected: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Watch every page of that context from now on."""
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)

    def allow(self, *statuses: int) -> None:
        """These answers are what the test is about, so they are no fault."""
        self.expected.update(statuses)

    def check(self) -> None:
        """Fail with all that went wrong."""
        assert not self.faults, "The browser met:\n" + "\n".join(self.faults)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"} or "Failed to load resource" in message.text:
            return  # a failed load is told by its answer, below, with its status
        self.faults.append(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    def _error(self, error: WebError) -> None:
        self.faults.append(f"script error: {error.error}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in LOCAL_SCHEMES and not request.url.startswith(self.home + "/"):
            self.faults.append(f"asked another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"answer {response.status}: {response.url}")
