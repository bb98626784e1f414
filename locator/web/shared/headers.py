"""Security headers on every answer, and ETags so that a page which has not changed is not sent twice."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, request

from locator.settings import Settings

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000"
PUBLIC = "public, no-cache"
PRIVATE = "private, no-cache"
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE", "HTTP_RANGE")
"""What a request may ask that decides whether the page is sent, or which part of it."""
SHOWN_ANYWHERE = "/static/img/social-card.png"


def policy(settings: Settings) -> str:
    """The Content-Security-Policy: nothing but our own files, and pictures of the tile host when one is set."""
    images = f"'self' {settings.tile_host}".strip()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {images}; connect-src 'self'; "
        "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def register(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the app, errors and static files too."""
    usual = {"Content-Security-Policy": policy(settings), **FIXED}
    is_behind_tls = settings.base_url.startswith("https://")

    @app.after_request
    def finish(response: Response) -> Response:
        environ = request.environ
        _add_missing(response, usual)
        if is_behind_tls or environ["wsgi.url_scheme"] == "https":
            _add_missing(response, {"Strict-Transport-Security": HSTS})
        if environ["PATH_INFO"] == SHOWN_ANYWHERE:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return cached(response)


def _add_missing(response: Response, wanted: Mapping[str, str]) -> None:
    """Add those headers that the answer has not got, which are looked through once."""
    headers = response.headers
    has = {name.lower() for name, _ in headers}
    for name, value in wanted.items():
        if name.lower() not in has:
            headers.add(name, value)


def cached(response: Response) -> Response:
    """The answer with what a cache may do with it: a page may be kept but is asked about each time."""
    environ = request.environ
    is_reading = environ["REQUEST_METHOD"] in ("GET", "HEAD")
    if "Cache-Control" not in response.headers:
        if not is_reading or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers["Cache-Control"] = PRIVATE if environ.get("HTTP_COOKIE") else PUBLIC
            response.vary.add("Cookie")
    if response.status_code == 200 and is_reading and not response.is_streamed:
        response.add_etag()
        if any(name in environ for name in CONDITIONS):
            response.make_conditional(
                request
            )  # Flask-Compress asks again with its own ETag, but only where it compresses
    return response
