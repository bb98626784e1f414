"""The head of a page says what somebody wrote into a listing letter for letter: to search engines, on social cards, to programs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from locator.web.shared.plain_letters import CONTROLS
from tests import making
from tests.hostile import TEXTS, with_text_everywhere
from tests.web.conftest import Visit
from tests.web.page import Page

AFTER_TITLE = " – Locator, North Lanarkshire"
HOSTILE, OWNER, HONEST = "/services/hostile", "/organizations/owner", "/services/tuesday-lunch-club"
EVERY_TEXT = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def plain(text: str) -> str:
    """The text as HTML can say it: without the signs that no page carries, each new line as one letter."""
    return re.sub("\r\n?", "\n", text.encode().translate(None, CONTROLS).decode())


def told(page: Page) -> dict[str | None, str | None]:
    """What the head's elements say, by property or name."""
    metas = {one.get("property") or one.get("name"): one.get("content") for one in page.every("meta")}
    links = {one.get("rel"): one.get("href") for one in page.every("link")}
    return metas | {"title": page.first("title").text, "canonical": links["canonical"]}


def outline(page: Page) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """The elements of the head: tag, which one it is, and its attributes."""
    return [
        (one.tag, one.get("property") or one.get("name") or one.get("rel"), tuple(one.attrib))
        for one in page.first("head").iter()
    ]


def nodes(page: Page) -> dict[str, dict[str, Any]]:
    """What programs are told, by type."""
    (data,) = [one for one in page.every("script") if one.get("type") == "application/ld+json"]
    return {node["@type"]: node for node in json.loads(data.text or "")["@graph"]}


@EVERY_TEXT
def test_the_head_of_a_service_says_the_text_exactly(visit: Visit, text: str) -> None:
    visitor = visit(with_text_everywhere(text), making.listing())
    page = visitor.get(HOSTILE)
    found, address = told(page), f"http://localhost{HOSTILE}"
    assert found["title"] == plain(text) + AFTER_TITLE
    assert {found[name] for name in ("description", "og:title", "og:description")} == {plain(text)}
    assert {found[name] for name in ("canonical", "og:url")} == {address}
    assert outline(page) == outline(visitor.get(HONEST))


@EVERY_TEXT
def test_the_head_of_a_group_says_its_name_exactly(visit: Visit, text: str) -> None:
    visitor = visit(with_text_everywhere(text), making.listing())
    page = visitor.get(OWNER)
    found = told(page)
    assert found["title"] == plain(text) + AFTER_TITLE
    assert found["og:title"] == plain(text)
    assert found["description"] == found["og:description"]
    assert (found["og:description"] or "").startswith(plain(text))
    assert {found[name] for name in ("canonical", "og:url")} == {f"http://localhost{OWNER}"}
    assert outline(page) == outline(visitor.get("/organizations/dalziel-friends"))


@EVERY_TEXT
def test_programs_are_told_the_text_exactly(visit: Visit, text: str) -> None:
    visitor = visit(with_text_everywhere(text), making.listing())
    found = nodes(visitor.get(HOSTILE))
    assert set(found) == set(nodes(visitor.get(HONEST)))
    assert {node["name"] for node in found.values()} == {text}
    described = ("Service", "Organization", "EventSeries")
    assert {found[name]["description"] for name in described} == {text}
    assert found["Organization"]["identifier"] == text
    assert found["Place"]["address"]["streetAddress"] == f"{text}, {text}"
    assert found["Service"]["url"] == f"http://localhost{HOSTILE}"
