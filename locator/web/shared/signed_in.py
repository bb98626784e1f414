"""Who is signed in: the session cookie, the person behind it, and the token that every form of theirs carries."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeSerializer
from markupsafe import Markup
from werkzeug.wrappers import Response

from locator.accounts.account import User
from locator.accounts.session import ABSOLUTE, Session
from locator.actions import sessions
from locator.web.shared import site

FIELD = "form_token"
_BARE, _HOST_ONLY = "session", "__Host-session"


def session() -> Session | None:
    """The session of this request; None where there is none or it is over. Looked up once, and only where a cookie is."""
    if "session" not in g:
        token = request.cookies.get(cookie_name(), "")
        g.session = sessions.of_token(site.bare_context(), token) if token else None
    return cast("Session | None", g.session)


def user() -> User | None:
    """The signed-in person of this request."""
    if "user" not in g:
        current = session()
        g.user = sessions.user_of(site.bare_context(), current) if current else None
    return cast("User | None", g.user)


def cookie_name() -> str:
    """`__Host-session` over TLS, where browsers hold it to this host, path and TLS; plain `session` without."""
    return _HOST_ONLY if is_secure() else _BARE


def is_secure() -> bool:
    """Whether the browser reaches us over TLS."""
    return request.is_secure or site.settings().base_url.startswith("https://")


def remember(response: Response, token: str) -> Response:
    """The answer with the session cookie."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(ABSOLUTE.total_seconds()),
        path="/",
        samesite="Lax",
        httponly=True,
        secure=is_secure(),
    )
    return response


def forget(response: Response) -> Response:
    """The answer that takes the session cookie away."""
    response.delete_cookie(cookie_name(), path="/", samesite="Lax", httponly=True, secure=is_secure())
    return response


def form_token() -> Markup:
    """The hidden field of a form that a signed-in person sends; nothing where nobody is signed in."""
    current = session()
    if current is None:
        return Markup("")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, _serializer().dumps(current.id))


def has_right_token(current: Session) -> bool:
    """Whether the form that was sent is one that this very session was shown."""
    try:
        return bool(_serializer().loads(request.form.get(FIELD, "")) == current.id)
    except BadData:
        return False


def register(app: Flask) -> None:
    """Hand `form_token` to every template."""
    app.jinja_env.globals["form_token"] = form_token


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="form-token")
