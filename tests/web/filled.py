"""What a browser would send of a form that nobody has touched."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from tests.web.page import Page


def boxes(page: Page, action: str = "") -> dict[str, list[str]]:
    """The boxes of the first form of the page that is sent by POST (to this address, where one is given)."""
    form = next(
        one
        for one in page.every("form")
        if one.get("method") == "post"
        and (not action or one.get("action") == action)
        and one.get("action") != "/sign-out"
    )
    found: dict[str, list[str]] = {}
    for element in form.iter():
        name, value = element.get("name"), _value(element)
        if name and value is not None:
            found.setdefault(name, []).append(value)
    return found


def _value(element: Element) -> str | None:
    if element.tag == "textarea":
        return (element.text or "").removeprefix("\n").replace("\n", "\r\n")
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return chosen[0].get("value") or "" if chosen else None
    if element.tag != "input":
        return None
    if element.get("type") in ("radio", "checkbox"):
        return (element.get("value") or "") if element.get("checked") is not None else None
    return element.get("value") or ""
