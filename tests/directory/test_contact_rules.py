"""What nobody can ring or open is noticed, and what somebody can is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import contact, contact_rules
from locator.directory.contact_rules import PhoneProblem, WebsiteProblem
from tests.seed_data import demonstration


@pytest.mark.parametrize(
    "number",
    [
        "01698 264123",
        "(01698) 264-123",
        "+44 (0)1698 264123",
        "0044 1698 264123",
        "01698264123 ext 12",
        "01698 264123 x12",
        "0300 123 4567",
        "0845 46 47",
        "0800 1111",
        "07912 345678",
        "111",
        "999",
        "116 123",
        "85258",
        "18001 01698 264123",
        "1800101698264123",
        "18001 111",
    ],
)
def test_a_number_that_can_be_rung_has_no_problem(number: str) -> None:
    assert contact_rules.phone_problem(number) is None


@pytest.mark.parametrize(
    "number",
    [
        "01632 960123",
        "0113 496 0123",
        "0121 496 0123",
        "0141 496 0123",
        "0191 498 0123",
        "020 7946 0123",
        "028 9649 6123",
        "029 2018 0123",
        "07700 900123",
        "0808 157 0123",
        "0909 879 0123",
        "0306 999 0123",
        "18001 01632 960123",
    ],
)
def test_a_number_for_drama_has_no_problem(number: str) -> None:
    assert contact_rules.phone_problem(number) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("ask Jean", PhoneProblem.NOT_A_NUMBER),
        ("0800 FLOWERS", PhoneProblem.NOT_A_NUMBER),
        ("01698 264123 or 07912 345678", PhoneProblem.NOT_A_NUMBER),
        ("()", PhoneProblem.NOT_A_NUMBER),
        ("+", PhoneProblem.NOT_A_NUMBER),
        ("264123", PhoneProblem.NO_AREA_CODE),
        ("112233", PhoneProblem.NO_AREA_CODE),
        ("12", PhoneProblem.TOO_SHORT),
        ("01698 264123 07912 345678", PhoneProblem.TOO_LONG),
        ("01698 2641234", PhoneProblem.TOO_LONG),
        ("01698 26412", PhoneProblem.NOT_IN_USE),
        ("01999 123456", PhoneProblem.NOT_IN_USE),
        ("01632 961000", PhoneProblem.NOT_IN_USE),
        ("+353 1 234 5678", PhoneProblem.NOT_BRITISH),
        ("1" * 400, PhoneProblem.TOO_LONG),
    ],
)
def test_a_number_that_nobody_can_ring_has_a_named_problem(number: str, problem: PhoneProblem) -> None:
    assert contact_rules.phone_problem(number) is problem


def test_every_number_of_the_demonstration_passes() -> None:
    assert [row["number"] for row in demonstration.phones() if contact_rules.phone_problem(row["number"])] == []


@given(st.text(max_size=40))
def test_any_text_at_all_gets_an_answer(text: str) -> None:
    assert contact_rules.phone_problem(text) in {None, *PhoneProblem}
    assert contact_rules.website_problem(text) in {None, *WebsiteProblem}


@given(st.from_regex(r"01698 [2-8]\d{5}", fullmatch=True))
def test_a_textphone_prefix_changes_nothing(number: str) -> None:
    assert contact_rules.phone_problem(f"18001 {number}") is contact_rules.phone_problem(number)


@pytest.mark.parametrize(
    "website",
    [
        "www.example.org",
        "https://example.org/tea?day=tuesday#top",
        "HTTP://EXAMPLE.ORG",
        "example.org:8080",
        "café.example.org",
        "https://a-b.example.co.uk/",
    ],
)
def test_the_address_of_a_website_has_no_problem(website: str) -> None:
    assert contact_rules.website_problem(website) is None
    assert contact.web_link(website)


@pytest.mark.parametrize(
    ("website", "problem"),
    [
        ("we have none", WebsiteProblem.NOT_AN_ADDRESS),
        ("javascript:alert(1)", WebsiteProblem.NOT_AN_ADDRESS),
        ("ftp://example.org", WebsiteProblem.NOT_AN_ADDRESS),
        ("https://localhost", WebsiteProblem.NOT_AN_ADDRESS),
        ("http://127.0.0.1/", WebsiteProblem.NOT_AN_ADDRESS),
        ("http://0x7f.1", WebsiteProblem.NOT_AN_ADDRESS),
        ("http://me:secret@example.org", WebsiteProblem.NOT_AN_ADDRESS),
        ("example.org:99999", WebsiteProblem.NOT_AN_ADDRESS),
        ("-a.example.org", WebsiteProblem.NOT_AN_ADDRESS),
        (f"{'a' * 64}.example.org", WebsiteProblem.NOT_AN_ADDRESS),
        (f"{'a.' * 140}org", WebsiteProblem.NOT_AN_ADDRESS),
        ("tea@example.org", WebsiteProblem.IS_AN_EMAIL),
        (f"https://example.org/{'a' * 500}", WebsiteProblem.TOO_LONG),
    ],
)
def test_what_leads_to_no_website_has_a_named_problem(website: str, problem: WebsiteProblem) -> None:
    assert contact_rules.website_problem(website) is problem
