"""A number on the page rings when it is pressed, however it was written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import contact


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("01632 960001", "tel:+441632960001"),
        ("(01632) 960-001", "tel:+441632960001"),
        ("+44 (0)1632 960001", "tel:+441632960001"),
        ("0044 1632 960001", "tel:+441632960001"),
        ("07700 900123", "tel:+447700900123"),
        ("0808 157 0001", "tel:+448081570001"),
        ("+353 1 234 5678", "tel:+35312345678"),
        ("999", "tel:999"),
        ("text RELAY 18001", "tel:18001"),
        ("ask at the desk", ""),
        ("", ""),
    ],
)
def test_a_number_becomes_a_link_that_rings(written: str, link: str) -> None:
    assert contact.tel_link(written) == link


def test_an_extension_is_part_of_the_link() -> None:
    assert contact.tel_link("01632 960001", "ext 12") == "tel:+441632960001;ext=12"


@pytest.mark.parametrize(
    ("written", "mobile"), [("07700 900123", True), ("07912 345678", True), ("01632 960001", False), ("none", False)]
)
def test_a_mobile_number_is_known_as_one(written: str, mobile: bool) -> None:
    assert contact.is_mobile(written) is mobile


def test_a_text_goes_to_the_same_number() -> None:
    assert contact.sms_link("07700 900123") == "sms:+447700900123"
    assert contact.sms_link("none") == ""


@pytest.mark.parametrize(
    ("written", "shown"), [("01632960001", "01632 960001"), ("+447700900123", "07700 900123"), ("ask", "ask")]
)
def test_a_number_is_shown_with_the_usual_spaces(written: str, shown: str) -> None:
    assert contact.shown(written) == shown


@given(st.text())
def test_any_text_gives_a_safe_link_or_none(text: str) -> None:
    assert re.fullmatch(r"(tel:\+?\d+)?", contact.tel_link(text))
    assert re.fullmatch(r"(sms:\+?\d+)?", contact.sms_link(text))


@pytest.mark.parametrize(
    ("website", "link"),
    [
        ("https://example.org/friends?a=1#top", "https://example.org/friends?a=1#top"),
        ("http://example.org", "http://example.org"),
        ("www.example.org", "https://www.example.org"),
        (" Example.ORG:8080/a ", "https://Example.ORG:8080/a"),
        ("javascript:alert(1)", ""),
        ("javascript://example.org/%0aalert(1)", ""),
        ("data:text/html,x.y", ""),
        ("//evil.example", ""),
        ("https://friends@evil.example", ""),
        ("we have none", ""),
        ("/services", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_website_leads_to_a_website_or_nowhere(website: str | None, link: str) -> None:
    assert contact.web_link(website) == link


@pytest.mark.parametrize(
    ("email", "link"),
    [
        ("jean+tea@example.org", "mailto:jean+tea@example.org"),
        ("a@example.org?bcc=b@example.org", "mailto:a@example.org%3Fbcc%3Db@example.org"),
        ('"><script>', "mailto:%22%3E%3Cscript%3E"),
        ("", ""),
    ],
)
def test_a_letter_goes_to_one_address_and_to_nobody_besides(email: str, link: str) -> None:
    assert contact.mail_link(email) == link
