"""An address that is nearly right leads to the page that was meant."""

from __future__ import annotations

import pytest

from tests.web.visitor import Visitor


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/my-list/", "/my-list"),
        ("/services/?q=lunch&near=ML1+1AB", "/services?q=lunch&near=ML1+1AB"),
        ("/Services?q=lunch", "/services?q=lunch"),
        ("/organisations/knowetop-friends", "/organizations/knowetop-friends"),
        ("/services/tuesday-lunch-club/", "/services/tuesday-lunch-club"),
    ],
)
def test_a_slip_in_an_address_leads_on(guest: Visitor, typed: str, meant: str) -> None:
    answer = guest.raw(typed)
    assert (answer.status_code, answer.headers["Location"]) == (301, meant)


@pytest.mark.parametrize("typed", ["/nothing/", "/example.org", "/organisations", "/.//example.org/"])
def test_an_address_like_no_page_is_not_found(guest: Visitor, typed: str) -> None:
    answer = guest.raw(typed)
    assert answer.status_code in (404, 308)
    assert "//example.org" not in answer.headers.get("Location", "").replace("http://localhost", "")


def test_what_is_sent_is_never_sent_on(guest: Visitor) -> None:
    assert guest.post("/My-List/keep").status_code in (400, 404)
