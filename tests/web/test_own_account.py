"""One's own account: sessions that one can end, another password, an app, recovery codes."""

from __future__ import annotations

import re

import pytest

from locator.roles import Role
from locator.storage import accounts, audit, recovery_codes, sessions
from tests import entering
from tests.entering import NEW, PASSWORD, House
from tests.web import entering as way_in
from tests.web.page import words
from tests.web.visitor import Visitor

FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


def nurse_in(house: House) -> Visitor:
    """Morag, signed in with both steps; the clock moves on to the next code."""
    account, visitor = entering.somebody(house.engine), house.visitor()
    way_in.whole(visitor, account.email, entering.code(house.clock.now))
    house.clock.wait(seconds=30)
    return visitor


def second_browser(house: House) -> Visitor:
    visitor = house.visitor()
    way_in.whole(visitor, "morag.reid.staff@example.org", entering.code(house.clock.now))
    house.clock.wait(seconds=30)
    return visitor


def codes_of(visitor: Visitor, **fields: str) -> list[str]:
    answer = way_in.send(visitor, "/account/recovery-codes", **fields)
    return re.findall(r'app-codes__one">([^<]+)<', answer.get_data(as_text=True))


def curator_in(house: House) -> Visitor:
    curator, visitor = entering.somebody(house.engine, Role.CURATOR, has_app=False), house.visitor()
    way_in.password(visitor, curator.email)
    return visitor


def secret_on(visitor: Visitor) -> str:
    return "".join(words(visitor.get("/account/second-factor").classed("app-secret")[0]).split())


def test_own_sessions_are_listed_and_can_be_ended_one_by_one(house: House) -> None:
    here, there = nurse_in(house), second_browser(house)
    page = here.get("/account")
    assert len(page.classed("app-places__one")) == 2
    handle = next(box.get("value") or "" for box in page.every("input") if box.get("name") == "session")
    assert way_in.send(here, "/account/sessions/end", "/account", session=handle).status_code == 303
    assert there.raw("/account").status_code == 303
    assert here.raw("/account").status_code == 200


def test_all_other_sessions_can_be_ended_at_once(house: House) -> None:
    here, others = nurse_in(house), [second_browser(house) for _ in range(2)]
    way_in.send(here, "/account/sessions/end-others", "/account")
    assert [one.raw("/account").status_code for one in others] == [303, 303]
    assert here.get("/account?done=sessions").text.count("You are signed out everywhere else.") == 1


def test_nobody_can_end_a_session_of_somebody_else(house: House) -> None:
    nurse, other = nurse_in(house), entering.somebody(house.engine, Role.TEAM_LEAD, "Iain Baird")
    visitor = house.visitor()
    way_in.whole(visitor, other.email, entering.code(house.clock.now))
    theirs = sessions.of_account(house.engine.store, other.id)[0].id
    way_in.send(nurse, "/account/sessions/end", "/account", session=theirs)
    assert visitor.raw("/account").status_code == 200


def test_a_session_says_which_browser_it_is(house: House) -> None:
    account, visitor = entering.somebody(house.engine), house.visitor()
    fields = {"email": account.email, "password": PASSWORD}
    visitor.post("/sign-in", fields, headers=FIREFOX)
    assert sessions.of_account(house.engine.store, account.id)[0].device == "Firefox on Linux"


def test_another_password_needs_the_one_before_and_ends_other_sessions(house: House) -> None:
    here, there = nurse_in(house), second_browser(house)
    old = way_in.cookie(here)
    assert way_in.send(here, "/account/password", password="wrong", new=NEW).status_code == 422
    assert there.raw("/account").status_code == 200
    answer = way_in.send(here, "/account/password", password=PASSWORD, new=NEW)
    assert answer.headers["Location"] == "/account?done=password"
    assert "Your password is changed." in here.get("/account?done=password").text
    assert way_in.cookie(here) != old
    assert there.raw("/account").status_code == 303
    assert way_in.password(house.visitor(), "morag.reid.staff@example.org", NEW).status_code == 303


