"""Curators' pages: whom to phone, what to hide, which letters came back, and how the directory stands."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from locator.actions import assuring
from locator.directory.service import AssuredHow, ServiceStatus
from locator.storage import assurances, call_tries
from locator.wiring import Engine
from tests import checking, making, referred, signing
from tests.checking import CURATOR, EVERY, GROUP, SECOND_CURATOR, TO_CALL, TO_HIDE
from tests.making import AIRDRIE
from tests.web import filled
from tests.web.page import Page
from tests.web.village import LUNCH
from tests.web.visitor import Visitor

KEY = "a-form-key-of-16-or-more"
AWAY = checking.checked("Jigsaws", 8, sites=(making.site(making.venue(AIRDRIE, "Gartlea"), making.weekly()),))


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    made = make_app(*EVERY, AWAY, *referred.LISTINGS)
    signing.add(made.extensions["locator"], *referred.EVERYBODY, CURATOR, SECOND_CURATOR)
    return made


@pytest.fixture
def engine(app: Flask) -> Engine:
    found: Engine = app.extensions["locator"]
    return found


@pytest.fixture
def curator(app: Flask) -> Visitor:
    return signing.sign_in(app, CURATOR)


def call(visitor: Visitor, did: str, key: str = KEY, **more: str):  # type: ignore[no-untyped-def]
    return visitor.post("/curate/calls", {"service": TO_CALL.service.id, "did": did, "form_key": key, **more})


def text(page: Page) -> str:
    return " ".join(page.text.split())


def test_the_call_list_has_the_number_to_ring_and_how_long_ago_it_was_checked(curator: Visitor) -> None:
    page = curator.get("/curate/calls")
    assert page.heading == "Groups to phone"
    assert page.texts("h2")[:2] == ["Ironing bees", "Gardening group"]
    assert "tel:+441632960123" in page.links()
    assert "Last checked 24 May 2024, 30 months ago." in text(page)
    assert "Never checked since it was listed on 1 May 2024, 30 months ago." in text(page)
    assert "It has no email address, so nobody could be reminded." in text(page)


def test_it_can_be_narrowed_and_the_choice_stays(curator: Visitor) -> None:
    page = curator.get("/curate/calls?locality=airdrie")
    assert [name for name in page.texts("h2") if name in ("Jigsaws", "Easy walks")] == ["Jigsaws"]
    answer = call(curator, "no-answer", locality="airdrie")
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["locality"] == ["airdrie"]
    for odd in ("atlantis", "'\"<script>", "%00"):
        assert "Fiddle night" in curator.get(f"/curate/calls?locality={odd}&page=x&done=nothing").text


@pytest.mark.parametrize(
    ("did", "said"),
    [
        ("phone", "Easy walks: checked by phone."),
        ("visit", "Easy walks: checked on a visit."),
        ("no-answer", "Easy walks: no answer. It comes again in 3 days."),
    ],
)
def test_one_press_is_told_and_can_be_taken_back(curator: Visitor, did: str, said: str) -> None:
    for _ in range(2):
        answer = call(curator, did)
    page = curator.get(answer.headers["Location"])
    assert said in text(page)
    assert "Easy walks" not in page.texts("h2")
    answer = curator.post("/curate/calls/undo", {"form_key": KEY})
    page = curator.get(answer.headers["Location"])
    assert "Easy walks: taken back." in text(page)
    assert "Easy walks" in page.texts("h2")


def test_a_double_click_checks_once(curator: Visitor, engine: Engine) -> None:
    call(curator, "phone")
    call(curator, "phone")
    call(curator, "no-answer", key=KEY[::-1])
    call(curator, "no-answer", key=KEY[::-1])
    assert len(assurances.of_service(engine.store, TO_CALL.service.id)) == 1
    assert len(call_tries.every(engine.store)[TO_CALL.service.id]) == 1


def test_what_a_colleague_checked_since_is_not_taken_back(curator: Visitor, app: Flask, engine: Engine) -> None:
    call(curator, "phone")
    assuring.assure(signing.as_user(engine, SECOND_CURATOR), TO_CALL.service.id, AssuredHow.VISIT)
    answer = curator.post("/curate/calls/undo", {"form_key": KEY})
    assert answer.status_code == 409
    assert "Somebody has checked it again since" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("fields", "status"), [({"did": "eat"}, 400), ({}, 400), ({"did": "phone", "service": "nothing"}, 404)]
)
def test_nonsense_is_refused(curator: Visitor, fields: dict[str, str], status: int) -> None:
    assert curator.post("/curate/calls", fields).status_code == status
    assert curator.post("/curate/calls/undo", {"form_key": "nothing"}).status_code == 404


def test_an_address_that_came_back_is_marked_shown_and_let_go(curator: Visitor) -> None:
    assert curator.post("/curate/bounces", {"email": GROUP.email or ""}).status_code == 303
    page = curator.get("/curate/bounces")
    assert page.heading == "Letters that came back"
    assert GROUP.email in page.texts("h2")
    assert "/services/bingo" in page.links()
    assert "Letters to its email address come back." in text(curator.get("/curate/calls"))
    for _ in range(2):
        assert curator.post("/curate/bounces/works", {"address": GROUP.email or ""}).status_code == 303
    assert GROUP.email not in curator.get("/curate/bounces").text


@pytest.mark.parametrize("email", ["", "nobody@example.org", "<b>@x", "x" * 4000])
def test_an_address_that_no_listing_has_gets_a_sentence(curator: Visitor, email: str) -> None:
    answer = curator.post("/curate/bounces", {"email": email})
    assert answer.status_code == 422
    assert "No listing and nobody who looks after one has this address" in answer.get_data(as_text=True)


def test_a_listing_is_hidden_with_a_reason_and_shown_again(curator: Visitor, engine: Engine) -> None:
    path = f"/curate/hiding/{TO_HIDE.service.id}"
    assert path in curator.get("/curate/hiding").links()
    shown = curator.get(path)
    assert shown.heading == "Hide or keep Gardening group"
    assert "Last checked 24 May 2024, 30 months ago" in text(shown)
    assert shown.link("See its page") == "/services/gardening-group"
    assert shown.link("01632 960123") == "tel:+441632960123"
    assert curator.post(path, {"reason": " ", "form_key": KEY}).status_code == 422
    for _ in range(2):
        assert curator.post(path, {"reason": "It <b>ended</b>.", "form_key": KEY}).status_code == 303
    curator.get("/services/gardening-group", 404)
    page = curator.get("/curate/hiding")
    assert "It <b>ended</b>." in text(page)
    assert path not in page.links()
    for _ in range(2):
        assert curator.post(f"{path}/show").status_code == 303
    assert assuring.one(engine.context(), TO_HIDE.service.id).service.status is ServiceStatus.ACTIVE
    curator.get("/curate/hiding/nothing", 404)


def test_where_one_decides_to_hide_a_listing_it_can_be_kept_with_one_press(curator: Visitor, engine: Engine) -> None:
    path = f"/curate/hiding/{TO_HIDE.service.id}"
    sent = filled.boxes(curator.get(path), "/curate/calls")
    assert curator.post("/curate/calls", {**sent, "did": "phone"}).status_code == 303
    assert path not in curator.get("/curate/hiding").links()


def test_with_open_referrals_it_says_so_and_hides_nothing(curator: Visitor, engine: Engine) -> None:
    referred.refer(engine)
    answer = curator.post(f"/curate/hiding/{LUNCH.service.id}", {"reason": "Ended.", "form_key": KEY})
    assert answer.status_code == 422
    assert "1 referral is still open" in answer.get_data(as_text=True)
    assert assuring.one(engine.context(), LUNCH.service.id).service.status is ServiceStatus.ACTIVE


def test_the_overview_leads_to_everything_and_every_link_leads_somewhere(curator: Visitor) -> None:
    page = curator.get("/curate")
    assert page.heading == "Keep the directory true"
    assert {"/curate/calls", "/curate/hiding", "/curate/bounces", "/curate/freshness", "/waiting"} <= set(page.links())
    assert "has nothing for" in text(page)
    assert "Slipper" not in text(page)
    for link in page.links():
        if link.startswith("/"):
            curator.look_at(link)


def test_a_curator_begins_there(app: Flask, curator: Visitor) -> None:
    assert "/curate" in curator.get("/account").links()
