"""On the page of a referral the team sees its next steps, whom to phone, and what came of it, with a sheet to print."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.referral.follow_up import Source
from locator.referral.referral import ForWhom, Referral
from locator.referral.states import State
from locator.storage import follow_ups
from locator.wiring import Engine
from tests import referred, signing
from tests.referred import NURSE, STRANGER
from tests.web.page import Page
from tests.web.village import LUNCH
from tests.web.visitor import Visitor

LONELY = "outcome-older-less-lonely"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*referred.LISTINGS)
    signing.add(made.extensions["locator"], *referred.EVERYBODY)
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


@pytest.fixture
def made(engine: Engine) -> Referral:
    return referred.refer(engine)


@pytest.fixture
def nurse(app: Flask) -> Visitor:
    return signing.sign_in(app, NURSE)


def hidden(page: Page) -> dict[str, str]:
    found = {str(one.get("name")): str(one.get("value")) for one in page.every("input") if one.get("type") == "hidden"}
    return {name: found[name] for name in ("seen", "form_key") if name in found}


def mute(engine: Engine) -> None:
    with engine.store.atomic():
        for table in ("service", "organization"):
            engine.store.write(f"UPDATE {table} SET email = NULL")


def test_the_page_of_a_referral_offers_what_may_happen_next(engine: Engine, nurse: Visitor, made: Referral) -> None:
    path = f"/staff/referrals/{made.id}"
    page = nurse.get(path)
    assert "The group said yes" in page.texts("button")
    answer = nurse.post(f"{path}/move", {**hidden(page), "to": "accepted"})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert referred.now(engine, made).state is State.ACCEPTED
    assert "The group said yes." in nurse.get(path).text


def test_a_page_that_is_out_of_date_says_how_it_stands(engine: Engine, nurse: Visitor, made: Referral) -> None:
    path = f"/staff/referrals/{made.id}"
    old, new = hidden(nurse.get(path)), hidden(nurse.get(path))
    nurse.post(f"{path}/move", {**new, "to": "accepted"})
    answer = nurse.post(f"{path}/move", {**old, "to": "waiting list"})
    assert answer.status_code == 409
    assert "The group said yes." in answer.get_data(as_text=True)
    assert referred.now(engine, made).state is State.ACCEPTED


def test_closing_without_a_reason_is_asked_for_one(engine: Engine, nurse: Visitor, made: Referral) -> None:
    path = f"/staff/referrals/{made.id}"
    answer = nurse.post(f"{path}/move", {**hidden(nurse.get(path)), "to": "closed"})
    assert answer.status_code == 422
    assert referred.now(engine, made).state is State.SENT


def test_what_was_logged_says_that_the_group_is_told_by_email(nurse: Visitor, made: Referral) -> None:
    page = nurse.get(f"/staff/logged/{made.form_key}")
    assert f"{LUNCH.service.name} is told by email" in page.text


def test_where_no_mail_reaches_the_group_both_pages_say_whom_to_phone(engine: Engine, nurse: Visitor) -> None:
    mute(engine)
    made = referred.refer(engine)
    for path in (f"/staff/logged/{made.form_key}", f"/staff/referrals/{made.id}"):
        page = nurse.get(path)
        assert "This group has no email" in page.text
        assert LUNCH.phones[0].number in page.text


def test_a_follow_up_is_written_down_once_and_can_be_read_again(engine: Engine, nurse: Visitor, made: Referral) -> None:
    path = f"/staff/referrals/{made.id}/follow-up"
    fields = {**hidden(nurse.get(path)), "attended": "yes", LONELY: "5", "source": "paper"}
    for _ in range(2):
        assert nurse.post(path, fields).status_code == 303
    (kept,) = follow_ups.of_referral(engine.store, made.id)
    assert (kept.has_attended, kept.answers, kept.source) == (True, {"older-less-lonely": 5}, Source.PAPER)
    page = nurse.get(f"{path}?kept=yes")
    assert "It is written down." in page.text
    assert "1 time" in page.text


@pytest.mark.parametrize(
    "fields", [{}, {"attended": "perhaps"}, {"attended": "yes", LONELY: "9"}, {"attended": "no", "source": "a friend"}]
)
def test_a_follow_up_with_a_mistake_is_shown_again_with_what_was_chosen(
    engine: Engine, nurse: Visitor, made: Referral, fields: dict[str, str]
) -> None:
    path = f"/staff/referrals/{made.id}/follow-up"
    answer = nurse.post(path, {**hidden(nurse.get(path)), "source": "staff", **fields})
    assert answer.status_code == 422
    assert Page(path, answer.get_data(as_text=True)).title.startswith("Error: ")
    assert follow_ups.of_referral(engine.store, made.id) == ()


def test_the_sheet_asks_the_same_questions_and_names_nobody(engine: Engine, nurse: Visitor) -> None:
    made = referred.refer(engine, for_whom=ForWhom.BOTH)
    page = nurse.get(f"/staff/referrals/{made.id}/sheet")
    assert len(page.texts("h3")) == 9
    assert made.reference
    assert made.reference in page.text
    assert "Please do not write your name" in page.text


@pytest.mark.parametrize("part", ["follow-up", "sheet"])
def test_another_teams_follow_up_and_sheet_are_not_there(app: Flask, made: Referral, part: str) -> None:
    signing.sign_in(app, STRANGER).get(f"/staff/referrals/{made.id}/{part}", 404)


def test_another_teams_referral_is_moved_by_nobody(app: Flask, engine: Engine, made: Referral) -> None:
    stranger = signing.sign_in(app, STRANGER)
    fields = {"seen": "sent", "to": "accepted", "form_key": "k"}
    assert stranger.post(f"/staff/referrals/{made.id}/move", fields).status_code == 404
    assert referred.now(engine, made).state is State.SENT