def test_another_password_must_be_a_good_one(house: House) -> None:
    answer = way_in.send(nurse_in(house), "/account/password", password=PASSWORD, new="passwordpassword")
    assert (answer.status_code, "Too many people" in answer.get_data(as_text=True)) == (422, True)


def test_the_boxes_tell_password_managers_what_they_are(house: House) -> None:
    visitor = nurse_in(house)
    found = {
        (box.get("name"), box.get("type"), box.get("autocomplete"))
        for path in ("/account/password", "/account/second-factor")
        for box in visitor.get(path).every("input")
    }
    found |= {
        (box.get("name"), box.get("type"), box.get("autocomplete"))
        for box in house.visitor().get("/sign-in").every("input")
    }
    assert {
        ("password", "password", "current-password"),
        ("new", "password", "new-password"),
        ("code", "text", "one-time-code"),
        ("email", "email", "username"),
    } <= found


def test_tries_at_the_own_password_are_limited_too(house: House) -> None:
    visitor = nurse_in(house)
    for _ in range(10):
        way_in.send(visitor, "/account/password", password="wrong", new=NEW)
    assert way_in.send(visitor, "/account/password", password=PASSWORD, new=NEW).status_code == 422


def test_an_app_is_set_up_on_the_way_in_and_codes_are_shown_once(house: House) -> None:
    account, visitor = entering.somebody(house.engine, has_app=False), house.visitor()
    way_in.password(visitor, account.email)
    secret, half = secret_on(visitor), way_in.cookie(visitor)
    assert secret == secret_on(visitor)
    picture = visitor.raw("/account/second-factor.svg")
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert way_in.send(visitor, "/account/second-factor", code="000000").status_code == 422
    answer = way_in.send(visitor, "/account/second-factor", code=entering.code(secret=secret))
    assert answer.headers["Location"] == "/account/recovery-codes"
    assert way_in.cookie(visitor) != half
    assert visitor.get("/account/recovery-codes").heading == "Recovery codes"
    codes = codes_of(visitor)
    assert len(set(codes)) == 10
    assert not any(code in visitor.get("/account/recovery-codes").source for code in codes)


def test_the_secret_is_sealed_and_used_from_then_on(house: House) -> None:
    account, visitor = entering.somebody(house.engine, has_app=False), house.visitor()
    way_in.password(visitor, account.email)
    secret = secret_on(visitor)
    way_in.send(visitor, "/account/second-factor", code=entering.code(secret=secret))
    kept = accounts.by_id(house.engine.store, account.id)
    assert kept is not None
    assert secret not in repr(kept)
    assert house.engine.sealer.open(kept.totp_sealed) == secret
    house.clock.wait(seconds=30)
    way_in.whole(house.visitor(), account.email, entering.code(house.clock.now, secret))


def test_half_way_in_nobody_replaces_an_app(house: House) -> None:
    account, visitor = entering.somebody(house.engine), house.visitor()
    way_in.password(visitor, account.email)
    token_page = "/sign-in/code"
    answer = way_in.send(visitor, "/account/second-factor", token_page, code=entering.code())
    assert answer.headers["Location"] == "/sign-in/code"
    assert visitor.raw("/account/second-factor.svg").status_code == 404
    kept = accounts.by_id(house.engine.store, account.id)
    assert kept is not None
    assert kept.totp_sealed == account.totp_sealed


def test_another_phone_needs_the_password_and_ends_other_sessions(house: House) -> None:
    here, there = nurse_in(house), second_browser(house)
    secret = secret_on(here)
    code = entering.code(house.clock.now, secret)
    assert way_in.send(here, "/account/second-factor", code=code).status_code == 422
    answer = way_in.send(here, "/account/second-factor", code=code, password=PASSWORD)
    assert answer.status_code == 303
    assert there.raw("/account").status_code == 303


