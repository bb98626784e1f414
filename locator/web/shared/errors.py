"""What is said when a page cannot be: in plain words, with a way on, and never a traceback."""

from __future__ import annotations

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException

from locator.actions.limits import TooManyError
from locator.actions.not_saved import BusyError, FullError
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.web.shared import mistyped

PAGES = frozenset({400, 403, 404, 405, 410, 413, 429, 503})
LAST_WORD = (
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Sorry, something went wrong</title></head>'
    "<body><h1>Sorry, something went wrong</h1><p>This is our fault. Try again in a few minutes.</p></body></html>"
)


def register(app: Flask) -> None:
    """Answer every error with a page of our own."""
    app.register_error_handler(HTTPException, known)
    app.register_error_handler(TooManyError, too_many)
    app.register_error_handler(BusyError, busy)
    app.register_error_handler(FullError, full)
    for error in (NotAllowedError, NotSignedInError):
        app.register_error_handler(error, lambda _: make_response(render_template("errors/not_allowed.html"), 403))
    app.register_error_handler(NotYoursError, lambda _: make_response(render_template("errors/404.html"), 404))
    app.register_error_handler(Exception, unforeseen)


def known(error: HTTPException) -> Response:
    """The page for an error that has a status; its headers (Allow, Retry-After) are kept."""
    code = error.code or 500
    if error.response is not None or code < 400:
        return make_response(error.get_response())
    if code >= 500 and code != 503:
        return _last_resort(code)
    if code == 404 and (path := mistyped.meant(request, current_app.create_url_adapter(request))):
        return make_response(redirect(path, 301))
    page = make_response(render_template(f"errors/{code if code in PAGES else 400}.html"), code)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            page.headers[name] = value
    return page


def too_many(error: TooManyError) -> Response:
    """The page for more than may be sent, with the time after which to try again."""
    page = make_response(render_template("errors/429.html"), 429)
    page.headers["Retry-After"] = str(error.retry_after_seconds)
    return page


def busy(error: BusyError) -> Response:
    """The page for a database that others were writing to for too long: nothing was done, and it can be sent again."""
    current_app.logger.warning("The database was busy for too long")
    page = make_response(render_template("errors/503.html"), 503)
    page.headers["Retry-After"] = "5"
    return page


def full(error: FullError) -> Response:
    """The page for a full disk: nothing was done, reading goes on, and whoever runs the site can see why."""
    current_app.logger.error("The disk is full: nothing can be saved until there is room")
    return make_response(render_template("errors/507.html"), 507)


def unforeseen(error: Exception) -> Response:
    """The page for a fault of ours: it is logged whole, and shown without any of it."""
    current_app.logger.error("A page failed", exc_info=error)
    return _last_resort(500)


def _last_resort(code: int) -> Response:
    """A page that needs neither database nor index, and if even its template fails, plain text."""
    try:
        return make_response(render_template("errors/500.html"), code)
    except Exception as error:
        current_app.logger.error("The page for faults failed too", exc_info=error)
        return make_response(LAST_WORD, code)
