"""Areas by form: sets with days, wards in areas, and sentences for what cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator import wiring
from tests import making
from tests.web import tooling
from tests.web.visitor import Visitor

NINE, ADD = "/curate/areas/consortia-2026", "/curate/areas/add"
WARD = making.MOTHERWELL[3]


@pytest.fixture
def app(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    return make_app(making.listing("Lunch Club"))


def send(visitor: Visitor, path: str, **fields: str):  # type: ignore[no-untyped-def]
    """What the form answers, filled in as it is shown but for these boxes."""
    return visitor.post(path, {**tooling.boxes(visitor.get(path), path), **fields})


def test_sets_are_listed_with_how_they_stand_today(app: Flask) -> None:
    page = tooling.curator(app).get("/curate/areas")
    assert page.texts("td").count("Holds today") == 1
    assert page.texts("td").count("Over") == 1


def test_a_form_sent_as_it_was_shown_changes_nothing(app: Flask) -> None:
    visitor = tooling.curator(app)
    before = tooling.boxes(visitor.get(NINE), NINE)
    assert send(visitor, NINE).status_code == 303
    assert tooling.boxes(visitor.get(NINE), NINE) == before


def test_a_new_area_takes_a_ward_and_is_searched_by(app: Flask) -> None:
    visitor = tooling.curator(app)
    fields = {"name-9": "Dalziel and Flemington", f"ward-{WARD}": "9"}
    assert send(visitor, NINE, **fields).status_code == 303
    assert "Lunch Club" in visitor.get("/localities/dalziel-and-flemington").source
    assert "Lunch Club" not in visitor.get("/localities/motherwell").source
    assert "Dalziel and Flemington" in visitor.get("/services").source


def test_a_ward_in_no_area_is_named(app: Flask) -> None:
    answer = send(tooling.curator(app), NINE, **{f"ward-{WARD}": ""})
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "is in none" in text) == (422, True)


def test_days_that_two_sets_would_share_are_refused(app: Flask) -> None:
    answer = send(tooling.curator(app), NINE, starts="2026-03-01")
    assert (answer.status_code, "Two sets cannot hold on one day" in answer.get_data(as_text=True)) == (422, True)


def test_days_without_a_set_are_said(app: Flask) -> None:
    visitor = tooling.curator(app)
    send(visitor, NINE, starts="2026-04-03", ends="2027-03-31")
    text = visitor.get("/curate/areas").source
    assert "No set holds from 1 April 2026 to 2 April 2026" in text
    assert "No set holds after 31 March 2027" in text


def test_a_set_is_added_as_a_copy(app: Flask) -> None:
    visitor = tooling.curator(app)
    shown = {"name": "The ten", "starts": "2027-04-01", "ends_other": "yes"}
    answer = send(visitor, ADD, **shown)
    assert answer.headers["Location"] == "/curate/areas/the-ten?done=added"
    page = visitor.get(answer.headers["Location"])
    assert page.heading == "The ten"
    assert "31 March 2027" in visitor.get("/curate/areas").source
    assert send(visitor, ADD, **{**shown, "starts": "2028-04-01"}).status_code == 422


def test_the_second_of_two_curators_sees_both(app: Flask) -> None:
    first, second = tooling.curator(app), tooling.curator(app, "Ann Bell")
    shown = tooling.boxes(second.get(NINE), NINE)
    send(first, NINE, **{"name-0": "Greater Airdrie"})
    answer = second.post(NINE, {**shown, "name-0": "Airdrie and around"})
    text = answer.get_data(as_text=True)
    assert (answer.status_code, "Greater Airdrie now" in text, 'value="Airdrie and around"' in text) == (
        409,
        True,
        True,
    )


@pytest.mark.parametrize(
    "fields", [{"starts": "soon"}, {"starts": ""}, {"ends": "2020-01-01"}, {"name": ""}, {"name-0": ""}]
)
def test_a_box_that_is_not_right_says_so(app: Flask, fields: dict[str, str]) -> None:
    assert send(tooling.curator(app), NINE, **fields).status_code == 422


def test_a_set_that_is_not_there_is_not_found(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert visitor.raw("/curate/areas/x").status_code == 404
    assert visitor.post("/curate/areas/x", {"name": "x", "starts": "2027-01-01"}).status_code == 404


def test_a_form_full_of_nonsense_is_refused(app: Flask) -> None:
    fields = {f"ward-{WARD}": "999", "name-3": "\x00", "slug-4": "../../x", "name-39": "x" * 5000}
    assert send(tooling.curator(app), NINE, **fields).status_code == 422
