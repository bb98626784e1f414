"""Sign in by the organisation's own identity provider: go there, and come back."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, abort, current_app, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import organisation_sign_in
from locator.actions.organisation_sign_in import Arrival, NotInError, NotOfferedError, Reason
from locator.actions.signing import Entered
from locator.identity.journey import Return
from locator.web.shared import doorkeeper, frame, guard, signed_in, site
from locator.web.signing import coming_in, departure_cookie, organisation_words
from locator.web.signing.departure_cookie import Away

MOST_WAY_LETTERS = 1000

door = Blueprint("organisation", __name__)


@door.get("/sign-in/organisation")
def go() -> Answer:
    """Send the person to their organisation's sign-in."""
    context = site.context()
    way_on = guard.safe_path(request.args.get("next", "")[:MOST_WAY_LETTERS], "")
    try:
        departure, address = organisation_sign_in.depart(context, _back())
    except NotOfferedError:
        abort(404)
    except NotInError as error:
        return _sorry(error, way_on)
    away = Away(departure=departure, departed_at=context.now, way_on=way_on)
    return _private(departure_cookie.remember(redirect(address, 303), away))


@door.get("/sign-in/organisation/back")
def back() -> Answer:
    """Let the person in who comes back, or say why not."""
    away = departure_cookie.read()
    try:
        if away is None:
            raise NotInError(Reason.LATE)
        entered = organisation_sign_in.arrive(site.context(), _arrival(away))
    except NotOfferedError:
        abort(404)
    except NotInError as error:
        return departure_cookie.forget(_sorry(error, away.way_on if away else ""))
    answer = signed_in.remember(redirect(_way_on(entered, away), 303), entered.token)
    return _private(departure_cookie.forget(answer))


def _arrival(away: Away) -> Arrival:
    current, told = signed_in.session(), request.args
    return Arrival(
        departure=away.departure,
        departed_at=away.departed_at,
        came=Return(
            state=told.get("state", ""),
            code=told.get("code", ""),
            issuer=told.get("iss", ""),
            error=told.get("error", ""),
        ),
        back=_back(),
        device=coming_in.device(),
        instead_of=current.id if current else "",
    )


def _back() -> str:
    base = site.settings().base_url or request.host_url.rstrip("/")
    return f"{base}/sign-in/organisation/back"


def _way_on(entered: Entered, away: Away) -> str:
    if not entered.is_whole:
        return f"{doorkeeper.SECOND_STEP}?next={quote(away.way_on)}" if away.way_on else doorkeeper.SECOND_STEP
    return guard.safe_path(away.way_on, frame.HOME[entered.user.role])


def _sorry(error: NotInError, way_on: str = "") -> Answer:
    """Why the person is not in: a sentence on the page for signing in, or a page of its own where trying again is no use."""
    if error.reason is Reason.LATE and g.get("user") is not None:
        return _private(redirect(frame.HOME[g.user.role], 303))
    current_app.logger.warning("Not signed in by the organisation: %s (%s)", error.reason.value, error)
    if error.reason in organisation_words.PAGES:
        page = organisation_words.PAGES[error.reason]
        return _private(make_response(render_template("signing/not_invited.html", page=page), 403))
    way = f"&next={quote(way_on)}" if way_on else ""
    return _private(redirect(f"{doorkeeper.SIGN_IN}?organisation={error.reason.value}{way}", 303))


def _private(answer: Answer) -> Answer:
    """The answer as nobody keeps it, and so that the code in our own address is told to nobody."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
