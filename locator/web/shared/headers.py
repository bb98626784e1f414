"""Security headers on every answer, and ETags so that a page which has not changed is not sent twice."""

from __future__ import annotations

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
    content_policy = policy(settings)

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", content_policy)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if request.is_secure or settings.base_url.startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        if request.path == SHOWN_ANYWHERE:
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return cached(response)


def cached(response: Response) -> Response:
    """The answer with what a cache may do with it: a page may be kept but is asked about each time."""
    if "Cache-Control" not in response.headers:
        if request.method not in ("GET", "HEAD") or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        else:
            response.headers["Cache-Control"] = PRIVATE if request.cookies else PUBLIC
            response.vary.add("Cookie")
    if response.status_code == 200 and request.method in ("GET", "HEAD") and not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)  # Flask-Compress asks again with its own ETag, but only where it compresses
    return response
