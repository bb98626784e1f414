"""What is refused before any view runs: forms sent from another site, and more data than any form of ours has.

The public pages have no session, so there is no token to check: the browser itself says where a form was sent from
(docs/decisions/0020-no-form-token.md).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

MOST_BYTES = 64 * 1024
MOST_FIELDS = 100
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def register(app: Flask) -> None:
    """Limit what may be sent, and refuse forms from other sites."""
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=MOST_FIELDS)
    app.before_request(refuse_other_sites)


def refuse_other_sites() -> None:
    """Stop a form that was sent from somebody else's page, with a 403."""
    if request.method not in SAFE_METHODS and not is_our_own(
        request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin"), request.host
    ):
        abort(403)


def is_our_own(fetch_site: str | None, origin: str | None, host: str) -> bool:
    """The request comes from our own page, or from a program that no other site can steer.

    Every browser since 2020 sends Sec-Fetch-Site, older ones Origin with a form; what sends neither is no browser.
    """
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    if origin is not None:
        return urlsplit(origin).netloc == host
    return True


def safe_path(text: str, otherwise: str) -> str:
    """The text if it is a path on this site, else `otherwise`: a form cannot send anybody to another site."""
    path = text.strip()
    is_plain = path.isprintable() and path.startswith("/") and "\\" not in path
    return path if is_plain and not path.startswith("//") else otherwise
