"""What somebody wrote into a listing is text wherever it is shown: nothing of it runs, and nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import category
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask import Flask
from icalendar import Calendar

from locator.cli import main
from tests import making
from tests.hostile import TEXTS, with_text_everywhere
from tests.proof.conftest import NewSite
from tests.web.page import Page, words
from tests.web.visitor import Visitor

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which makes the site once."""

QUICK = ("script", "attribute", "calendar", "JSON")
"""The texts that are tried each time; looking at every page with each of the others takes a while."""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(text, id=name, marks=() if name in QUICK else pytest.mark.slow) for name, text in TEXTS.items()
    ],
)
def text(request: pytest.FixtureRequest) -> str:
    """One hostile text after another."""
    found: str = request.param
    return found


@pytest.fixture(scope="module")
def site(new_site: NewSite, text: str) -> Flask:
    """The site over a listing of nothing but that text, and an honest one beside it."""
    return new_site(with_text_everywhere(text), making.listing("Honest Lunch Club"))


def tags(page: Page) -> list[str]:
    """The elements and attributes of a page, whatever they say."""
    return [f"{element.tag} {sorted(element.attrib)}" for element in page.every()]


def linked(page: Page) -> Iterator[str]:
    """Where the links of a page lead, without the scheme that we put there ourselves."""
    for href in page.links():
        if not href.startswith(("tel:", "sms:", "mailto:")):
            yield href


def seen(text: str) -> str:
    """What a reader sees of it."""
    return "".join("".join(letter for letter in text if letter.isspace() or category(letter) != "Cc").split())


PAGES = (
    "/services",
    "/services/hostile",
    "/services/honest-lunch-club",
    "/services/hostile/something-wrong",
    "/organizations/owner",
    "/map",
    "/",
    "/themes/social",
    "/localities/motherwell",
    "/sitemap.xml",
)


def test_no_page_lets_the_text_become_anything_but_text(site: Flask, text: str) -> None:
    visitor = Visitor(site)
    for path in PAGES:
        page = visitor.get(path)
        if path.endswith(".xml"):
            ElementTree.fromstring(page.source)
            continue
        assert not [one for one in tags(page) if " on" in one.replace("'on", " on") and "onmouseover" in one]
        assert not [
            href for href in linked(page) if not href.startswith(("/", "#", "http://localhost", "https:", "?"))
        ], path
        assert not {one.split()[0] for one in tags(page)} & {"iframe", "object", "embed", "base"}
        assert all((image.get("src") or "").startswith("/") for image in page.every("img"))


def test_the_text_is_shown_as_it_was_written(site: Flask, text: str) -> None:
    page = Visitor(site).get("/services/hostile")
    said = " ".join(words(element) for element in page.every("h1"))
    assert seen(text) in seen(said)


def test_a_kept_and_shared_list_holds_the_text_too(site: Flask, text: str) -> None:
    visitor = Visitor(site)
    listing = with_text_everywhere(text)
    visitor.post("/my-list/keep", {"id": listing.service.id})
    assert "/services/hostile" in visitor.get("/my-list").links()
    visitor.get("/my-list/large-print")
    shared = visitor.post("/my-list/share").headers["Location"]
    assert visitor.get(shared).heading


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def test_data_for_programs_stays_whole(site: Flask, text: str) -> None:
    visitor = Visitor(site)
    points = visitor.raw("/map/points.json")
    assert points.json is not None
    assert any(seen(text)[:40] in seen(one) for one in _strings(points.json))
    page = visitor.get("/services/hostile")
    (data,) = [one for one in page.every("script") if one.get("type") == "application/ld+json"]
    told = json.loads(data.text or "")
    assert "</" not in (data.text or "")
    assert any(seen(text)[:40] in seen(one) for one in _strings(told))


def test_the_calendar_has_our_events_and_no_others(site: Flask, text: str) -> None:
    source = Visitor(site).raw("/services/hostile/calendar.ics").data
    parsed = Calendar.from_ical(source)
    honest = Calendar.from_ical(Visitor(site).raw("/services/honest-lunch-club/calendar.ics").data)
    kinds: Callable[[Any], list[str]] = lambda one: sorted({part.name for part in one.walk()})  # noqa: E731
    assert kinds(parsed) == kinds(honest)
    assert all(len(line) <= 75 for line in source.split(b"\r\n"))
    assert all(b"\n" not in line for line in source.split(b"\r\n"))


def test_the_terminal_prints_it_as_json_and_as_lines(site: Flask, text: str) -> None:
    settings = site.extensions["locator"].settings
    asked = ["--data", str(settings.data), "search", "--near", "ML1 1AB"]
    told = json.loads(CliRunner().invoke(main, [*asked, "--json"]).output)
    assert {one["slug"] for one in told["results"]} == {"hostile", "honest-lunch-club"}
    assert text in {one["name"] for one in told["results"]}
    assert CliRunner().invoke(main, asked).output.endswith("2 found.\n")
