"""What a browser keeps while somebody is away at the identity provider: signed, and taken away on return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from locator.actions.organisation_sign_in import LASTS
from locator.identity.journey import Departure
from locator.web.signing.short_cookie import ShortCookie

_COOKIE = ShortCookie(name="away", lasts=LASTS, samesite="Lax")


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """What is kept while somebody is away; `way_on` is the path on this site that they were going to, or "" ."""

    departure: Departure
    departed_at: datetime
    way_on: str


def read() -> Away | None:
    """What this browser kept; None where it kept nothing, or somebody changed it."""
    try:
        state, nonce, verifier, departed_at, way_on = _serializer().loads(_COOKIE.read())
    except (BadData, ValueError, TypeError):
        return None
    return Away(
        departure=Departure(state=state, nonce=nonce, verifier=verifier),
        departed_at=datetime.fromtimestamp(departed_at, UTC),
        way_on=way_on,
    )


def remember(response: Response, away: Away) -> Response:
    """The answer with the cookie."""
    kept = away.departure
    text = [kept.state, kept.nonce, kept.verifier, int(away.departed_at.timestamp()), away.way_on]
    return _COOKIE.remember(response, str(_serializer().dumps(text)))


def forget(response: Response) -> Response:
    """The answer that takes the cookie away where there is one."""
    return _COOKIE.forget(response)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="away")
