"""Many listings at once by form: chosen, looked at, done, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.directory.service import ServiceStatus
from tests import making
from tests.conftest import save
from tests.web import tooling
from tests.web.page import Page
from tests.web.visitor import Visitor

OTHERS = making.organization("Clyde Carers")
LUNCH = making.listing("Lunch Club", terms=making.themes("social"))
CHOIR = making.listing("Choir", terms=making.themes("social", "active"))
WALKERS = making.listing("Walkers", terms=making.themes("active"), run_by=OTHERS)
HIDDEN = making.listing("Secret Club", status=ServiceStatus.INACTIVE)
DO = "/curate/many/do"
CLOSE = f"{DO}?do=close&theme=social&show=yes&note=Closed+until+Easter"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(LUNCH, CHOIR, WALKERS, HIDDEN)


def press(visitor: Visitor, path: str, **more: str):  # type: ignore[no-untyped-def]
    """Look at what would change, and do it."""
    return visitor.post(DO, {**carried(visitor.get(path)), **more})


def carried(page: Page) -> dict[str, str]:
    """What the form that does it carries, but for the token."""
    forms = (form for form in page.every("form") if form.get("method") == "post" and form.get("action") == DO)
    boxes = [box for box in next(forms).iter("input") if box.get("type") == "hidden"]
    found = {box.get("name", ""): box.get("value", "") for box in boxes}
    return {name: value for name, value in found.items() if name != "form_token"}


def test_listings_are_chosen_with_what_can_be_done(app: Flask) -> None:
    page = tooling.curator(app).get("/curate/many?theme=social")
    assert "2 listings" in page.source
    assert 'name="theme" value="social"' in page.source
    assert "Walkers" not in page.texts("th")


def test_a_deed_is_looked_at_done_and_taken_back(app: Flask) -> None:
    visitor = tooling.curator(app)
    page = visitor.get(CLOSE)
    assert "2 listings would change" in page.source
    assert "Closed until Easter" in page.source
    answer = press(visitor, CLOSE)
    path = answer.headers["Location"]
    done = visitor.get(path)
    assert done.heading == "Close for a time: Closed until Easter"
    assert "Closed until Easter" in visitor.get("/services/lunch-club").source
    assert "Theme: " in visitor.get("/curate/many/deeds").source
    assert visitor.post(f"{path}/undo").status_code == 303
    assert visitor.post(f"{path}/undo").status_code == 303
    assert "This was taken back" in visitor.get(path).source
    assert "Closed until Easter" not in visitor.get("/services/lunch-club").source


def test_a_listing_can_be_left_out(app: Flask) -> None:
    visitor = tooling.curator(app)
    press(visitor, CLOSE, left_out=CHOIR.service.id)
    assert "Closed until Easter" not in visitor.get("/services/choir").source
    assert "Closed until Easter" in visitor.get("/services/lunch-club").source


def test_leaving_the_only_one_out_says_so(app: Flask) -> None:
    path = CLOSE.replace("theme=social", "words=lunch")
    answer = press(tooling.curator(app), path, left_out=LUNCH.service.id)
    assert (answer.status_code, "Nothing is left to change" in answer.get_data(as_text=True)) == (422, True)


def test_what_changed_after_the_look_is_shown_anew(app: Flask) -> None:
    visitor = tooling.curator(app)
    page = visitor.get(CLOSE)
    fields = carried(page)
    save(app.extensions["locator"], making.listing("Tea Dance", terms=making.themes("social")))
    answer = visitor.post(DO, fields)
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "Nothing has been done" in text, "Tea Dance" in text) == (409, True, True)
    assert "Closed until Easter" not in visitor.get("/services/lunch-club").source


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("do=close&show=yes&note=", "Say why it is closed"),
        ("do=check&show=yes&on=soon&how=phone&by=us", "Type the day of the check"),
        ("do=check&show=yes&on=2026-11-24&how=&by=us", "Choose how it was checked"),
        ("do=give&show=yes&term=", "Choose a theme or a term"),
        ("do=take&show=yes&term=x:y:z", "Choose a theme or a term"),
        ("do=move&show=yes&group=nobody", "Choose the group"),
    ],
)
def test_a_box_that_is_not_right_says_so(app: Flask, query: str, words: str) -> None:
    page = tooling.curator(app).get(f"{DO}?{query}", 422)
    assert words in page.source


@pytest.mark.parametrize(
    "query",
    [
        "do=check",
        "do=give",
        "do=take&show=yes&term=theme:social",
        "do=hide",
        "do=move",
        "do=check&show=yes&on=2026-11-24&how=phone&by=us",
        f"do=move&show=yes&group={OTHERS.id}",
    ],
)
def test_every_deed_has_a_page(app: Flask, query: str) -> None:
    assert tooling.curator(app).get(f"{DO}?{query}").heading


@pytest.mark.parametrize(
    "query", ["status=none", "before=soon", "page=99", "page=-1", "words=%00", "locality=x&theme=y"]
)
def test_a_filter_that_makes_no_sense_still_brings_a_page(app: Flask, query: str) -> None:
    assert tooling.curator(app).get(f"/curate/many?{query}").heading == "Many listings at once"


def test_what_is_not_there_is_not_found(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert visitor.raw(f"{DO}?do=burn").status_code == 404
    assert visitor.post(DO, {"do": "burn"}).status_code == 404
    assert visitor.raw("/curate/many/deeds/x").status_code == 404
    assert visitor.post("/curate/many/deeds/x/undo").status_code == 404


def test_a_hidden_listing_has_no_link(app: Flask) -> None:
    assert "/services/secret-club" not in tooling.curator(app).get("/curate/many").source


def test_boxes_that_the_form_does_not_have_change_nothing(app: Flask) -> None:
    visitor = tooling.curator(app)
    press(visitor, CLOSE, name="Mine", summary="Mine", organization_id=OTHERS.id, status="defunct")
    page = visitor.get("/services/lunch-club").source
    assert "Mine" not in page
    assert "Clyde Carers" not in page
