"""What the pages of a group's way in have in common: from where somebody comes, where to go on to, and that nobody keeps a page."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions.signing import Entered
from locator.web.shared import device, guard, signed_in

HOME = "/organise"
LONGEST_WAY = 500


def source() -> str:
    """The address that the request comes from."""
    return request.remote_addr or "unknown"


def browser() -> str:
    """A few words for the browser."""
    return device.words(request.headers.get("User-Agent", ""))


def before() -> str:
    """The id of the session that a new one takes the place of."""
    current = signed_in.session()
    return current.id if current else ""


def way_on() -> str:
    """Where the person was going: a page for groups, or nothing."""
    way = guard.safe_path(request.values.get("next", "")[:LONGEST_WAY], "")
    return way if way == HOME or way.startswith(f"{HOME}/") else ""


def enter(entered: Entered) -> Answer:
    """Go on with the session that began."""
    return private(signed_in.remember(redirect(way_on() or HOME, 303), entered.token))


def page(template: str, status: int = 200, **words: object) -> Answer:
    """A page that no cache keeps, and whose address is told to nobody: it opens the door."""
    return private(make_response(render_template(template, **words), status))


def private(answer: Answer) -> Answer:
    """The answer as nobody keeps it."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def form_data() -> object:
    """What was sent, for a form; nothing where a page is only looked at."""
    return request.form if request.method == "POST" else None
