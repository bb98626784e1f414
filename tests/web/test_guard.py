"""What is refused before any view runs."""

from __future__ import annotations

import pytest

from locator.web.shared import guard
from tests.web import village
from tests.web.visitor import Visitor

KEEP = {"id": village.LUNCH.service.id}


@pytest.mark.parametrize(
    ("fetch_site", "origin", "is_ours"),
    [
        pytest.param("same-origin", "http://localhost", True, id="our own form"),
        pytest.param("none", None, True, id="typed by the person"),
        pytest.param("same-site", None, False, id="a neighbour on our domain"),
        pytest.param("cross-site", None, False, id="another site"),
        pytest.param("cross-site", "http://localhost", False, id="another site that claims to be us"),
        pytest.param(None, "http://localhost", True, id="an old browser on our page"),
        pytest.param(None, "https://localhost", True, id="our page behind a proxy"),
        pytest.param(None, "https://evil.example", False, id="an old browser on another page"),
        pytest.param(None, "null", False, id="a page without a home"),
        pytest.param(None, "http://localhost.evil.example", False, id="a name that begins like ours"),
        pytest.param(None, None, True, id="a program"),
    ],
)
def test_a_form_counts_only_from_our_own_page(fetch_site: str | None, origin: str | None, is_ours: bool) -> None:
    assert guard.is_our_own(fetch_site, origin, "localhost") is is_ours


@pytest.mark.parametrize(
    "path", ["/my-list/keep", "/my-list/remove", "/my-list/move", "/my-list/clear", "/my-list/share"]
)
def test_a_form_from_another_site_does_nothing(guest: Visitor, path: str) -> None:
    guest.post("/my-list/keep", KEEP)
    answer = guest.post(path, KEEP, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    assert "That came from another site" in answer.text


def test_reading_from_another_site_is_no_crime(guest: Visitor) -> None:
    assert guest.raw("/services?q=lunch", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/services\r\nSet-Cookie: a=b",
        "services",
        "@evil.example",
        "/\u200b/evil.example",
    ],
)
def test_a_form_sends_nobody_to_another_site(guest: Visitor, text: str) -> None:
    assert guard.safe_path(text, "/my-list") == "/my-list"
    answer = guest.post("/my-list/keep", {**KEEP, "back": text})
    assert answer.headers["Location"] == "/my-list"


@pytest.mark.parametrize("text", ["/", "/services?q=lunch%20club&near=ML1+1AB#s-lunch-club", "/themes/active"])
def test_a_form_goes_back_to_where_it_was(text: str) -> None:
    assert guard.safe_path(text, "/my-list") == text


def test_more_data_than_any_form_has_is_refused_in_plain_words(guest: Visitor) -> None:
    answer = guest.post("/my-list/keep", {"id": "x" * (guard.MOST_BYTES + 1)})
    assert answer.status_code == 413
    assert "That is too much at once" in answer.text


def test_more_fields_than_any_form_has_are_refused(guest: Visitor) -> None:
    parts = {f"field{number}": "x" for number in range(guard.MOST_FIELDS + 1)}
    answer = guest.post("/my-list/keep", parts, content_type="multipart/form-data")
    assert answer.status_code == 413
