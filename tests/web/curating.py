"""A curator at the site, for tests of the curators' pages."""

from __future__ import annotations

from flask import Flask
from werkzeug.test import TestResponse

from locator.accounts.account import Account
from locator.wiring import Engine
from tests import signing
from tests.changing import CURATOR
from tests.web.page import Page
from tests.web.visitor import Visitor


def engine_of(app: Flask) -> Engine:
    """The engine that the site was made with."""
    found: Engine = app.extensions["locator"]
    return found


def curator(app: Flask, account: Account = CURATOR) -> Visitor:
    """A curator who has signed in."""
    return signing.sign_in(app, account)


def form_of(page: Page, action: str) -> dict[str, list[str]]:
    """What the form with this action would send as it stands: hidden boxes, ticks, texts and choices."""
    form = next(one for one in page.every("form") if one.get("action") == action)
    sent: dict[str, list[str]] = {}
    for box in form.iter():
        name = box.get("name")
        if not name or box.tag == "button":
            continue
        if box.get("type") in ("checkbox", "radio") and box.get("checked") is None:
            continue
        text = (box.text or "").removeprefix("\n") if box.tag == "textarea" else box.get("value") or ""
        sent.setdefault(name, []).append(text)
    return sent


def press(visitor: Visitor, path: str, button: str = "", *, action: str = "", **changes: object) -> TestResponse:
    """What the page's form answers, sent as a browser would with these boxes changed (None: left empty)."""
    target = action or path.partition("?")[0]
    sent = form_of(visitor.get(path), target)
    return send(visitor, target, sent, button, **changes)


def send(visitor: Visitor, path: str, sent: dict[str, list[str]], button: str = "", **changes: object) -> TestResponse:
    """What such a form answers."""
    fields: dict[str, object] = {**sent, **{name: one for name, one in changes.items() if one is not None}}
    for name in (name for name, one in changes.items() if one is None):
        fields.pop(name, None)
    if button:
        fields["press"] = button
    return visitor.post(path, fields)  # type: ignore[arg-type]
