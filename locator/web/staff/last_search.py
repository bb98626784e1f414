"""The place and filters of a member of staff's last search, so that the next one begins there.

Kept in a signed cookie of their own browser: of the place only the outward code and the locality, never a full postcode,
and none of the words.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadData, URLSafeSerializer

from locator.actions import whereabouts
from locator.actions.whereabouts import PlaceNotKnownError, Whereabouts
from locator.roles import Permission
from locator.web.shared import signed_in, site

door = Blueprint("last_search", __name__)
COOKIE = "last_search"
KEPT = ("radius", "sort", "theme", "who", "day", "time", "cost", "access", "locality")
DAYS_KEPT = 30
_LOCALITY_ID = "locality_id"


def place() -> str:
    """The rough place of the last search; "" where there was none."""
    return next(iter(_read().get("near", ())), "")


def locality_of(near: str) -> str:
    """The id of the locality of the last search, where this is its place; "" for any other."""
    kept = _read()
    return next(iter(kept.get(_LOCALITY_ID, ())), "") if near and near == place() else ""


def query() -> tuple[tuple[str, str], ...]:
    """Place and filters of the last search, as they stand in an address."""
    return tuple((name, value) for name, values in _read().items() if name != _LOCALITY_ID for value in values)


@door.after_app_request
def keep(response: Response) -> Response:
    """Remember the place and the filters of a search that staff made."""
    user = g.get("user")
    is_search = request.endpoint == "find.services" and response.status_code == 200 and request.method == "GET"
    if not user or not user.can(Permission.REFER) or not is_search:
        return response
    kept = {name: request.args.getlist(name)[:12] for name in KEPT if request.args.getlist(name)}
    where = _where(request.args.get("near", ""))
    if where.outward_code:
        kept |= {"near": [where.outward_code], _LOCALITY_ID: [where.locality_id or ""]}
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


def _where(near: str) -> Whereabouts:
    try:
        return whereabouts.of(site.bare_context(), near)
    except PlaceNotKnownError:
        return Whereabouts()


def _read() -> Mapping[str, list[str]]:
    try:
        kept = _serializer().loads(request.cookies.get(COOKIE, ""))
    except BadData:
        return {}
    return {str(name): [str(one) for one in values] for name, values in kept.items()} if isinstance(kept, dict) else {}


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="last-search")
