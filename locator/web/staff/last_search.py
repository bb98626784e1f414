"""The place and filters of a member of staff's last search, so that the next one begins there.

Kept in a signed cookie of their own browser, for them alone: of the place only an outward code and the locality, never a
full postcode, none of the words, and of the filters only values that look like ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadData, URLSafeSerializer

from locator.actions import whereabouts
from locator.actions.whereabouts import PlaceNotKnownError, Whereabouts
from locator.roles import Permission
from locator.web.shared import signed_in, site

door = Blueprint("last_search", __name__)
COOKIE = "last_search"
FILTERS = (
    "theme",
    "who",
    "when",
    "day",
    "time",
    "cost",
    "places",
    "referrals",
    "access",
    "transport",
    "delivery",
    "locality",
)
KEPT = ("radius", "sort", *FILTERS)
DAYS_KEPT = 30
_VALUE = re.compile(r"[a-z0-9-]{1,40}")
_WHOSE = "account"


def place() -> Whereabouts:
    """The rough place of the last search; nowhere where there was none."""
    kept = _read()
    return Whereabouts(outward_code="".join(kept.get("near", ())), locality_id="".join(kept.get("lives", ())) or None)


def query() -> tuple[tuple[str, str], ...]:
    """Place and filters of the last search, as they stand in an address."""
    return tuple((name, value) for name, values in _read().items() if name in ("near", *KEPT) for value in values)


@door.after_app_request
def keep(response: Response) -> Response:
    """Remember the place and the filters of a search that staff made."""
    user = g.get("user")
    is_search = request.endpoint == "find.services" and response.status_code == 200 and request.method == "GET"
    if not user or not user.can(Permission.REFER) or not is_search:
        return response
    values = {name: [one for one in request.args.getlist(name)[:12] if _VALUE.fullmatch(one)] for name in KEPT}
    kept = {name: found for name, found in values.items() if found}
    rough = _rough(request.args.get("near", ""))
    kept |= {_WHOSE: [user.id], "near": [rough.outward_code], "lives": [rough.locality_id or ""]}
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps(kept)),
        max_age=DAYS_KEPT * 24 * 60 * 60,
        path="/",
        samesite="Lax",
        httponly=True,
        secure=signed_in.is_secure(),
    )
    return response


def _rough(near: str) -> Whereabouts:
    try:
        return whereabouts.of(site.bare_context(), near)
    except PlaceNotKnownError:
        return Whereabouts()


def _read() -> Mapping[str, list[str]]:
    try:
        kept = _serializer().loads(request.cookies.get(COOKIE, ""))
    except BadData:
        return {}
    if not isinstance(kept, dict) or not g.get("user") or kept.get(_WHOSE) != [g.user.id]:
        return {}
    return {str(name): [str(one) for one in values if one] for name, values in kept.items()}


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="last-search")
