"""Without typing: the front page, the themes and the localities."""

from __future__ import annotations

import pytest

from locator.actions import reference
from locator.storage import facts
from locator.web import create_app
from tests import making
from tests.conftest import OpenEngine
from tests.web.conftest import Visit
from tests.web.page import Page, words
from tests.web.visitor import Visitor


def tiles(page: Page) -> dict[str, str]:
    """The counts of the tiles by their names."""
    names = [words(one) for one in page.classed("app-tile__name") + page.classed("app-area__name")]
    counts = [words(one) for one in page.classed("app-tile__count") + page.classed("app-area__count")]
    return dict(zip(names, counts, strict=True))


def test_the_front_page_has_one_box_for_what_and_one_for_where(guest: Visitor) -> None:
    page = guest.get("/")
    form = next(form for form in page.every("form") if form.get("role") == "search")
    assert (form.get("action"), form.get("method")) == ("/services", "get")
    assert [field.get("name") for field in form.iter("input")] == ["q", "near"]


def test_every_theme_and_locality_has_its_count(guest: Visitor) -> None:
    counts = tiles(guest.get("/"))
    assert len(counts) == 19
    assert counts["Company and befriending"] == "1 group"
    assert counts["Getting about"] == "0 groups"
    assert counts["Airdrie"] == "52 groups"


def test_a_count_is_what_the_list_behind_it_has(guest: Visitor) -> None:
    page = guest.get("/")
    for name in ("/themes/active", "/themes/carers", "/localities/airdrie", "/localities/cumbernauld"):
        link = next(a for a in page.every("a") if a.get("href") == name)
        assert words(link).split()[-2] == guest.get(name).texts("h2")[1].split()[0]


def test_the_front_page_says_what_is_on_this_week(guest: Visitor) -> None:
    page = guest.get("/")
    assert "On this week" in page.texts("h2")
    assert page.classed("app-short")
    assert "See all" in page.text


def test_what_is_on_can_be_asked_for_near_a_place(guest: Visitor) -> None:
    page = guest.get("/?near=ML6+6AB")
    assert "On this week near ML6 6AB" in page.texts("h2")
    assert "miles away" in page.text
    assert any(href.startswith("/services?near=ML6%206AB&when=week") for href in page.links())


def test_an_unknown_place_is_told_and_everywhere_shown(guest: Visitor) -> None:
    page = guest.get("/?near=Aidrie")
    assert "We do not know the place “Aidrie”" in page.text
    assert page.link("Airdrie") == "/?near=Airdrie"
    assert page.classed("app-short")


def test_a_week_without_anything_says_so(visit: Visit) -> None:
    page = visit().get("/")
    assert "Nothing with a date in the next seven days." in page.text


def test_a_theme_has_its_services_by_area(guest: Visitor) -> None:
    page = guest.get("/themes/active")
    assert page.heading == "Keeping active and steady"
    assert tiles(page)["Airdrie"] == "48 groups"
    assert len(page.classed("app-card")) == 20
    assert "/services?theme=active&locality=airdrie" in page.links()


def test_the_pages_of_a_theme_follow_each_other(guest: Visitor) -> None:
    page = guest.get("/themes/active?page=2")
    assert page.title.startswith("Keeping active and steady, page 2")
    assert len(page.classed("app-card")) == 20


def test_a_locality_counts_what_comes_to_people_in_it(guest: Visitor) -> None:
    page = guest.get("/localities/kilsyth")
    assert page.heading == "Groups in Kilsyth"
    names = [words(one) for one in page.classed("app-card__name")]
    assert "Befriending visits" in names
    assert "Tuesday Lunch Club" not in names


@pytest.mark.parametrize("path", ["/themes/never-was", "/localities/paris", "/themes/active/more"])
def test_what_never_was_is_not_found(guest: Visitor, path: str) -> None:
    assert guest.get(path, status=404)


def test_a_demonstration_says_so_on_every_page(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    with engine.store.atomic():
        facts.put(engine.store, "demonstration", "yes")
    engine.reference = reference.load(engine.store)
    visitor = Visitor(create_app(engine))
    for path in ("/", "/services", "/services/lunch-club", "/about", "/my-list", "/map"):
        assert "Demonstration data." in visitor.get(path).text
    assert "Demonstration data." in visitor.get("/nothing", status=404).text
    assert "are made up" in visitor.get("/attribution").text
