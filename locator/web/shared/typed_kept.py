"""A form that was sent after its session had ended: what was typed is handed back, to be sent again after signing in."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from locator.roles import Permission
from locator.web.shared import signed_in

KEEPS = frozenset({Permission.EDIT_OWN, Permission.SHARE_OWN})
"""Whoever fills in a long form without an account to their name should never have to type it twice."""


def page(*, is_signed_in: bool) -> Response:
    """Everything that was sent as it was, in a form that can be sent again; forms from elsewhere were refused before."""
    typed = [(name, text) for name, texts in request.form.lists() for text in texts if name != signed_in.FIELD]
    answer = make_response(
        render_template("errors/typed_kept.html", typed=typed, action=request.path, is_signed_in=is_signed_in), 409
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
