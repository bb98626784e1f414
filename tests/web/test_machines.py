"""Pages that programs read."""

from __future__ import annotations

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from locator.actions import readiness
from tests import making
from tests.web.conftest import Visit
from tests.web.visitor import Visitor

NAME = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_a_living_process_says_so_and_is_asked_anew_each_time(guest: Visitor) -> None:
    answer = guest.raw("/healthz")
    assert (answer.json, answer.headers["Cache-Control"]) == ({"status": "ok"}, "no-store")


def test_a_site_that_can_be_used_is_ready(guest: Visitor) -> None:
    guest.get("/services")
    assert guest.raw("/readyz").json == {"status": "ready", "problems": []}


def test_a_site_without_an_index_is_not_ready_until_somebody_searches(visit: Visit) -> None:
    visitor = visit(making.listing("Lunch Club"))
    before = visitor.raw("/readyz")
    assert (before.status_code, before.json) == (
        503,
        {"status": "not ready", "problems": ["The search index is being made again."]},
    )
    visitor.get("/services")
    assert visitor.raw("/readyz").status_code == 200


def test_a_full_disk_is_told(guest: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.get("/services")
    monkeypatch.setattr(readiness, "LEAST_FREE_BYTES", 2**70)
    assert guest.raw("/readyz").json == {"status": "not ready", "problems": ["The disk is nearly full."]}


def test_the_sitemap_has_every_page_that_lasts_and_each_is_there(guest: Visitor) -> None:
    tree = ElementTree.fromstring(guest.raw("/sitemap.xml").data)
    found = {url.findtext(f"{NAME}loc"): url.findtext(f"{NAME}lastmod") for url in tree}
    assert found["http://localhost/services/tuesday-lunch-club"] == "2026-11-24"
    assert "http://localhost/organizations/knowetop-friends" in found
    assert "http://localhost/themes/active" in found
    assert "http://localhost/services/knitting-circle" not in found
    for address in list(found)[:60]:
        assert guest.raw(str(address).removeprefix("http://localhost")).status_code == 200


def test_robots_are_told_what_to_leave_alone(guest: Visitor) -> None:
    answer = guest.raw("/robots.txt")
    rules = RobotFileParser()
    rules.parse(answer.text.splitlines())
    assert rules.can_fetch("any", "/services/tuesday-lunch-club")
    assert not rules.can_fetch("any", "/my-list/shared/abc")
    assert rules.site_maps() == ["http://localhost/sitemap.xml"]


def test_the_icon_is_where_browsers_look_unasked(guest: Visitor) -> None:
    answer = guest.raw("/favicon.ico")
    assert answer.data[:4] == b"\x00\x00\x01\x00"
    assert "max-age=86400" in answer.headers["Cache-Control"]
