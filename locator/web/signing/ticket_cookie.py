"""What a browser keeps that was asked for a passkey: a ticket that is of no use to anybody else."""

from __future__ import annotations

from werkzeug.wrappers import Response

from locator.accounts.passkey import LASTS
from locator.web.signing.short_cookie import ShortCookie

_COOKIE = ShortCookie(name="passkey", lasts=LASTS, samesite="Strict")
_LONGEST = 100


def read() -> str:
    """The ticket that this browser keeps; "" where it keeps none."""
    return _COOKIE.read()[:_LONGEST]


def remember(response: Response, ticket: str) -> Response:
    """The answer with the cookie."""
    return _COOKIE.remember(response, ticket)


def forget(response: Response) -> Response:
    """The answer that takes the cookie away where there is one."""
    return _COOKIE.forget(response)
