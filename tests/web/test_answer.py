"""The pages behind a link in a message: they show no person, are kept nowhere, and tell their address to nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from locator.actions import referring
from locator.referral.referral import Referral
from locator.referral.states import State
from locator.wiring import Engine
from tests import referred, signing
from tests.referred import NURSE
from tests.web.page import Page
from tests.web.village import LUNCH
from tests.web.visitor import Visitor

Asked = tuple[Engine, Referral, str, Visitor]


@pytest.fixture
def asked(make_app: Callable[..., Flask]) -> Asked:
    """The installation, a referral, the path of its link, and somebody who is not signed in."""
    app = make_app(*referred.LISTINGS)
    engine: Engine = app.extensions["locator"]
    signing.add(engine, *referred.EVERYBODY)
    made = referred.refer(engine)
    return engine, made, f"/answer/{referred.link(engine, made)}", Visitor(app)


def shown(answer: TestResponse) -> Page:
    return Page("", answer.get_data(as_text=True))


def test_the_link_asks_names_the_group_and_opening_it_changes_nothing(asked: Asked) -> None:
    engine, made, path, visitor = asked
    before = "\n".join(engine.store.connection.iterdump())
    pages = [visitor.get(path) for _ in range(10)]
    assert "\n".join(engine.store.connection.iterdump()) == before
    assert pages[0].heading == "Can your group help?"
    assert LUNCH.service.name in pages[0].text
    assert made.reference
    assert made.reference in pages[0].text


@pytest.mark.parametrize("status", [200, 404])
def test_what_a_link_opens_is_kept_nowhere_and_its_address_is_told_to_nobody(asked: Asked, status: int) -> None:
    _, _, path, visitor = asked
    answer = visitor.raw(path if status == 200 else "/answer/forged")
    assert answer.status_code == status
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "same-origin")


def test_a_press_answers_and_leads_to_a_thank_you_however_often_it_is_pressed(asked: Asked) -> None:
    engine, made, path, visitor = asked
    for to in ("accepted", "waiting list", "closed"):
        answer = visitor.post(path, {"to": to, "reason": "no capacity"})
        assert (answer.status_code, answer.headers["Location"]) == (303, path)
    page = visitor.get(path)
    assert page.heading == "Thank you"
    assert "Your group said yes." in page.text
    assert referred.now(engine, made).state is State.ACCEPTED


def test_a_no_without_a_reason_is_asked_for_one(asked: Asked) -> None:
    engine, made, path, visitor = asked
    answer = visitor.post(path, {"to": "closed"})
    assert answer.status_code == 422
    assert shown(answer).title.startswith("Error: ")
    assert referred.now(engine, made).state is State.SENT


@pytest.mark.parametrize("to", ["", "sent", "completed", "permission withdrawn", "nonsense"])
def test_what_no_button_says_is_refused(asked: Asked, to: str) -> None:
    engine, made, path, visitor = asked
    assert visitor.post(path, {"to": to}).status_code == 400
    assert referred.now(engine, made).state is State.SENT


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_link_says_that_it_does_not_work(asked: Asked, method: str) -> None:
    _, _, path, visitor = asked
    wrong = path[:-1] + ("a" if path[-1] != "a" else "b")
    if method == "get":
        assert visitor.get(wrong, 404).heading == "This link does not work"
    else:
        assert visitor.post(wrong, {"to": "accepted"}).status_code == 404


def test_a_link_that_has_run_out_says_so(asked: Asked) -> None:
    engine, _, path, visitor = asked
    with engine.store.atomic():
        engine.store.write("UPDATE one_time_link SET expires_at = created_at")
    assert visitor.get(path, 410).heading == "This link has run out"


def test_a_referral_that_was_taken_back_needs_nothing_more(asked: Asked) -> None:
    engine, made, path, visitor = asked
    referring.undo(signing.as_user(engine, NURSE), made.form_key)
    page = visitor.get(path)
    assert page.heading == "This referral was taken back"
    assert not page.texts("button")


def test_an_answer_that_came_by_phone_first_is_shown_instead_of_buttons(asked: Asked) -> None:
    engine, _, path, visitor = asked
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = 'waiting list'")
    page = visitor.get(path)
    assert page.heading == "This referral was answered"
    assert "on your group’s waiting list" in page.text
