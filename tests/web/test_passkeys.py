"""Passkeys on the pages: the way in, one's own account, and the addresses at which there are none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from locator import wiring
from locator.accounts.account import AccountStatus
from locator.accounts.session import Stage
from locator.roles import Role
from locator.storage import accounts, passkeys, sessions
from locator.vault import tokens
from locator.web import create_app
from tests import entering, signing
from tests.authenticator import Authenticator
from tests.entering import PASSWORD, House
from tests.web import entering as way_in
from tests.web.test_sign_in import SOMEWHERE_ELSE
from tests.web.visitor import Visitor

ASK, IN = "/sign-in/passkey/ask", "/sign-in/passkey"
ASK_TO_ADD, ADD = "/account/passkeys/ask", "/account/passkeys/new"


def nurse_in(house: House) -> Visitor:
    account, visitor = entering.somebody(house.engine), house.visitor()
    way_in.whole(visitor, account.email, entering.code(house.clock.now))
    house.clock.wait(seconds=30)
    return visitor


def added(visitor: Visitor, device: Authenticator, name: str = "My phone") -> TestResponse:
    """What comes of adding a passkey as the page's script does."""
    asked = way_in.send(visitor, ASK_TO_ADD, ADD, password=PASSWORD)
    assert asked.status_code == 200, asked.get_data(as_text=True)
    return way_in.send(visitor, ADD, name=name, credential=device.make(asked.get_data(as_text=True)))


def shown(visitor: Visitor, device: Authenticator, way: str = "") -> TestResponse:
    """What comes of signing in as the page's script does."""
    asked = visitor.post(ASK)
    return visitor.post(IN, {"credential": device.show(asked.get_data(as_text=True)), "next": way})


@pytest.fixture
def device(house: House) -> Authenticator:
    """Morag's phone, which has a passkey."""
    made = Authenticator()
    assert added(nurse_in(house), made).headers["Location"] == "/account?done=passkey"
    return made


def test_a_passkey_leads_to_where_the_person_was_going(house: House, device: Authenticator) -> None:
    visitor = house.visitor()
    answer = shown(visitor, device, "/services?q=lunch")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/services?q=lunch")
    assert visitor.get("/account").heading == "Your account"
    assert shown(house.visitor(), device).headers["Location"] == "/staff"


@pytest.mark.parametrize("where", SOMEWHERE_ELSE)
def test_nobody_is_sent_to_another_site_by_passkey(house: House, device: Authenticator, where: str) -> None:
    assert shown(house.visitor(), device, where).headers["Location"] == "/staff"
    assert shown(house.visitor(), Authenticator(party="localhost"), where).headers["Location"] == "/sign-in?passkey=no"


def test_a_session_by_passkey_is_new_and_takes_the_place_of_the_one_before(house: House, device: Authenticator) -> None:
    visitor = house.visitor()
    way_in.password(visitor, "morag.reid.staff@example.org")
    half = way_in.cookie(visitor)
    shown(visitor, device)
    assert way_in.cookie(visitor) not in ("", half)
    assert sessions.by_id(house.engine.store, tokens.hashed(half)) is None


def test_unknown_removed_and_disabled_look_the_same(house: House, device: Authenticator) -> None:
    nurse = accounts.by_email(house.engine.store, "morag.reid.staff@example.org")
    assert nurse is not None
    answers = [shown(house.visitor(), Authenticator(party="localhost"))]
    with house.engine.store.atomic():
        accounts.save(house.engine.store, replace(nurse, status=AccountStatus.DISABLED))
    answers.append(shown(house.visitor(), device))
    passkeys.remove_all(house.engine.store, nurse.id)
    answers.append(shown(house.visitor(), device))
    answers.append(house.visitor().post(IN, {"credential": "x"}))
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, "/sign-in?passkey=no")}
    assert not [one for one in answers if "session=" in str(one.headers.getlist("Set-Cookie"))]
    page = house.visitor().get("/sign-in?passkey=no&next=/about")
    assert "That passkey did not let you in" in page.text


def test_the_ticket_is_for_one_browser_and_no_script_reads_it(house: House, device: Authenticator) -> None:
    mine, theirs = house.visitor(), house.visitor()
    asked = mine.post(ASK)
    for word in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=300"):
        assert word in asked.headers["Set-Cookie"]
    assert asked.headers["Cache-Control"] == "no-store"
    answer = device.show(asked.get_data(as_text=True))
    theirs.post(ASK)
    assert theirs.post(IN, {"credential": answer}).headers["Location"] == "/sign-in?passkey=no"
    assert house.visitor().post(IN, {"credential": answer}).headers["Location"] == "/sign-in?passkey=no"
    assert mine.post(IN, {"credential": answer}).headers["Location"] == "/staff"
    over_tls = Visitor(house.app, scheme="https").post(ASK).headers["Set-Cookie"]
    assert over_tls.startswith("__Host-passkey=")
    assert "Secure" in over_tls


def test_what_one_process_asked_another_takes_once(house: House, device: Authenticator) -> None:
    visitor, other = house.visitor(), Visitor(house.again().app)
    answer = device.show(visitor.post(ASK).get_data(as_text=True))
    ticket = visitor.client.get_cookie("passkey", domain="localhost")
    assert ticket is not None
    other.client.set_cookie("passkey", ticket.value, domain="localhost")
    assert other.post(IN, {"credential": answer}).headers["Location"] == "/staff"
    assert visitor.post(IN, {"credential": answer}).headers["Location"] == "/sign-in?passkey=no"


