"""Every page keeps the rules of the house, and every link on it leads somewhere."""

from __future__ import annotations

import pytest

from tests.web import village
from tests.web.visitor import Visitor

FIXED = (
    "/",
    "/?near=ML1+1AB",
    "/?near=Nowhereville",
    "/services",
    "/services?q=lunch",
    "/services?q=lunch&near=ML1+1AB",
    "/services?q=lunch&near=Nowhereville",
    "/services?q=zebra+quasar",
    "/services?page=2",
    "/themes",
    "/themes/active",
    "/themes/active?page=2",
    "/themes/transport",
    "/localities",
    "/localities/airdrie",
    "/organizations/knowetop-friends",
    "/organizations/clyde-carers",
    "/my-list",
    "/my-list/large-print",
    "/about",
    "/accessibility",
    "/privacy",
    "/attribution",
)


@pytest.mark.parametrize("path", FIXED)
def test_a_page_keeps_the_rules_of_the_house(guest: Visitor, path: str) -> None:
    assert guest.get(path).heading


@pytest.mark.parametrize("name", [listing.service.name for listing in village.EVERY[:13]])
def test_every_shape_of_service_has_a_page(guest: Visitor, name: str) -> None:
    listing = next(one for one in village.EVERY if one.service.name == name)
    page = guest.get(f"/services/{listing.service.slug}")
    assert page.heading == name
    assert guest.get(f"/services/{listing.service.slug}/something-wrong").heading == "Tell us what is wrong"


@pytest.mark.slow
def test_every_link_inside_the_site_leads_somewhere(guest: Visitor) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or len(seen) > 150:
            continue
        seen.add(path)
        page = guest.look_at(path)
        waiting += [] if page is None else [one.partition("#")[0] for one in page.links() if one.startswith("/")]
    assert len(seen) > 100


def test_the_browser_is_told_the_address_of_the_page_itself(guest: Visitor) -> None:
    page = guest.get("/services?q=lunch&utm_source=x&page=1")
    canonical = next(link for link in page.every("link") if link.get("rel") == "canonical")
    assert canonical.get("href") == "http://localhost/services?q=lunch"


def test_a_page_has_what_a_social_card_needs(guest: Visitor) -> None:
    page = guest.get("/services/tuesday-lunch-club")
    found = {meta.get("property"): meta.get("content") for meta in page.every("meta") if meta.get("property")}
    assert found["og:title"] == "Tuesday Lunch Club"
    assert found["og:description"] == "Soup, a main course and a blether."
    assert found["og:url"] == "http://localhost/services/tuesday-lunch-club"
    assert str(found["og:image"]).startswith("http://localhost/static/img/")


def test_no_text_of_a_listing_runs(guest: Visitor) -> None:
    slug = village.HOSTILE.service.slug
    for path in (f"/services/{slug}", "/services?q=sons", f"/services/{slug}/something-wrong"):
        page = guest.get(path)
        assert "onerror" not in {name for element in page.every() for name in element.attrib}
        assert not [script for script in page.every("script") if "alert" in (script.get("src") or "")]
    assert "{{ 7 * 7 }} <b>bold</b>" in guest.get(f"/services/{slug}").text


def test_the_way_here_is_shown(guest: Visitor) -> None:
    page = guest.get("/services/tuesday-lunch-club")
    steps = [element for element in page.every("nav") if element.get("aria-label") == "Breadcrumb"]
    assert [(a.get("href"), a.text) for a in steps[0].iter("a")] == [
        ("/", "Home"),
        ("/services?theme=social", "Meeting people"),
    ]


def test_a_real_directory_does_not_say_that_it_is_made_up(guest: Visitor) -> None:
    assert "Demonstration data" not in guest.get("/").text
