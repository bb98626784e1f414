"""Nothing about a person is kept, set or told: no cookie before a list, nothing in the search log, nothing in the server's log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from locator import wiring
from locator.actions import find
from locator.actions.find import Search
from locator.directory.search_log import SearchRow
from locator.settings import Settings
from locator.storage import listings, searches
from locator.web import create_app
from tests.proof.rows import Directory
from tests.web.page import Page

ROUTES = Path(__file__).parents[1] / "house" / "routes.txt"
FILLED = {"<path:filename>": "css/app.css", "<token>": "none", "<name>": "council"}
PERSON = ("0101501234", "01698 555123", "07700 900555", "jean.broon@example.com", "ML1 1AB")
SPACES = st.sampled_from(["", " ", "-", ".", "/"])


def public_paths(app: Flask) -> Iterator[str]:
    """One path of every route that can be read."""
    slugs = {"services": "", "organizations": "", "themes": "active", "localities": "airdrie"}
    one = next(iter(listings.every(app.extensions["locator"].store)))
    slugs |= {"services": one.service.slug, "organizations": one.organization.slug}
    for line in ROUTES.read_text(encoding="utf-8").splitlines():
        path, *methods = line.split()[:-1]
        if "GET" in methods:
            for name, value in FILLED.items():
                path = path.replace(name, value)
            yield path.replace("<slug>", slugs.get(path.split("/")[1], ""))


def test_reading_every_page_sets_no_cookie(app: Flask) -> None:
    client = app.test_client()
    paths = list(public_paths(app))
    assert len(paths) > 25
    for path in [*paths, "/services?q=lunch&near=ML1+1AB", "/nothing-here"]:
        answer = client.get(path, buffered=True)
        assert answer.status_code < 500
        assert "Set-Cookie" not in answer.headers, path


def test_no_answer_names_a_host_to_load_from_but_its_own(app: Flask) -> None:
    client = app.test_client()
    for path in public_paths(app):
        answer = client.get(path, buffered=True)
        policy = answer.headers["Content-Security-Policy"]
        assert not re.findall(r"https?:|//|\*", policy), path
        if answer.mimetype == "text/html":
            page = Page(path, answer.get_data(as_text=True))
            loaded = [element.get("src") or "" for element in page.every() if element.get("src")]
            assert not [one for one in loaded if urlsplit(one).netloc], path
        if answer.mimetype == "text/css":
            assert not re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", answer.text)


def spaced(digits: str) -> st.SearchStrategy[str]:
    """The digits as somebody might write them."""
    return st.lists(SPACES, min_size=len(digits), max_size=len(digits)).map(
        lambda gaps: "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True)).strip(" -./")
    )


SECRETS = st.one_of(
    st.from_regex(r"(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{6}", fullmatch=True).flatmap(spaced),
    st.from_regex(r"0(1698|141|7[0-9]{3})[0-9]{6}", fullmatch=True).flatmap(spaced),
    st.emails(),
    st.sampled_from(["ML1 1AB", "ml6 6ab", "G67-1DZ", "g21dy"]),
)
AROUND = st.sampled_from(["lunch club", "mum", "for", "dementia", "near me", "(", "’s", ""])


@given(
    before=AROUND, secret=SECRETS, after=AROUND, place=st.just("") | st.sampled_from(["ML1 1AB", "ml66ab", "Plains"])
)
@hypothesis_settings(max_examples=40)
def test_no_search_leaves_a_number_an_address_or_a_full_postcode(
    demonstration: Directory, before: str, secret: str, after: str, place: str
) -> None:
    noted: list[SearchRow] = []
    context = replace(demonstration.engine.context(), log_search=noted.append)
    find.search(context, Search(words=f"{before} {secret} {after}", near=place))
    find.search(context, Search(words=before, near=secret))
    kept = " ".join(f"{row.words} {row.outward_code} {row.filters}" for row in noted)
    assert len(noted) == 2
    assert "@" not in kept
    assert not re.search(r"(?:\d\W*){6}", kept)
    assert not re.search(r"[a-z]{1,2}\d[a-z\d]?\W*\d[a-z]{2}\b", kept, re.IGNORECASE)
    assert all(re.fullmatch(r"([A-Z]{1,2}\d[A-Z\d]?)?", row.outward_code) for row in noted)


@pytest.fixture
def own_app(own: Settings) -> Iterator[Flask]:
    """The site over a copy of the demonstration directory."""
    engine = wiring.Engine(own)
    yield create_app(engine)
    engine.close()


def test_a_visit_leaves_nothing_of_the_person_in_the_data_folder_or_the_log(
    own_app: Flask, own: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    engine, client = own_app.extensions["locator"], own_app.test_client()
    headers = {"User-Agent": "Jeans-own-phone/7", "X-Forwarded-For": "203.0.113.77", "Referer": "http://x.example/jean"}
    with caplog.at_level(logging.DEBUG):
        for typed in PERSON:
            for path in ("/services?q=", "/services?near=", "/map?near=", "/suggest?q=", "/?near=", "/services/"):
                client.get(path + quote(f"jeanbroon {typed}" if "=" in path else typed), headers=headers)
    engine.search_log.close()
    rows = searches.recent(engine.store, 1000)
    assert len(rows) > 5
    engine.store.close()
    files = [file for file in own.data.rglob("*") if file.is_file() and not file.is_symlink()]
    written = b"".join(file.read_bytes() for file in files if "places" not in file.parts)
    for trace in (*PERSON[:4], "Jeans-own-phone", "203.0.113.77", "x.example/jean", "127.0.0.1"):
        assert trace not in caplog.text
        assert trace.encode() not in written


def test_a_list_is_the_only_cookie_and_goes_when_it_is_emptied(own_app: Flask) -> None:
    client = own_app.test_client()
    one = next(iter(listings.every(own_app.extensions["locator"].store)))
    kept = client.post("/my-list/keep", data={"id": one.service.id}).headers["Set-Cookie"]
    assert kept.startswith("list=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in kept
    gone = client.post("/my-list/clear").headers["Set-Cookie"]
    assert "Max-Age=0" in gone
    assert client.get_cookie("list") is None
