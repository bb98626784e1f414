"""Who may come in at which door: every address of the site is in one table, and what is not in it is shut.

The public doors are open to anybody. The others say for each endpoint what it takes: a permission, or one of `Who`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote

from flask import Flask, Response, abort, g, redirect, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.session import Stage
from locator.actions.permission import NotAllowedError
from locator.roles import BY_LINK, Permission
from locator.web.shared import guard, signed_in, typed_kept


class Who(StrEnum):
    """Whom an address lets in that asks for no permission."""

    ANYBODY = "anybody"
    ANY_SESSION = "whoever has come in, in whatever way"
    HALF_SIGNED_IN = "whoever has given a password"
    SIGNED_IN = "whoever is signed in"


Access = Mapping[str, Permission | Who]
"""By endpoint."""

SIGN_IN = "/sign-in"
SECOND_STEP = "/sign-in/code"
BY_LINK_IN = "/organise/enter"
"""Where one begins who needs no password for what they want."""


def register(app: Flask, access: Access) -> None:
    """Ask at every request, after forms from other sites were refused."""

    @app.before_request
    def ask() -> Answer | None:
        if request.endpoint is None or request.endpoint == "static":
            return None  # no such address, no such method, or a file that is the same for everybody
        signed_in.user()
        needed = access.get(request.endpoint)
        if needed is None:
            abort(403)
        return _let_in(needed)

    @app.after_request
    def keep_private(response: Response) -> Response:
        """What a signed-in person sees is kept by nobody, and its address is told to nobody."""
        if g.get("user") is not None or _is_private(access):
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "same-origin"
        return response


def _is_private(access: Access) -> bool:
    return isinstance(access.get(request.endpoint or ""), Permission) or (
        access.get(request.endpoint or "") in (Who.SIGNED_IN, Who.HALF_SIGNED_IN, Who.ANY_SESSION)
    )


def _let_in(needed: Permission | Who) -> Answer | None:
    if needed is Who.ANYBODY:
        return None
    current = signed_in.session()
    is_sent = request.method not in guard.SAFE_METHODS
    if current is None and is_sent and needed in typed_kept.KEEPS:
        return typed_kept.page(is_signed_in=False)
    if current is None:
        start = BY_LINK_IN if needed in BY_LINK else SIGN_IN
        return redirect(f"{start}?next={quote(_way_back())}", 303)
    answer = _kept_out(current.stage, needed)
    if answer is not None:
        return answer
    if is_sent and not signed_in.has_right_token(current):
        if needed in typed_kept.KEEPS:
            return typed_kept.page(is_signed_in=True)
        abort(403)
    return None


def _kept_out(stage: Stage, needed: Permission | Who) -> Answer | None:
    if needed is Who.ANY_SESSION:
        return None
    if stage.is_by_link:
        return _by_link(needed)
    return None if needed is Who.HALF_SIGNED_IN else _whole(stage, needed)


def _by_link(needed: Permission | Who) -> Answer | None:
    """Only what a link in an email is enough for; for all else one signs in with a password."""
    user = signed_in.user()
    if user is not None and isinstance(needed, Permission) and user.can(needed):
        return None
    start = BY_LINK_IN if needed in BY_LINK else SIGN_IN
    return redirect(f"{start}?next={quote(_way_back())}", 303)


def _whole(stage: Stage, needed: Permission | Who) -> Answer | None:
    if stage is not Stage.WHOLE:
        return redirect(SECOND_STEP, 303)
    user = signed_in.user()
    if user is None:  # disabled, or the team was closed
        return redirect(SIGN_IN, 303)
    if isinstance(needed, Permission) and not user.can(needed):
        raise NotAllowedError(needed)
    return None


def _way_back() -> str:
    return request.full_path.rstrip("?") if request.method in guard.SAFE_METHODS else ""
