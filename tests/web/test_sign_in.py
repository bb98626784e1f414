"""The way in by password and code: what lets somebody in, what does not, and that nobody can tell why."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST

from locator.accounts.account import AccountStatus
from locator.accounts.session import Stage
from locator.roles import SEES_REFERRALS, Role
from locator.storage import accounts, audit, sessions
from locator.vault import tokens
from locator.web.shared.frame import HOME
from tests import entering, signing
from tests.entering import PASSWORD, House
from tests.web import entering as way_in
from tests.web.visitor import Visitor

SOMEWHERE_ELSE = (
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "@evil.example",
    "/\u2028/evil.example",
    "evil.example",
)


def test_both_steps_lead_to_where_the_role_begins(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    assert visitor.get("/sign-in").heading == "Sign in"
    assert way_in.password(visitor, nurse.email).headers["Location"] == "/sign-in/code"
    assert visitor.get("/sign-in/code").heading == "Type the code from your phone"
    answer = way_in.send(visitor, "/sign-in/code", code=entering.code())
    assert (answer.status_code, answer.headers["Location"]) == (303, HOME[Role.STAFF])
    assert visitor.get("/account").heading == "Your account"


def test_a_password_alone_opens_nothing_to_those_who_see_referrals(house: House) -> None:
    visitor = house.visitor()
    way_in.password(visitor, entering.somebody(house.engine).email)
    for path in ("/account", "/account/password", "/account/recovery-codes"):
        assert visitor.raw(path).headers.get("Location") == "/sign-in/code"
    assert visitor.raw("/account/second-factor").headers["Location"] == "/sign-in/code"


@pytest.mark.parametrize("role", sorted(SEES_REFERRALS))
def test_whoever_sees_referrals_must_set_an_app_up_before_anything_opens(house: House, role: Role) -> None:
    account, visitor = entering.somebody(house.engine, role, has_app=False), house.visitor()
    way_in.password(visitor, account.email)
    assert visitor.raw("/account").headers["Location"] == "/sign-in/code"
    assert visitor.raw("/sign-in/code").headers["Location"] == "/account/second-factor"
    assert visitor.raw("/sign-in/recovery").headers["Location"].startswith("/sign-in/code")


@pytest.mark.parametrize("role", sorted(set(Role) - SEES_REFERRALS))
def test_the_others_get_in_by_password_and_are_offered_an_app(house: House, role: Role) -> None:
    account, visitor = entering.somebody(house.engine, role, has_app=False), house.visitor()
    assert way_in.password(visitor, account.email).headers["Location"] == HOME[role]
    assert "Set a phone up" in visitor.get("/account").text


def test_unknown_wrong_disabled_locked_and_foreign_look_the_same(house: House) -> None:
    nurse = entering.somebody(house.engine)
    entering.somebody(house.engine, name="Jean Gone", status=AccountStatus.DISABLED)
    entering.somebody(house.engine, name="Demo Person", is_demonstration=True)
    entering.somebody(house.engine, name="Not Yet", status=AccountStatus.INVITED, password_hash="")
    answers = [
        way_in.password(house.visitor(), email, text, source="192.0.2.9")
        for email, text in (
            ("nobody.there.at.all@example.org", PASSWORD),
            (nurse.email, "the wrong password entirely"),
            ("jean.gone.staff@example.org", PASSWORD),
            ("demo.person.staff@example.org", PASSWORD),
            ("not.yet.staff@example.org", PASSWORD),
            (nurse.email, "x" * 2000),
        )
    ]
    answers += [way_in.password(house.visitor(), nurse.email, "wrong", source="192.0.2.9") for _ in range(10)]
    answers.append(way_in.password(house.visitor(), nurse.email, PASSWORD, source="192.0.2.9"))
    assert {answer.status_code for answer in answers} == {422}
    assert len({_without_what_was_typed(answer.get_data(as_text=True)) for answer in answers}) == 1
    assert not [answer for answer in answers if "Set-Cookie" in answer.headers]


def _without_what_was_typed(page: str) -> str:
    before, _, rest = page.partition('name="email"')
    return before + rest.partition(">")[2]


@pytest.mark.slow
def test_an_unknown_account_takes_as_long_as_a_known_one(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    took: dict[str, list[float]] = {nurse.email: [], "nobody.at.all@example.org": []}
    for turn in range(45):  # fewer than close the door to an account, after which nothing is compared
        for email, times in took.items():
            before = time.perf_counter()
            way_in.password(visitor, email, "a wrong password", source=f"192.0.2.{turn}")
            times.append(time.perf_counter() - before)
    known, unknown = (statistics.quantiles(times, n=10)[0] for times in took.values())
    assert abs(known - unknown) < 0.005, "the fastest tenth: what else the machine does makes the others slower"


def test_a_password_is_kept_as_argon2id_and_renewed_at_sign_in(house: House) -> None:
    weak = PasswordHasher.from_parameters(CHEAPEST).hash(PASSWORD)
    nurse = entering.somebody(house.engine)
    with house.engine.store.atomic():
        accounts.save(house.engine.store, replace(nurse, password_hash=weak))
    way_in.password(house.visitor(), nurse.email)
    kept = accounts.by_id(house.engine.store, nurse.id)
    assert kept is not None
    assert kept.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_ten_wrong_passwords_close_the_door_for_five_minutes_in_every_process(house: House) -> None:
    nurse = entering.somebody(house.engine)
    for turn in range(10):
        one = house if turn % 2 else house.again()
        assert way_in.password(one.visitor(), nurse.email, f"wrong {turn}").status_code == 422
    restarted = house.again()
    assert way_in.password(restarted.visitor(), nurse.email).status_code == 422
    house.clock.wait(minutes=5, seconds=1)
    assert way_in.password(restarted.visitor(), nurse.email).status_code == 303


def test_a_clock_that_is_set_back_keeps_nobody_out(house: House) -> None:
    nurse = entering.somebody(house.engine)
    for turn in range(10):
        way_in.password(house.visitor(), nurse.email, f"wrong {turn}")
    house.clock.wait(hours=-2)
    assert way_in.password(house.visitor(), nurse.email).status_code == 303


def test_one_source_cannot_try_many_accounts(house: House) -> None:
    nurse = entering.somebody(house.engine)
    for turn in range(10):
        way_in.password(house.visitor(), f"somebody.{turn}@example.org", "wrong")
    assert way_in.password(house.visitor(), nurse.email).status_code == 422
    assert way_in.password(house.visitor(), nurse.email, source="198.51.100.1").status_code == 303


def test_a_stranger_cannot_lock_a_colleague_out(house: House) -> None:
    nurse = entering.somebody(house.engine)
    assert way_in.password(house.visitor(), nurse.email, source="192.0.2.1").status_code == 303
    for turn in range(60):
        way_in.password(house.visitor(), nurse.email, "wrong", source=f"203.0.113.{turn}")
    assert way_in.password(house.visitor(), nurse.email, source="198.51.100.1").status_code == 422
    assert way_in.password(house.visitor(), nurse.email, source="192.0.2.1").status_code == 303
    house.clock.wait(seconds=10)
    assert way_in.password(house.visitor(), nurse.email, source="198.51.100.1").status_code == 303


def test_no_address_and_no_account_can_be_read_from_the_tries(house: House) -> None:
    nurse = entering.somebody(house.engine)
    way_in.password(house.visitor(), nurse.email, "wrong", source="203.0.113.77")
    rows = house.engine.store.rows("SELECT account_mark, source_mark FROM sign_in_try")
    assert rows
    assert all(len(mark) == 64 for row in rows for mark in row)
    assert house.engine.sealer.mark(f"account:{nurse.email}") == rows[0][0]


def test_a_code_works_once(house: House) -> None:
    nurse = entering.somebody(house.engine)
    way_in.whole(house.visitor(), nurse.email, entering.code())
    other = house.visitor()
    way_in.password(other, nurse.email)
    assert way_in.send(other, "/sign-in/code", code=entering.code()).status_code == 422
    house.clock.wait(seconds=30)
    assert way_in.send(other, "/sign-in/code", code=entering.code(house.clock.now)).status_code == 303


def test_five_wrong_codes_close_the_second_step_even_for_the_right_one(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.password(visitor, nurse.email)
    for turn in range(5):
        assert way_in.send(visitor, "/sign-in/code", code=f"00000{turn}").status_code == 422
    assert way_in.send(visitor, "/sign-in/code", code=entering.code()).status_code == 422
    assert way_in.send(visitor, "/sign-in/recovery", code="ab2c-d3ef-g4hj").status_code == 422
    house.clock.wait(minutes=5, seconds=1)
    answer = way_in.send(visitor, "/sign-in/code", code=entering.code(house.clock.now))
    assert answer.status_code == 303


def test_the_session_has_another_name_after_each_step_and_the_old_one_opens_nothing(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.password(visitor, nurse.email)
    half = way_in.cookie(visitor)
    way_in.send(visitor, "/sign-in/code", code=entering.code())
    assert way_in.cookie(visitor) not in ("", half)
    assert sessions.by_id(house.engine.store, tokens.hashed(half)) is None
    assert with_cookie(house, half).raw("/account").headers["Location"].startswith("/sign-in?")


def test_a_session_that_somebody_planted_is_never_taken_up(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), with_cookie(house, "planted")
    way_in.whole(visitor, nurse.email, entering.code())
    assert way_in.cookie(visitor) != "planted"


def test_signing_out_kills_a_copied_cookie(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.whole(visitor, nurse.email, entering.code())
    thief = with_cookie(house, way_in.cookie(visitor))
    assert thief.raw("/account").status_code == 200
    answer = way_in.send(visitor, "/sign-out", "/account")
    assert answer.headers["Location"] == "/sign-in?out=yes"
    assert "You are signed out." in visitor.get("/sign-in?out=yes").text
    assert thief.raw("/account").status_code == 303


def test_half_way_in_one_can_stop(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.password(visitor, nurse.email)
    assert way_in.send(visitor, "/sign-out", "/sign-in/code").status_code == 303
    assert sessions.of_account(house.engine.store, nurse.id) == ()


def test_the_cookie_over_tls_is_held_to_the_host(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), Visitor(house.app, scheme="https")
    header = way_in.password(visitor, nurse.email).headers["Set-Cookie"]
    assert header.startswith("__Host-session=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in header
    assert "Domain" not in header


def test_whoever_was_going_somewhere_gets_there(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    answer = way_in.password(visitor, nurse.email, next="/services?q=lunch")
    assert answer.headers["Location"] == "/sign-in/code?next=/services%3Fq%3Dlunch"
    page = visitor.get(answer.headers["Location"])
    assert 'name="next" value="/services?q=lunch"' in page.source
    answer = way_in.send(visitor, "/sign-in/code", code=entering.code(), next="/services?q=lunch")
    assert answer.headers["Location"] == "/services?q=lunch"


@pytest.mark.parametrize("where", SOMEWHERE_ELSE)
def test_nobody_is_sent_to_another_site(house: House, where: str) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    assert way_in.password(visitor, nurse.email, next=where).headers["Location"] == "/sign-in/code"
    answer = way_in.send(visitor, "/sign-in/code", code=entering.code(), next=where)
    assert answer.headers["Location"] == HOME[Role.STAFF]
    assert visitor.raw("/sign-in", query_string={"next": where}).headers["Location"] == HOME[Role.STAFF]


def test_a_form_of_another_site_does_not_sign_in(house: House) -> None:
    nurse = entering.somebody(house.engine)
    fields = {"email": nurse.email, "password": PASSWORD}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert house.visitor().post("/sign-in", fields, headers=headers).status_code == 403


def test_an_account_that_is_shut_between_the_steps_gets_no_further(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.password(visitor, nurse.email)
    page = visitor.raw("/sign-in/code").get_data(as_text=True)
    with house.engine.store.atomic():
        accounts.save(house.engine.store, replace(nurse, status=AccountStatus.DISABLED))
    token = page.partition('name="form_token" value="')[2].partition('"')[0]
    answer = visitor.post("/sign-in/code", {"form_token": token, "code": entering.code()})
    assert answer.headers["Location"] == "/sign-in"
    assert not [one for one in sessions.of_account(house.engine.store, nurse.id) if one.stage is Stage.WHOLE]


def test_signing_in_is_written_into_the_audit_trail(house: House) -> None:
    nurse = entering.somebody(house.engine)
    way_in.whole(house.visitor(), nurse.email, entering.code())
    found = audit.about(house.engine.store, "account", nurse.id)
    assert [(entry.action, entry.account_id) for entry in found] == [
        ("sign_in.first_step", nurse.id),
        ("sign_in.whole", nurse.id),
    ]


def test_a_session_ends_when_it_is_idle_and_after_a_long_day(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.whole(visitor, nurse.email, entering.code())
    house.clock.wait(minutes=31)
    assert visitor.raw("/account").status_code == 303
    way_in.password(visitor, nurse.email)
    way_in.send(visitor, "/sign-in/code", code=entering.code(house.clock.now))
    for _ in range(24):
        house.clock.wait(minutes=29)
        assert visitor.raw("/account").status_code == 200
    house.clock.wait(minutes=25)
    assert visitor.raw("/account").status_code == 303


def test_no_password_stands_in_any_file_or_page(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    page = way_in.password(visitor, nurse.email, "canary-password-never-kept").get_data(as_text=True)
    assert "canary-password" not in page
    way_in.whole(visitor, nurse.email, entering.code())
    house.engine.search_log.close()
    for file in Path(house.settings.data).rglob("*"):
        if file.is_file() and not file.is_symlink() and "places" not in file.parts:
            content = file.read_bytes()
            assert b"canary-password" not in content
            assert PASSWORD.encode() not in content
            assert entering.SECRET.encode() not in content


def with_cookie(house: House, token: str) -> Visitor:
    visitor = house.visitor()
    visitor.client.set_cookie("session", token, domain="localhost")
    return visitor


def test_the_organisations_own_sign_in_is_offered_where_it_is_set_up(house: House) -> None:
    assert "/sign-in/organisation" not in house.visitor().get("/sign-in").source
    house.settings = replace(house.settings, identity_issuer="https://id.example.org", identity_name="NHS Lanarkshire")
    page = house.again().visitor().get("/sign-in?next=/staff")
    assert "Sign in with NHS Lanarkshire" in page.text
    assert "/sign-in/organisation?next=/staff" in page.links()


@pytest.mark.parametrize(
    "path", ["/sign-in", "/forgotten", "/forgotten/sent", "/account", "/account/second-factor", "/admin"]
)
def test_looking_at_a_page_changes_nothing(house: House, path: str) -> None:
    visitor = signing.sign_in(house.app, entering.somebody(house.engine, Role.ADMINISTRATOR))
    before = list(house.engine.store.connection.iterdump())
    for _ in range(2):
        visitor.raw(path)
        house.visitor().raw(path)
    assert list(house.engine.store.connection.iterdump()) == before
