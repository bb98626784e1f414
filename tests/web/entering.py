"""Steps of the way in, as forms send them."""

from __future__ import annotations

import re

from werkzeug.test import TestResponse

from locator.web.shared import signed_in
from tests import entering
from tests.web.visitor import Visitor

_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def password(visitor: Visitor, email: str, text: str = entering.PASSWORD, **more: object) -> TestResponse:
    """What the sign-in form answers; `source` is the address that it comes from."""
    source = {"REMOTE_ADDR": str(more.pop("source", "192.0.2.1"))}
    way = str(more.pop("next", ""))
    return visitor.post("/sign-in", {"email": email, "password": text, "next": way}, environ_overrides=source)


def send(visitor: Visitor, path: str, shown_on: str = "", **fields: str) -> TestResponse:
    """What a form with the token of its page answers."""
    page = visitor.raw(shown_on or path).get_data(as_text=True)
    found = _TOKEN.search(page)
    return visitor.post(path, {**({signed_in.FIELD: found.group(1)} if found else {}), **fields})


def whole(visitor: Visitor, email: str, code: str) -> TestResponse:
    """Sign in with both steps."""
    assert password(visitor, email).headers["Location"].startswith("/sign-in/code")
    answer = send(visitor, "/sign-in/code", code=code)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer


def cookie(visitor: Visitor) -> str:
    """The session cookie that the visitor has."""
    found = visitor.client.get_cookie("session", domain="localhost")
    return found.value if found else ""
