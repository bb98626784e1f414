"""Every listing with its history, and bringing an older version back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import revising
from locator.revision.content import EMPTY_SERVICE
from locator.revision.subject import WayIn
from locator.wiring import Engine
from tests import changing, signing
from tests.changing import CURATOR, ORGANISER, SUBJECT, approved, public, sent
from tests.signing import as_user
from tests.web import curating, looking
from tests.web.curating import engine_of, form_of, press, send
from tests.web.page import Page, words
from tests.web.village import FOLDED, FRIENDS, HALL, LUNCH
from tests.web.visitor import Visitor

PATH = f"/curate/listings/{LUNCH.service.id}/history"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*changing.LISTINGS, FOLDED)
    signing.add(engine_of(made), *changing.EVERYBODY)
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    return engine_of(app)


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return curating.curator(app)


def publish(engine: Engine, **fields: object) -> None:
    revising.publish(as_user(engine, CURATOR), SUBJECT, fields, way_in=WayIn.CURATOR, why="They rang.")


def names(page: Page) -> list[str]:
    return [words(one) for one in page.every("th") if one.get("scope") == "row"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Airdrie Men's Shed", "Knitting circle", "Tuesday Lunch Club"]),
        ("?q=lunch+friends", ["Tuesday Lunch Club"]),
        ("?status=defunct", ["Knitting circle"]),
        ("?status=made-up&page=x", ["Airdrie Men's Shed", "Knitting circle", "Tuesday Lunch Club"]),
        ("?q=%25", []),
        ("?q=%00'\"<b>&page=99", []),
    ],
)
def test_all_listings_are_looked_through(curator: Visitor, query: str, found: list[str]) -> None:
    assert names(curator.get(f"/curate/listings{query}")) == found


def test_hidden_listings_are_listed_and_have_their_history(engine: Engine, curator: Visitor) -> None:
    publish(engine, status="inactive")
    page = curator.get("/curate/listings?status=inactive")
    assert page.link("Tuesday Lunch Club") == PATH
    assert "This listing is hidden from the public." in curator.get(PATH).text


def test_a_listing_without_a_history_has_its_first_version(curator: Visitor) -> None:
    page = curator.get(PATH)
    assert page.texts("h2")[0] == "Version 1 Public now"
    assert "As it was before its history began." in page.text
    assert "24 November 2026" not in page.text
    assert "by whoever runs the site" not in page.text.lower()


def test_each_version_says_who_when_why_and_what(engine: Engine, curator: Visitor) -> None:
    publish(engine, summary="Soup, a main course and a song.")
    approved(as_user(engine, CURATOR), sent(as_user(engine, ORGANISER), {"capacity": "full"}))
    page = curator.get(PATH)
    assert [text.partition(" P")[0] for text in page.texts("h2")][:3] == ["Version 3", "Version 2", "Version 1"]
    assert "Effie Gunn, by a curator, 24 November 2026, 10am. They rang." in page.text
    assert "[taken out: blether.]" in page.texts("del")
    assert "[new: song.]" in page.texts("ins")
    assert "Room for more people" in page.texts("h3")
    curator.get(page.link("The change that it came from (version 3)"))


def test_restoring_asks_first_and_then_makes_a_new_version(engine: Engine, curator: Visitor) -> None:
    publish(engine, summary="Broth.")
    path = curator.get(PATH).link("Restore version 1")
    page = curator.get(path)
    assert "[taken out: Broth.]" in page.texts("del")
    assert public(engine, "summary") == "Broth."
    answer = press(curator, path, why="It was right.")
    assert public(engine, "summary") == LUNCH.service.summary
    told = curator.get(answer.headers["Location"])
    assert "That version is public again." in told.text
    assert "It was right." in told.text


def test_restoring_twice_restores_once(engine: Engine, curator: Visitor) -> None:
    publish(engine, summary="Broth.")
    path = f"{PATH}/1/restore"
    form = form_of(curator.get(path), path)
    assert [send(curator, path, form).status_code for _ in range(2)] == [303, 303]
    assert len(revising.history(engine.context(), SUBJECT)) == 3


def test_a_page_that_is_out_of_date_restores_nothing(engine: Engine, curator: Visitor) -> None:
    publish(engine, summary="Broth.")
    path = f"{PATH}/1/restore"
    form = form_of(curator.get(path), path)
    publish(engine, summary="Stew.")
    answer = send(curator, path, form)
    assert answer.status_code == 409
    page = Page(path, answer.get_data(as_text=True))
    looking.at_page(page)
    assert "Stew." in page.text
    assert public(engine, "summary") == "Stew."


def test_what_is_there_already_is_not_restored(curator: Visitor) -> None:
    assert "there is nothing to restore" in curator.get(f"{PATH}/1/restore").text


@pytest.mark.parametrize("path", [f"{PATH}/9/restore", "/curate/listings/none/history", "/curate/venues/none/history"])
def test_what_never_was_is_not_found(curator: Visitor, path: str) -> None:
    curator.get(path, 404)


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (f"/curate/organizations/{FRIENDS.id}/history", "History of Knowetop Friends"),
        (f"/curate/venues/{HALL.id}/history", "History of Knowetop Hall"),
    ],
)
def test_groups_and_venues_have_a_history_too(curator: Visitor, path: str, heading: str) -> None:
    assert curator.get(path).heading == heading


def test_a_long_history_comes_in_pages(engine: Engine, curator: Visitor) -> None:
    for number in range(24):
        publish(engine, summary=f"Soup {number}.")
    assert len(curator.get(PATH).texts("h2")) - 1 == 20
    assert "Version 1" in curator.get(f"{PATH}?page=2").text


def test_every_field_of_a_first_version_can_be_read(curator: Visitor) -> None:
    said = curator.get(PATH).texts("dt")
    assert len(said) > len(EMPTY_SERVICE) / 2
