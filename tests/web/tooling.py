"""A curator at the tools: signed in, and the forms of a page filled in as they are shown."""

from __future__ import annotations

from html import unescape

from flask import Flask

from locator.roles import Role
from tests import signing
from tests.web.page import Page
from tests.web.visitor import Visitor


def curator(app: Flask, name: str = "Isla Kerr", role: Role = Role.CURATOR) -> Visitor:
    """Somebody of this role, signed in."""
    account = signing.person(role, name)
    signing.add(app.extensions["locator"], account)
    return signing.sign_in(app, account)


def boxes(page: Page, action: str) -> dict[str, str]:
    """What the form that goes to this address would send if its button were pressed."""
    form = next(one for one in page.every("form") if (one.get("action") or page.path) == action)
    found: dict[str, str] = {}
    for element in form.iter():
        name, kind = element.get("name") or "", element.get("type") or ""
        if (
            element.tag == "input"
            and name
            and (kind not in ("checkbox", "radio") or element.get("checked") is not None)
        ):
            found[name] = element.get("value") or ("on" if kind in ("checkbox", "radio") else "")
        elif element.tag == "textarea" and name:
            found[name] = unescape(element.text or "").removeprefix("\n")
        elif element.tag == "select" and name:
            options = [one for one in element.iter() if one.tag == "option"]
            chosen = [one for one in options if one.get("selected") is not None] or options[:1]
            found[name] = (chosen[0].get("value") or "") if chosen else ""
    found.pop("form_token", None)  # each visitor sends their own
    return found