@pytest.mark.parametrize("path", [ASK, IN, ASK_TO_ADD, ADD])
def test_another_site_s_page_gets_nothing_of_it(house: House, path: str) -> None:
    visitor = nurse_in(house)
    assert visitor.post(path, {}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("path", [ASK_TO_ADD, ADD, "/account/passkeys/x", "/account/passkeys/x/remove"])
def test_without_the_token_of_the_form_nothing_is_asked_or_changed(house: House, path: str) -> None:
    assert nurse_in(house).post(path, {"password": PASSWORD, "name": "X"}).status_code == 403


def test_a_wrong_password_is_told_to_the_script(house: House) -> None:
    answer = way_in.send(nurse_in(house), ASK_TO_ADD, ADD, password="not the right one")
    assert answer.status_code == 422
    assert json.loads(answer.get_data(as_text=True))["problem"].startswith("This is not your password")
    assert "Set-Cookie" not in answer.headers


def test_what_a_device_did_not_finish_is_told_on_the_page(house: House) -> None:
    visitor = nurse_in(house)
    answer = way_in.send(visitor, ADD, name="My phone", credential="")
    assert answer.status_code == 422
    assert "The passkey was not added" in answer.get_data(as_text=True)
    assert way_in.send(visitor, ADD, name=" ", credential="").status_code == 422


def test_own_passkeys_are_listed_renamed_and_removed(house: House) -> None:
    visitor, device = nurse_in(house), Authenticator()
    added(visitor, device, "<b>My phone</b>")
    (kept,) = passkeys.of_account(house.engine.store, signing.person().id)
    page = visitor.get("/account?done=passkey")
    assert "<b>My phone</b>" in page.text
    assert "not used yet" in page.text
    own = f"/account/passkeys/{kept.id}"
    assert visitor.get(own).heading == "<b>My phone</b>"
    assert way_in.send(visitor, own, name="x" * 61).status_code == 422
    assert way_in.send(visitor, own, name="Old phone").headers["Location"] == "/account?done=passkey-name"
    assert "Old phone" in visitor.get("/account?done=passkey-name").text
    assert way_in.send(visitor, f"{own}/remove", own).headers["Location"] == "/account?done=passkey-gone"
    assert visitor.get(own, 404)
    assert shown(house.visitor(), device).headers["Location"] == "/sign-in?passkey=no"


def test_nobody_sees_or_touches_another_s_passkey(house: House, device: Authenticator) -> None:
    curator, visitor = entering.somebody(house.engine, Role.CURATOR, has_app=False), house.visitor()
    way_in.password(visitor, curator.email)
    (kept,) = passkeys.of_account(house.engine.store, signing.person().id)
    assert visitor.get(f"/account/passkeys/{kept.id}", 404)
    for path in (f"/account/passkeys/{kept.id}", f"/account/passkeys/{kept.id}/remove"):
        assert way_in.send(visitor, path, "/account", name="Stolen").status_code == 404
    assert passkeys.of_account(house.engine.store, signing.person().id) == (kept,)


@pytest.mark.parametrize("stage", [Stage.PASSWORD, Stage.LINK])
def test_who_is_not_wholly_in_adds_none(house: House, stage: Stage) -> None:
    account = entering.somebody(house.engine, Role.ORGANISER)
    visitor = signing.sign_in(house.app, account, stage)
    for path in (ASK_TO_ADD, ADD):
        assert visitor.post(path, {"password": PASSWORD}).headers["Location"].startswith("/sign-in")


def test_an_administrator_sees_how_many_and_takes_them_away_with_the_phone(house: House, device: Authenticator) -> None:
    tom, visitor = entering.somebody(house.engine, Role.ADMINISTRATOR, "Tom Ross"), house.visitor()
    way_in.whole(visitor, tom.email, entering.code(house.clock.now))
    theirs = f"/admin/accounts/{signing.person().id}"
    assert "<dt>Passkeys</dt><dd>1</dd>" in visitor.get(theirs).source
    way_in.send(visitor, f"{theirs}/phone", password=PASSWORD)
    assert "<dt>Passkeys</dt><dd>None</dd>" in visitor.get(f"{theirs}?done=phone").source
    assert shown(house.visitor(), device).headers["Location"] == "/sign-in?passkey=no"


def at(house: House, base_url: str) -> Visitor:
    """A visitor of the same site, served at that address."""
    settings = replace(house.settings, base_url=base_url)
    return Visitor(create_app(wiring.Engine(settings, clock=house.clock)), scheme=base_url.partition(":")[0])


def test_the_site_s_own_address_decides_where_a_passkey_is_good(house: House) -> None:
    asked = json.loads(at(house, "https://locator.example.org").post(ASK).get_data(as_text=True))
    assert asked["rpId"] == "locator.example.org"
    assert json.loads(house.visitor().post(ASK).get_data(as_text=True))["rpId"] == "localhost"


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "http://locator.example.org", "https://192.0.2.1"])
def test_where_browsers_make_none_there_is_no_button_and_the_account_says_why(house: House, base_url: str) -> None:
    visitor = at(house, base_url)
    assert "passkey" not in visitor.get("/sign-in").source
    assert visitor.post(ASK).status_code == 404
    assert visitor.post(IN).status_code == 404
    curator = entering.somebody(house.engine, Role.CURATOR, has_app=False)
    way_in.password(visitor, curator.email)
    assert "needs the site’s real name" in visitor.get("/account").text
    assert "needs the site’s real name" in visitor.get(ADD).text
    assert way_in.send(visitor, ASK_TO_ADD, "/account", password=PASSWORD).status_code == 404
