"""The list that a person keeps, in a signed cookie: no account, no session, nothing of the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from flask import current_app, g, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from locator.actions import shortlist
from locator.actions.shortlist import MOST_KEPT
from locator.web.shared import site

COOKIE = "list"
DAYS_KEPT = 90


def read() -> tuple[str, ...]:
    """The ids of the kept services in the person's order, those that were merged as what they are a part of now."""
    if "kept" not in g:
        ids = sent()
        g.kept = shortlist.resolved(site.bare_context(), ids) if ids else ()
    return cast("tuple[str, ...]", g.kept)


def count() -> int:
    """How many are kept, without asking the database for it: pages about faults say it too."""
    return len(g.kept) if "kept" in g else len(sent())


def sent() -> tuple[str, ...]:
    """The ids that the cookie holds; none for a cookie that is not ours."""
    text = request.cookies.get(COOKIE)
    if not text:
        return ()
    try:
        ids = _serializer().loads(text)
    except BadData:
        return ()
    return tuple(str(one) for one in ids)[:MOST_KEPT] if isinstance(ids, list) else ()


def write(response: Response, ids: Sequence[str]) -> Response:
    """The answer with the list kept in it; an empty list takes the cookie away."""
    if not ids:
        response.delete_cookie(COOKIE, path="/", samesite="Lax", httponly=True, secure=_is_secure())
        return response
    response.set_cookie(
        COOKIE,
        str(_serializer().dumps(list(ids)[:MOST_KEPT])),
        max_age=DAYS_KEPT * 24 * 60 * 60,
        path="/",
        samesite="Lax",
        httponly=True,
        secure=_is_secure(),
    )
    return response


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="kept-list")


def _is_secure() -> bool:
    return request.is_secure or site.settings().base_url.startswith("https://")
