"""The short-lived cookie of somebody who is away at the identity provider: signed, for this site alone, and taken away on return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from locator.actions.organisation_sign_in import LASTS
from locator.identity.journey import Departure
from locator.web.shared import signed_in

_BARE, _HOST_ONLY = "away", "__Host-away"


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """What is kept while somebody is away; `way_on` is the path on this site that they were going to, or "" ."""

    departure: Departure
    departed_at: datetime
    way_on: str


def read() -> Away | None:
    """What this browser kept; None where it kept nothing, or somebody changed it."""
    try:
        state, nonce, verifier, departed_at, way_on = _serializer().loads(request.cookies.get(_name(), ""))
    except (BadData, ValueError, TypeError):
        return None
    return Away(
        departure=Departure(state=state, nonce=nonce, verifier=verifier),
        departed_at=datetime.fromtimestamp(departed_at, UTC),
        way_on=way_on,
    )


def remember(response: Response, away: Away) -> Response:
    """The answer with the cookie. Lax, because the person comes back by a link from another site."""
    kept = away.departure
    response.set_cookie(
        _name(),
        _serializer().dumps([kept.state, kept.nonce, kept.verifier, int(away.departed_at.timestamp()), away.way_on]),
        max_age=int(LASTS.total_seconds()),
        path="/",
        samesite="Lax",
        httponly=True,
        secure=signed_in.is_secure(),
    )
    return response


def forget(response: Response) -> Response:
    """The answer that takes the cookie away where there is one."""
    if _name() not in request.cookies:
        return response
    response.delete_cookie(_name(), path="/", samesite="Lax", httponly=True, secure=signed_in.is_secure())
    return response


def _name() -> str:
    return _HOST_ONLY if signed_in.is_secure() else _BARE


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="away")
