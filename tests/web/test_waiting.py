"""Curators see which groups have not answered, and never about whom; administrators see what was mailed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from locator.actions import unanswered
from locator.referral.states import State
from locator.storage import mails
from locator.storage.mails import MailState
from locator.web.staff import waiting
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import NOW
from tests.referred import ADMINISTRATOR, CURATOR
from tests.web.village import LUNCH


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*referred.LISTINGS)
    signing.add(made.extensions["locator"], *referred.EVERYBODY, CURATOR, ADMINISTRATOR)
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


def test_with_nothing_unanswered_the_page_says_so(app: Flask) -> None:
    assert "There is nothing to chase." in signing.sign_in(app, CURATOR).get("/waiting").text


def test_a_curator_sees_the_group_and_its_phone_and_no_reference(app: Flask, engine: Engine) -> None:
    made = referred.refer(engine)
    page = signing.sign_in(app, CURATOR).get("/waiting")
    assert LUNCH.service.name in page.text
    assert LUNCH.phones[0].number in page.text
    assert made.reference
    assert made.reference not in page.source
    assert made.id not in page.source


def test_one_group_alone_is_shown_where_the_queue_leads_there(app: Flask, engine: Engine) -> None:
    referred.refer(engine)
    curator, service_id = signing.sign_in(app, CURATOR), LUNCH.service.id
    assert LUNCH.service.name in curator.get(f"/waiting?group={service_id}").text
    assert curator.get(f"/waiting?group={service_id}").link("Show every group that has not answered") == "/waiting"
    other = curator.get("/waiting?group=another")
    assert "No referral to this group waits for an answer." in other.text
    assert LUNCH.service.name not in other.text


def test_many_that_wait_are_in_pages_and_the_longest_stand_first(app: Flask, engine: Engine) -> None:
    for number in range(waiting.LINES + 1):
        referred.refer(engine, key=f"key-{number}")
    curator = signing.sign_in(app, CURATOR)
    assert "51 referrals to groups" in curator.get("/waiting").text
    lines = [len(curator.get(f"/waiting?page={page}").texts("tr")) - 1 for page in ("", "2", "9", "x")]
    assert lines == [50, 1, 1, 50]


def test_an_answered_referral_is_not_chased(app: Flask, engine: Engine) -> None:
    referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE referral SET state = ?", (State.ACCEPTED.value,))
    assert LUNCH.service.name not in signing.sign_in(app, CURATOR).get("/waiting").text


def test_the_page_says_when_the_group_was_reminded(app: Flask, engine: Engine) -> None:
    referred.refer(engine)
    unanswered.remind(referred.later(engine.context(), days=9))
    assert "3 December 2026" in signing.sign_in(app, CURATOR).get("/waiting").text


def test_an_administrator_sees_what_waits_and_never_a_link_that_opens_something(app: Flask, engine: Engine) -> None:
    token = referred.link(engine, referred.refer(engine))
    page = signing.sign_in(app, ADMINISTRATOR).get("/admin/mail")
    assert "Waiting (1)" in page.texts("h2")
    assert f"A referral to {LUNCH.service.name}" in page.text
    assert token not in page.source


def test_a_failed_message_goes_again_at_the_press_of_a_button(app: Flask, engine: Engine) -> None:
    referred.refer(engine)
    mail = mails.take(engine.store, NOW, NOW)
    assert mail
    mails.mark_failed(engine.store, mail, NOW, "The mail server answered 550 no such person")
    administrator = signing.sign_in(app, ADMINISTRATOR)
    assert "550 no such person" in administrator.get("/admin/mail").text
    for _ in range(2):
        assert administrator.post(f"/admin/mail/{mail.id}/again").status_code == 303
    assert mails.counts(engine.store) == {MailState.WAITING: 1}


def test_a_message_that_was_erased_is_named_as_such_and_cannot_go_again(app: Flask, engine: Engine) -> None:
    referred.refer(engine)
    with engine.store.atomic():
        engine.store.write("UPDATE mail SET state = 'failed', to_address = '', subject = '', body = ''")
    page = signing.sign_in(app, ADMINISTRATOR).get("/admin/mail")
    assert "A message whose words are erased" in page.texts("h3")
    assert not [text for text in page.texts("button") if text.startswith("Send again")]


def test_the_first_page_of_those_who_run_it_leads_to_everything(app: Flask) -> None:
    administrator = signing.sign_in(app, ADMINISTRATOR)
    links = administrator.get("/admin").links()
    for path in ("/admin/mail", "/admin/audit", "/admin/erase", "/admin/open"):
        assert path in links
        administrator.get(path)
