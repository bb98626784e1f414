"""The short-lived cookie of a browser that was asked for a passkey: a ticket that is of no use to anybody else."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from locator.accounts.passkey import LASTS
from locator.web.shared import signed_in

_BARE, _HOST_ONLY = "passkey", "__Host-passkey"
_LONGEST = 100


def read() -> str:
    """The ticket that this browser keeps; "" where it keeps none."""
    return request.cookies.get(_name(), "")[:_LONGEST]


def remember(response: Response, ticket: str) -> Response:
    """The answer with the cookie."""
    response.set_cookie(
        _name(),
        ticket,
        max_age=int(LASTS.total_seconds()),
        path="/",
        samesite="Strict",
        httponly=True,
        secure=signed_in.is_secure(),
    )
    return response


def forget(response: Response) -> Response:
    """The answer that takes the cookie away where there is one."""
    if _name() in request.cookies:
        response.delete_cookie(_name(), path="/", samesite="Strict", httponly=True, secure=signed_in.is_secure())
    return response


def _name() -> str:
    return _HOST_ONLY if signed_in.is_secure() else _BARE