def test_whoever_need_not_have_an_app_can_have_one(house: House) -> None:
    visitor = curator_in(house)
    code = entering.code(secret=secret_on(visitor))
    assert way_in.send(visitor, "/account/second-factor", code=code, password=PASSWORD).status_code == 303
    assert way_in.password(house.visitor(), "morag.reid.curator@example.org").headers["Location"] == "/sign-in/code"


def test_without_an_app_there_are_no_recovery_codes(house: House) -> None:
    assert curator_in(house).raw("/account/recovery-codes").headers["Location"] == "/account/second-factor"


def test_a_recovery_code_lets_in_once_however_it_is_typed(house: House) -> None:
    codes = codes_of(nurse_in(house))
    email = "morag.reid.staff@example.org"
    visitor = house.visitor()
    way_in.password(visitor, email)
    typed = codes[3].upper().replace("-", " ")
    assert way_in.send(visitor, "/sign-in/recovery", code=typed).headers["Location"] == "/staff"
    again = house.visitor()
    way_in.password(again, email)
    assert way_in.send(again, "/sign-in/recovery", code=codes[3]).status_code == 422
    assert way_in.send(again, "/sign-in/recovery", code=codes[4]).status_code == 303
    assert "(8 left)" in again.get("/account").text
    subjects = [subject for (subject,) in house.engine.store.rows("SELECT subject FROM mail")]
    assert subjects.count("Locator: A recovery code was used") == 2


def test_recovery_codes_are_kept_as_keyed_hashes(house: House) -> None:
    codes = codes_of(nurse_in(house))
    rows = repr(house.engine.store.rows("SELECT code_hash FROM recovery_code"))
    assert not any(code in rows or code.replace("-", "") in rows for code in codes)


def test_new_codes_need_the_password_and_end_the_old_ones(house: House) -> None:
    visitor = nurse_in(house)
    old = codes_of(visitor)
    assert codes_of(visitor) == []
    new = codes_of(visitor, password=PASSWORD)
    assert set(old).isdisjoint(new)
    other = house.visitor()
    way_in.password(other, "morag.reid.staff@example.org")
    assert way_in.send(other, "/sign-in/recovery", code=old[0]).status_code == 422
    assert way_in.send(other, "/sign-in/recovery", code=new[0]).status_code == 303


def test_a_code_of_somebody_else_is_no_code(house: House) -> None:
    codes = codes_of(nurse_in(house))
    lead, visitor = entering.somebody(house.engine, Role.TEAM_LEAD, "Iain Baird"), house.visitor()
    way_in.password(visitor, lead.email)
    assert way_in.send(visitor, "/sign-in/recovery", code=codes[0]).status_code == 422
    nurse = accounts.by_email(house.engine.store, "morag.reid.staff@example.org")
    assert nurse is not None
    assert recovery_codes.left(house.engine.store, nurse.id) == 10


@pytest.mark.parametrize("path", ["/account", "/account/password", "/account/second-factor", "/account/recovery-codes"])
def test_nobody_else_sees_an_account(house: House, path: str) -> None:
    answer = house.visitor().raw(path)
    assert answer.headers["Location"] == f"/sign-in?next={path}"


def test_what_one_does_to_the_own_account_is_in_the_audit_trail(house: House) -> None:
    visitor = nurse_in(house)
    codes_of(visitor)
    second_browser(house)
    way_in.send(visitor, "/account/sessions/end-others", "/account")
    way_in.send(visitor, "/account/password", password=PASSWORD, new=NEW)
    nurse = accounts.by_email(house.engine.store, "morag.reid.staff@example.org")
    assert nurse is not None
    actions = [entry.action for entry in audit.about(house.engine.store, "account", nurse.id)]
    assert {"recovery_codes.make", "session.end_others", "password.change"} <= set(actions)
