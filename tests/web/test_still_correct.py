"""The page behind a reminder's link shows the listing as the public sees it, is kept nowhere, and takes one press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import reminding
from locator.wiring import Engine
from tests import checking
from tests.checking import AGAIN, DUE, FRESH
from tests.web import village
from tests.web.page import Page
from tests.web.visitor import Visitor


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(FRESH, DUE, AGAIN)
    reminding.remind(made.extensions["locator"].context())
    return made


@pytest.fixture
def path(app: Flask) -> str:
    engine: Engine = app.extensions["locator"]
    (token,) = checking.tokens(engine)
    return f"/still-correct/{token}"


@pytest.fixture
def somebody(app: Flask) -> Visitor:
    return Visitor(app)


def main_text(page: Page) -> str:
    return " ".join(page.text.split())


def test_the_listing_is_shown_with_two_buttons_and_the_others_below(somebody: Visitor, path: str) -> None:
    page = somebody.get(path)
    assert page.heading == "Darning circle"
    assert "This is what people see about Darning circle." in main_text(page)
    assert page.text.count("All correct") == page.text.count("Something has changed") == 2
    assert f"{path}?listing=carpet-bowls" in page.links()
    assert somebody.get(f"{path}?listing=carpet-bowls").heading == "Carpet bowls"


def test_it_says_what_the_public_page_says(somebody: Visitor, path: str) -> None:
    shown, public = main_text(somebody.get(path)), main_text(somebody.get("/services/darning-circle"))
    for part in ("When it is on", "Every Tuesday, 10am to 11.30am", "Dalziel Hall", "What it costs", "Last checked"):
        assert part in shown
        assert part in public


def test_one_press_and_it_is_done(somebody: Visitor, path: str) -> None:
    for _ in range(2):
        answer = somebody.post(path, {"answer": "correct", "listing": "darning-circle"})
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
    page = somebody.get(path)
    assert "Thank you. Darning circle is checked. We will ask again on 24 April 2027." in main_text(page)
    assert page.heading == "Carpet bowls"
    somebody.post(path, {"answer": "correct", "listing": "carpet-bowls"})
    page = somebody.get(path)
    assert page.heading == "Thank you"
    assert "There is nothing more to do." in page.text
    assert "24 November 2026, by the group itself" in main_text(somebody.get("/services/darning-circle"))


def test_something_has_changed_leads_to_where_it_can_be_changed(somebody: Visitor, path: str) -> None:
    answer = somebody.post(path, {"answer": "changed", "listing": "darning-circle"})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/organise/")
    assert somebody.get(path).heading == "Darning circle"


@pytest.mark.parametrize("answer", ["", "yes", "CORRECT", "undo"])
def test_what_no_button_says_is_refused(somebody: Visitor, path: str, answer: str) -> None:
    assert somebody.post(path, {"answer": answer, "listing": "darning-circle"}).status_code == 400


@pytest.mark.parametrize("slug", ["", "bingo", "nothing", "../../etc"])
def test_a_listing_that_is_not_asked_about_is_not_checked(somebody: Visitor, path: str, slug: str) -> None:
    for answer in ("correct", "changed"):
        assert somebody.post(path, {"answer": answer, "listing": slug}).headers["Location"] == path
    assert somebody.get(path).heading == "Darning circle"


def test_a_form_from_another_site_does_nothing(somebody: Visitor, path: str) -> None:
    fields = {"answer": "correct", "listing": "darning-circle"}
    assert somebody.post(path, fields, headers={"Origin": "https://evil.example"}).status_code == 403
    assert "Thank you" not in somebody.get(path).text


@pytest.mark.parametrize("ending", ["", "forged"])
def test_it_is_kept_nowhere_and_its_address_is_told_to_nobody(somebody: Visitor, path: str, ending: str) -> None:
    answer = somebody.raw(path + ending)
    assert answer.status_code == (404 if ending else 200)
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "same-origin")
    assert b"noindex" in answer.data


def test_a_dead_link_says_what_to_do(somebody: Visitor) -> None:
    page = somebody.get("/still-correct/forged", 404)
    assert page.heading == "This link does not work"
    assert "01632 960000" in page.text
    assert somebody.post("/still-correct/forged", {"answer": "correct", "listing": "x"}).status_code == 404


def test_hostile_words_in_a_listing_do_nothing_here(make_app: Callable[..., Flask]) -> None:
    bad = checking.checked("<script>alert(1)</script>", 6, summary=village.HOSTILE.service.summary)
    app = make_app(bad)
    engine: Engine = app.extensions["locator"]
    reminding.remind(engine.context())
    (token,) = checking.tokens(engine)
    assert "<script>alert" not in Visitor(app).get(f"/still-correct/{token}").source
