"""What every answer carries, and what a cache may do with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from locator.web import create_app
from locator.web.shared import headers
from tests.conftest import OpenEngine
from tests.web import looking, village
from tests.web.conftest import Visit
from tests.web.visitor import Visitor


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/services?q=lunch",
        "/services/tuesday-lunch-club/calendar.ics",
        "/nothing-here",
        "/static/css/app.css",
        "/static/nothing.css",
        "/robots.txt",
        "/sitemap.xml",
        "/favicon.ico",
        "/healthz",
        "/suggest?q=lun",
        "/themes/",
    ],
)
def test_every_answer_has_the_security_headers(guest: Visitor, path: str) -> None:
    guest.raw(path)


def test_a_refused_form_has_them_too(guest: Visitor) -> None:
    assert guest.post("/my-list/keep", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert guest.post("/about").status_code == 405


def test_the_policy_names_no_other_host_until_tiles_are_set(guest: Visitor) -> None:
    assert "img-src 'self';" in guest.raw("/").headers["Content-Security-Policy"]


def test_the_policy_lets_in_pictures_of_the_tile_host_and_nothing_else(open_engine: OpenEngine) -> None:
    engine = open_engine()
    engine.settings = replace(engine.settings, tile_url="https://tiles.example.org/{z}/{x}/{y}.png")
    policy = create_app(engine).test_client().get("/about").headers["Content-Security-Policy"]
    assert "img-src 'self' https://tiles.example.org;" in policy
    assert policy.count("tiles.example.org") == 1


def test_a_site_behind_https_says_so_for_a_year(visit: Visit) -> None:
    visitor = visit()
    assert "Strict-Transport-Security" not in visitor.raw("/about").headers
    visitor.scheme = "https"
    assert visitor.raw("/about").headers["Strict-Transport-Security"] == headers.HSTS


@pytest.mark.parametrize("path", ["/", "/services?q=lunch", "/services/tuesday-lunch-club", "/about", "/suggest?q=lun"])
def test_reading_sets_no_cookie_and_may_be_cached(guest: Visitor, path: str) -> None:
    answer = guest.raw(path)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert answer.headers["ETag"]


def test_a_page_that_has_not_changed_is_not_sent_again(guest: Visitor) -> None:
    tag = guest.raw("/services?q=lunch").headers["ETag"]
    again = guest.raw("/services?q=lunch", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_asked_for_on_a_condition_that_holds_is_sent(guest: Visitor) -> None:
    tag = guest.raw("/about").headers["ETag"]
    assert guest.raw("/about", headers={"If-Match": tag}).status_code == 200
    assert guest.raw("/about", headers={"If-Modified-Since": "Wed, 25 Nov 2026 10:00:00 GMT"}).status_code == 200


def test_a_header_that_a_page_sets_itself_stays_and_stands_once(guest: Visitor) -> None:
    answer = guest.raw("/about")
    names = [name.lower() for name, _ in answer.headers]
    assert sorted(names) == sorted(set(names))


def test_a_compressed_page_that_has_not_changed_is_not_sent_again(guest: Visitor) -> None:
    squeezed = {"Accept-Encoding": "br, gzip"}
    first = guest.raw("/services?q=lunch", headers=squeezed)
    assert first.headers["Content-Encoding"] == "br"
    again = guest.raw("/services?q=lunch", headers=squeezed | {"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_who_keeps_a_list_has_pages_of_their_own(guest: Visitor) -> None:
    public = guest.raw("/about")
    guest.post("/my-list/keep", {"id": village.LUNCH.service.id})
    private = guest.raw("/about")
    assert private.headers["Cache-Control"] == "private, no-cache"
    assert private.headers["ETag"] != public.headers["ETag"]


def test_faults_are_never_cached(guest: Visitor) -> None:
    assert guest.raw("/nothing-here").headers["Cache-Control"] == "no-store"


def test_a_static_file_with_its_hash_is_kept_for_a_year(guest: Visitor) -> None:
    sheet = next(link.get("href") for link in guest.get("/about").every("link") if link.get("rel") == "stylesheet")
    assert "max-age=31536000" in guest.raw(str(sheet)).headers["Cache-Control"]
    assert "max-age=3600" in guest.raw("/static/css/app.css").headers["Cache-Control"]


def test_only_the_social_card_may_be_shown_by_other_sites(guest: Visitor) -> None:
    name = "Cross-Origin-Resource-Policy"
    assert guest.raw("/static/img/social-card.png").headers[name] == "cross-origin"
    assert guest.raw("/static/css/app.css").headers[name] == "same-origin"


def test_the_headers_hold_for_every_address_of_the_map_of_routes(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        path = rule.rule.replace("<path:filename>", "x").replace("<slug>", "x").replace("<token>", "x")
        looking.at_headers(client.get(path, buffered=True))
        looking.at_headers(client.post(path, buffered=True))
