"""Curators choose after how many months a locality's listings are checked, and a wrong number gets a sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.directory.cycle import Cycle
from locator.storage import audit, freshness_cycles
from locator.wiring import Engine
from tests import referred, signing
from tests.referred import CURATOR
from tests.web.page import Page
from tests.web.visitor import Visitor

AIRDRIE = "/curate/freshness/airdrie"
SHORT = {"remind_months": "1", "again_months": "2", "call_months": "3", "lower_months": "4", "hide_months": "6"}


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*referred.LISTINGS)
    signing.add(made.extensions["locator"], CURATOR)
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return signing.sign_in(app, CURATOR)


def test_every_locality_of_today_is_listed_with_the_usual_months(curator: Visitor) -> None:
    page = curator.get("/curate/freshness")
    assert {AIRDRIE, "/curate/freshness/northern-corridor"} <= set(page.links())
    assert "5 months" in page.text
    assert "Its own months" not in page.text


def test_other_months_are_kept_for_one_locality_and_written_down(curator: Visitor, engine: Engine) -> None:
    answer = curator.post(AIRDRIE, SHORT)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/curate/freshness")
    cycle = Cycle(remind_months=1, again_months=2, call_months=3, lower_months=4, hide_months=6)
    assert freshness_cycles.every(engine.store) == {"consortia-2026/airdrie": cycle}
    assert "Its own months" in curator.get("/curate/freshness").text
    (row,) = audit.about(engine.store, "locality", "consortia-2026/airdrie")
    assert (row.action, row.why) == ("freshness.cycle", "1, 2, 3, 4, 6")


def test_the_usual_months_are_no_choice_of_its_own(curator: Visitor, engine: Engine) -> None:
    curator.post(AIRDRIE, SHORT)
    usual = dict(zip(SHORT, ("5", "6", "7", "9", "12"), strict=True))
    curator.post(AIRDRIE, usual)
    assert freshness_cycles.every(engine.store) == {}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"again_months": "1"}, "Type more months than in the box before"),
        ({"hide_months": "37"}, "Type a whole number of months, from 1 to 36"),
        ({"remind_months": "0"}, "Type a whole number of months"),
        ({"call_months": ""}, "Type a whole number of months"),
        ({"call_months": "three"}, "Type a whole number of months"),
        ({"call_months": "-3"}, "Type a whole number of months"),
        ({"call_months": "3.5"}, "Type a whole number of months"),
        ({"call_months": "²"}, "Type a whole number of months"),
        ({"call_months": "9" * 5000}, "Type a whole number of months"),
    ],
)
def test_what_is_no_cycle_gets_a_sentence_and_changes_nothing(
    curator: Visitor, engine: Engine, wrong: dict[str, str], sentence: str
) -> None:
    answer = curator.post(AIRDRIE, SHORT | wrong)
    assert answer.status_code == 422
    page = Page("", answer.get_data(as_text=True))
    assert sentence in page.text
    assert page.title.startswith("Error: ")
    assert freshness_cycles.every(engine.store) == {}


def test_a_locality_that_is_not_there_is_not_found(curator: Visitor) -> None:
    curator.get("/curate/freshness/atlantis", 404)
    assert curator.post("/curate/freshness/atlantis", SHORT).status_code == 404
