"""A cookie that lasts for minutes, for this site alone: out of the reach of scripts, and over TLS of other hosts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from flask import request
from werkzeug.wrappers import Response

from locator.web.shared import signed_in


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortCookie:
    """One such cookie; `samesite` Lax where the person comes back by a link from another site."""

    name: str
    lasts: timedelta
    samesite: Literal["Lax", "Strict"]

    def read(self) -> str:
        """What this browser keeps; "" where it keeps nothing."""
        return request.cookies.get(self._name(), "")

    def remember(self, response: Response, text: str) -> Response:
        """The answer with the cookie."""
        response.set_cookie(
            self._name(),
            text,
            max_age=int(self.lasts.total_seconds()),
            path="/",
            samesite=self.samesite,
            httponly=True,
            secure=signed_in.is_secure(),
        )
        return response

    def forget(self, response: Response) -> Response:
        """The answer that takes the cookie away where there is one."""
        if self._name() in request.cookies:
            response.delete_cookie(
                self._name(), path="/", samesite=self.samesite, httponly=True, secure=signed_in.is_secure()
            )
        return response

    def _name(self) -> str:
        return f"__Host-{self.name}" if signed_in.is_secure() else self.name
