"""Who answers for a group sees what came to it, moves it on, and sees nothing of any other group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.referral.referral import Referral
from locator.referral.states import State
from locator.storage import audit
from locator.wiring import Engine
from tests import referred, signing
from tests.referred import ORGANISER, OTHER_ORGANISER
from tests.web.page import Page
from tests.web.village import LUNCH
from tests.web.visitor import Visitor


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*referred.LISTINGS)
    signing.add(made.extensions["locator"], *referred.EVERYBODY, ORGANISER)
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


@pytest.fixture
def made(engine: Engine) -> Referral:
    return referred.refer(engine)


@pytest.fixture
def organiser(app: Flask) -> Visitor:
    return signing.sign_in(app, ORGANISER)


def sent(page: Page, **more: str) -> dict[str, str]:
    """What the forms of a page send with these choices."""
    hidden = {str(one.get("name")): str(one.get("value")) for one in page.every("input") if one.get("type") == "hidden"}
    return {"seen": hidden["seen"], "form_key": hidden["form_key"], **more}


def test_the_list_shows_what_waits_for_an_answer_first(organiser: Visitor, made: Referral) -> None:
    page = organiser.get("/group")
    assert page.texts("h2")[:3] == ["Waiting for your answer (1)", "Going on (0)", "Ended (0)"]
    assert f"/group/referrals/{made.id}" in page.links()
    assert LUNCH.service.name in page.text


def test_a_button_moves_it_on_and_the_page_says_what_happened(
    engine: Engine, organiser: Visitor, made: Referral
) -> None:
    path = f"/group/referrals/{made.id}"
    answer = organiser.post(f"{path}/move", sent(organiser.get(path), to="accepted"))
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert "Your group said yes." in organiser.get(path).text
    assert referred.now(engine, made).state is State.ACCEPTED


def test_a_page_that_is_out_of_date_says_how_it_stands(engine: Engine, organiser: Visitor, made: Referral) -> None:
    path = f"/group/referrals/{made.id}"
    old = organiser.get(path)
    organiser.post(f"{path}/move", sent(organiser.get(path), to="accepted"))
    answer = organiser.post(f"{path}/move", sent(old, to="waiting list"))
    assert answer.status_code == 409
    assert "Your group said yes." in Page(path, answer.get_data(as_text=True)).text
    assert referred.now(engine, made).state is State.ACCEPTED


def test_saying_no_needs_a_reason(engine: Engine, organiser: Visitor, made: Referral) -> None:
    path = f"/group/referrals/{made.id}"
    answer = organiser.post(f"{path}/move", sent(organiser.get(path), to="closed"))
    assert answer.status_code == 422
    assert Page(path, answer.get_data(as_text=True)).title.startswith("Error: ")
    organiser.post(f"{path}/move", sent(organiser.get(path), to="closed", reason="no capacity"))
    assert referred.now(engine, made).state is State.CLOSED
    assert organiser.get("/group").texts("h2")[2] == "Ended (1)"


@pytest.mark.parametrize(
    "fields", [{"to": "nonsense"}, {"seen": "nonsense"}, {"form_key": ""}, {"form_key": "k" * 500}]
)
def test_what_no_form_of_ours_sends_is_refused(
    engine: Engine, organiser: Visitor, made: Referral, fields: dict[str, str]
) -> None:
    path = f"/group/referrals/{made.id}"
    asked = sent(organiser.get(path), to="accepted") | fields
    assert organiser.post(f"{path}/move", asked).status_code == 400
    assert referred.now(engine, made).state is State.SENT


def test_another_groups_referral_is_not_there_and_the_try_is_written_down(
    app: Flask, engine: Engine, made: Referral
) -> None:
    other = signing.sign_in(app, OTHER_ORGANISER)
    path = f"/group/referrals/{made.id}"
    other.get(path, 404)
    assert other.post(f"{path}/move", {"seen": "sent", "to": "accepted", "form_key": "k"}).status_code == 404
    assert made.reference not in other.get("/group").text
    rows = [
        row.account_id for row in audit.about(engine.store, "referral", made.id) if row.action == "referral.refused"
    ]
    assert rows == [OTHER_ORGANISER.id] * 2
    assert referred.now(engine, made).state is State.SENT
