"""Venues by form: found, put right, warned about, and two made one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests import making
from tests.web import tooling
from tests.web.visitor import Visitor

HALL = making.venue(name="Dalziel Hall", landmark="Beside the park")
TWIN = making.venue(name="Dalzell Hall", latitude=HALL.latitude + 0.0001)
FAR = making.venue(making.AIRDRIE, "Airdrie Hall")
LUNCH = making.listing("Lunch Club", sites=(making.site(HALL, making.weekly("TU")),))
CHOIR = making.listing("Choir", sites=(making.site(TWIN, making.weekly("WE")),))
WALKERS = making.listing("Walkers", sites=(making.site(FAR, making.weekly("MO")),))
PATH = f"/curate/venues/{FAR.id}"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(LUNCH, CHOIR, WALKERS)


def send(visitor: Visitor, path: str = PATH, press: str = "keep", **fields: str):  # type: ignore[no-untyped-def]
    """What the form answers, filled in as it is shown but for these boxes."""
    return visitor.post(path, {**tooling.boxes(visitor.get(path), path), "press": press, **fields})


def test_a_venue_is_found_and_put_right(app: Flask) -> None:
    visitor = tooling.curator(app)
    assert visitor.get("/curate/venues?q=airdrie").link("Airdrie Hall") == PATH
    answer = send(visitor, name="Airdrie Town Hall", step_free="yes")
    assert "That is kept" in visitor.get(answer.headers["Location"]).source
    assert "Airdrie Town Hall" in visitor.get("/services/walkers").source


def test_a_form_sent_as_it_was_shown_changes_nothing(app: Flask) -> None:
    visitor = tooling.curator(app)
    before = visitor.get(PATH).source.partition('name="seen" value="')[2][:24]
    assert send(visitor).status_code == 303
    assert visitor.get(PATH).source.partition('name="seen" value="')[2][:24] == before


def test_the_postcode_moves_the_pin_without_keeping_anything(app: Flask) -> None:
    visitor = tooling.curator(app)
    text = send(visitor, press="postcode", postal_code="g671dz", latitude="").get_data(as_text=True)
    assert 'value="G67 1DZ"' in text
    assert 'value="55.94' in text
    assert tooling.boxes(visitor.get(PATH), PATH)["postal_code"] == "ML6 6AB"


def test_a_postcode_that_nobody_knows_says_so(app: Flask) -> None:
    answer = send(tooling.curator(app), press="postcode", postal_code="nowhere")
    assert (answer.status_code, "We do not know this postcode" in answer.get_data(as_text=True)) == (422, True)


def test_what_looks_wrong_is_said_and_kept_after_a_second_look(app: Flask) -> None:
    visitor = tooling.curator(app)
    answer = send(visitor, latitude="55.8605", longitude="-4.258")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "The pin is outside North Lanarkshire" in text
    assert "metres from the postcode" in text
    accepted = text.partition('name="accepted" value="')[2].partition('"')[0]
    assert send(visitor, latitude="55.8605", longitude="-4.258", accepted=accepted).status_code == 303
    assert tooling.boxes(visitor.get(PATH), PATH)["latitude"] == "55.8605"


@pytest.mark.parametrize("text", ["", "north", "nan", "inf", "1e999", "55,8", "9" * 40])
def test_a_pin_that_is_no_number_says_so(app: Flask, text: str) -> None:
    answer = send(tooling.curator(app), latitude=text)
    assert (answer.status_code, "Type a number with a point in it" in answer.get_data(as_text=True)) == (422, True)


def test_a_pin_in_the_sea_is_refused(app: Flask) -> None:
    answer = send(tooling.curator(app), longitude="-90")
    assert (answer.status_code, "not in Great Britain" in answer.get_data(as_text=True)) == (422, True)


def test_the_second_of_two_curators_sees_both(app: Flask) -> None:
    first, second = tooling.curator(app), tooling.curator(app, "Ann Bell")
    shown = tooling.boxes(second.get(PATH), PATH)
    send(first, name="Airdrie Town Hall")
    answer = second.post(PATH, {**shown, "name": "Church Hall", "press": "keep"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Somebody else changed this" in text
    assert "<dd>Airdrie Town Hall</dd>" in text
    assert 'value="Church Hall"' in text
    seen = text.partition('name="seen" value="')[2].partition('"')[0]
    assert second.post(PATH, {**shown, "seen": seen, "name": "Church Hall", "press": "keep"}).status_code == 303


def test_two_venues_are_made_one(app: Flask) -> None:
    visitor = tooling.curator(app)
    merge = f"/curate/venues/{TWIN.id}/merge"
    assert visitor.get(f"/curate/venues/{TWIN.id}").link("Dalziel Hall, 11 metres away") == f"{merge}?into={HALL.id}"
    page = visitor.get(f"{merge}?into={HALL.id}")
    assert "Choir, run by Dalziel Friends" in page.source
    fields = tooling.boxes(page, merge)
    first, second = visitor.post(merge, fields), visitor.post(merge, fields)
    assert first.headers["Location"] == second.headers["Location"] == f"/curate/venues/{HALL.id}?done=merged"
    assert "Choir" in visitor.get(f"/curate/venues/{HALL.id}?done=merged").source
    assert "Dalzell" not in visitor.get("/services/choir").source
    assert visitor.raw(f"/curate/venues/{TWIN.id}").headers["Location"] == f"/curate/venues/{HALL.id}"


def test_the_other_venue_can_be_looked_for(app: Flask) -> None:
    visitor, merge = tooling.curator(app), f"/curate/venues/{FAR.id}/merge"
    assert visitor.get(f"{merge}?q=dalziel").links().count(f"{merge}?into={HALL.id}") == 1
    assert visitor.get(f"{merge}?into={FAR.id}").heading.startswith("Which venue is Airdrie Hall")
    assert "No other venue fits" in visitor.get(f"{merge}?q=nothing").source


def test_a_merger_of_what_has_changed_shows_it_first(app: Flask) -> None:
    visitor, merge = tooling.curator(app), f"/curate/venues/{TWIN.id}/merge"
    fields = tooling.boxes(visitor.get(f"{merge}?into={HALL.id}"), merge)
    hall, landmark = f"/curate/venues/{HALL.id}", "Opposite the school"
    text = send(visitor, hall, landmark=landmark).get_data(as_text=True)
    accepted = text.partition('name="accepted" value="')[2].partition('"')[0]
    send(visitor, hall, landmark=landmark, accepted=accepted)
    answer = visitor.post(merge, fields)
    assert (answer.status_code, "Opposite the school" in answer.get_data(as_text=True)) == (409, True)


def test_a_venue_that_is_not_there_is_not_found(app: Flask) -> None:
    visitor = tooling.curator(app)
    for path in ("/curate/venues/x", "/curate/venues/x/merge", f"/curate/venues/{FAR.id}/merge?into=x"):
        assert visitor.raw(path).status_code == 404
    assert visitor.post("/curate/venues/x").status_code == 404
    assert visitor.post(f"/curate/venues/{FAR.id}/merge", {"into": "x"}).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30])
def test_any_page_number_brings_a_page(app: Flask, page: str) -> None:
    assert tooling.curator(app).get(f"/curate/venues?page={page}").heading == "Venues"
