"""Whether a program asks for a page, and not a person: its visits are not counted."""

from __future__ import annotations

import re

from flask import request

# "CUBOT" is a make of phone.
_SIGNS = re.compile(
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|fetch|monitor|scan|check|archiv|curl|wget|python|java/|go-http|okhttp|"
    r"libwww|httpclient|headless|phantom|lighthouse|facebookexternalhit|whatsapp|mediapartners|feed",
    re.IGNORECASE,
)


def is_one(user_agent: str) -> bool:
    """Whether this is how a program names itself; browsers all begin with "Mozilla", and old ones with "Opera"."""
    return not user_agent.startswith(("Mozilla/", "Opera/")) or _SIGNS.search(user_agent) is not None


def is_asking() -> bool:
    """Whether the page is asked for by a program, ahead of time by a browser, or only for its headers."""
    headers = request.headers
    is_ahead = "prefetch" in headers.get("Sec-Purpose", headers.get("Purpose", ""))
    return request.method != "GET" or is_ahead or is_one(headers.get("User-Agent", ""))
