"""What the pages of the way in have in common: who asks and from where, where to go next, and the new cookie."""

from __future__ import annotations

from flask import abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.passkey import RelyingParty, relying_party
from locator.accounts.session import Session
from locator.actions.signing import Entered
from locator.web.shared import device as devices
from locator.web.shared import guard, signed_in
from locator.web.shared.frame import HOME, frame

LONGEST_WAY = 500


def source() -> str:
    """The address that the request comes from (that of the visitor, not of a proxy that we trust)."""
    return request.remote_addr or "unknown"


def device() -> str:
    """A few words for the browser."""
    return devices.words(request.headers.get("User-Agent", ""))


def session() -> Session:
    """The session of this request: its door is only open to those who have one."""
    current = signed_in.session()
    if current is None:
        abort(403)
    return current


def party() -> RelyingParty | None:
    """The site as browsers know it for passkeys; None where they make none."""
    return relying_party(frame().base)


def way_on() -> str:
    """Where the person was going: a path on this site, or nothing."""
    return guard.safe_path(request.values.get("next", "")[:LONGEST_WAY], "")


def enter(entered: Entered, *, step: str = "", way: str = "") -> Answer:
    """Go on with the session that began: to the next step, to where the person was going, or to where their role begins."""
    target = way or HOME[entered.user.role] if entered.is_whole else step
    return signed_in.remember(redirect(target, 303), entered.token)


def page(template: str, status: int = 200, **words: object) -> Answer:
    """A page of this door: no cache keeps it, and its address is told to nobody."""
    answer = make_response(render_template(template, **words), status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer


def form_data() -> object:
    """What was sent, for a form; nothing where a page is only looked at."""
    return request.form if request.method == "POST" else None
