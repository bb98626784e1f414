"""Invitations and forgotten passwords: links that work once, for one thing, for a time, and only when pressed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from locator.accounts.account import Account, AccountStatus
from locator.accounts.link import Purpose
from locator.actions import entry_links, forgetting, people
from locator.actions.people import Standing
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts, one_time_links, sessions
from locator.vault import tokens
from tests import entering, signing
from tests.entering import NEW, PASSWORD, House
from tests.web import entering as way_in


def mails(house: House) -> list[tuple[str, str, str]]:
    """To whom, the subject and the text of every message that waits."""
    return [tuple(row) for row in house.engine.store.rows("SELECT to_address, subject, body FROM mail ORDER BY rowid")]


def link_in(body: str) -> str:
    found = re.search(r"https?://[^/\s]+(/(?:invite|reset)/\S+)", body)
    assert found is not None
    return found.group(1)


def asked(house: House, email: str, source: str = "192.0.2.1") -> str:
    """Where somebody is sent who asked for a link."""
    answer = house.visitor().post("/forgotten", {"email": email}, environ_overrides={"REMOTE_ADDR": source})
    assert answer.status_code == 303
    return answer.headers["Location"]


def reset_link(house: House, account: Account) -> str:
    asked(house, account.email)
    return link_in(mails(house)[-1][2])


def invited(house: House, role: Role = Role.CURATOR) -> tuple[Account, str]:
    """Somebody invited, and the path of their link."""
    administrator = entering.somebody(house.engine, Role.ADMINISTRATOR, "Tom Ross")
    made = people.invite(
        signing.as_user(house.engine, administrator),
        email="Jean.Broon@Example.org",
        name="Jean  Broon",
        standing=Standing(role=role, team_id=signing.NURSES.id),
        form_key="key",
    )
    return made.account, link_in(made.link + " ")


def test_a_known_and_an_unknown_address_get_the_same_answer_and_one_gets_a_link(house: House) -> None:
    nurse = entering.somebody(house.engine)
    entering.somebody(house.engine, name="Jean Gone", status=AccountStatus.DISABLED)
    answers = {
        house.visitor().post("/forgotten", {"email": email}).get_data()
        for email in (nurse.email, "nobody@example.org", "jean.gone.staff@example.org", "not an address")
    }
    assert len(answers) == 1
    assert asked(house, "nobody@example.org") == "/forgotten/sent"
    assert [to for to, _, _ in mails(house)] == [nurse.email]
    assert house.visitor().get("/forgotten/sent").heading == "Look in your email"


def test_opening_a_link_changes_nothing_and_pressing_its_button_does(house: House) -> None:
    nurse = entering.somebody(house.engine)
    path, visitor = reset_link(house, nurse), house.visitor()
    before = dump(house)
    for _ in range(3):
        page = visitor.get(path)
        visitor.client.head(path)
    assert page.heading == "Choose a password"
    assert dump(house) == before
    answer = visitor.post(path, {"new": NEW})
    assert answer.headers["Location"] == "/sign-in?changed=yes"
    assert "Your password is changed" in visitor.get(answer.headers["Location"]).text
    assert way_in.password(house.visitor(), nurse.email, PASSWORD, source="192.0.2.2").status_code == 422
    assert way_in.password(house.visitor(), nurse.email, NEW, source="192.0.2.3").status_code == 303


def test_a_new_password_does_not_skip_the_second_step(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    visitor.post(reset_link(house, nurse), {"new": NEW})
    assert way_in.cookie(visitor) == ""
    assert way_in.password(visitor, nurse.email, NEW).headers["Location"] == "/sign-in/code"
    assert visitor.raw("/account").headers["Location"] == "/sign-in/code"
    kept = accounts.by_id(house.engine.store, nurse.id)
    assert kept is not None
    assert kept.totp_sealed == nurse.totp_sealed


def test_a_new_password_ends_every_session_and_tells_the_person(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), house.visitor()
    way_in.whole(visitor, nurse.email, entering.code())
    house.visitor().post(reset_link(house, nurse), {"new": NEW})
    assert visitor.raw("/account").status_code == 303
    assert sessions.of_account(house.engine.store, nurse.id) == ()
    assert mails(house)[-1][1] == "Locator: Your password was changed"


@pytest.mark.parametrize("minutes", [0, 14.9])
def test_a_link_works_once(house: House, minutes: float) -> None:
    path = reset_link(house, entering.somebody(house.engine))
    house.clock.wait(minutes=minutes)
    assert house.visitor().post(path, {"new": NEW}).status_code == 303
    assert house.visitor().post(path, {"new": PASSWORD}).status_code == 410
    assert house.visitor().get(path, 410).heading == "This link does not work any more"


def test_a_link_for_a_password_lasts_fifteen_minutes(house: House) -> None:
    path = reset_link(house, entering.somebody(house.engine))
    house.clock.wait(minutes=15)
    assert house.visitor().post(path, {"new": NEW}).status_code == 410


def test_a_newer_link_and_a_changed_password_kill_older_links(house: House) -> None:
    nurse = entering.somebody(house.engine)
    first, second = reset_link(house, nurse), reset_link(house, nurse)
    assert house.visitor().raw(first).status_code == 410
    assert house.visitor().raw(second).status_code == 200
    visitor = house.visitor()
    way_in.whole(visitor, nurse.email, entering.code())
    way_in.send(visitor, "/account/password", password=PASSWORD, new=NEW)
    assert house.visitor().raw(second).status_code == 410


def test_a_link_is_for_one_thing_only(house: House) -> None:
    token = reset_link(house, entering.somebody(house.engine)).rpartition("/")[2]
    assert house.visitor().post(f"/invite/{token}", {"new": NEW}).status_code == 410
    for wrong in ("x", token[:-1], token.swapcase()):
        assert house.visitor().raw(f"/reset/{wrong}").status_code == 410


def test_of_a_link_only_a_hash_is_kept_but_in_the_message_itself(house: House) -> None:
    token = reset_link(house, entering.somebody(house.engine)).rpartition("/")[2]
    kept = one_time_links.by_hash(house.engine.store, Purpose.RESET, tokens.hashed(token))
    assert kept is not None
    assert token not in repr(house.engine.store.rows("SELECT * FROM one_time_link"))


def test_a_poor_password_is_refused_and_the_link_still_works(house: House) -> None:
    path, visitor = reset_link(house, entering.somebody(house.engine)), house.visitor()
    for poor, words in (
        ("short", "Use 15 characters or more"),
        ("passwordpassword1", "Too many people"),
        ("morag reid reid.staff", "Use other words"),
        ("", "Type a new password"),
    ):
        answer = visitor.post(path, {"new": poor})
        assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
    assert visitor.post(path, {"new": "ł" * 10 + "abcdefgh pasted 🐟"}).status_code == 303


def test_five_links_an_hour_are_sent_and_no_more(house: House) -> None:
    nurse = entering.somebody(house.engine)
    for turn in range(8):
        assert asked(house, nurse.email, f"192.0.2.{turn}") == "/forgotten/sent"
    assert len(mails(house)) == 5
    house.clock.wait(hours=1, seconds=1)
    asked(house, nurse.email)
    assert len(mails(house)) == 6


def test_one_source_cannot_make_us_write_to_everybody(house: House) -> None:
    for turn in range(25):
        asked(house, entering.somebody(house.engine, name=f"Person {turn}").email)
    assert len(mails(house)) == 20


def test_the_address_in_a_message_never_comes_from_the_request(house: House) -> None:
    nurse = entering.somebody(house.engine)
    house.visitor().client.post("/forgotten", data={"email": nurse.email}, base_url="http://evil.example")
    assert "evil.example" not in mails(house)[-1][2]
    assert "http://127.0.0.1:8000/reset/" in mails(house)[-1][2]


def test_an_invitation_leads_through_the_password_to_the_second_step(house: House) -> None:
    account, path = invited(house, Role.STAFF)
    visitor = house.visitor()
    assert account.email == "jean.broon@example.org"
    assert "Welcome to Locator, Jean Broon." in visitor.get(path).text
    answer = visitor.post(path, {"new": NEW})
    assert answer.headers["Location"] == "/sign-in/code"
    assert visitor.raw("/sign-in/code").headers["Location"] == "/account/second-factor"
    kept = accounts.by_id(house.engine.store, account.id)
    assert kept is not None
    assert kept.status is AccountStatus.ACTIVE


def test_an_invitation_lasts_seven_days(house: House) -> None:
    _, path = invited(house)
    house.clock.wait(days=7)
    assert house.visitor().raw(path).status_code == 410
    asked(house, "jean.broon@example.org")
    assert "/invite/" in mails(house)[-1][2]


def test_an_invitation_of_somebody_who_needs_no_app_lets_them_in(house: House) -> None:
    _, path = invited(house)
    visitor = house.visitor()
    assert visitor.post(path, {"new": NEW}).headers["Location"] == "/curate"
    assert visitor.raw("/account").status_code == 200


def test_a_link_to_a_disabled_account_is_dead(house: House) -> None:
    nurse = entering.somebody(house.engine)
    path = reset_link(house, nurse)
    with house.engine.store.atomic():
        accounts.save(house.engine.store, replace(nurse, status=AccountStatus.DISABLED))
    assert house.visitor().post(path, {"new": NEW}).status_code == 410


def test_a_page_behind_a_link_is_kept_by_nobody_and_told_to_nobody(house: House) -> None:
    path = reset_link(house, entering.somebody(house.engine))
    for address in (path, "/reset/wrong"):
        answer = house.visitor().raw(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert path not in answer.get_data(as_text=True)


def test_old_tries_sessions_and_links_are_forgotten(house: House) -> None:
    nurse = entering.somebody(house.engine)
    way_in.password(house.visitor(), nurse.email)
    reset_link(house, nurse)
    assert forgetting.forget_old(house.engine.context()).tries == 0
    house.clock.wait(days=Settings(data=house.settings.data).keep_tries_days, minutes=16)
    gone = forgetting.forget_old(house.engine.context())
    assert (gone.tries, gone.sessions, gone.links) == (2, 1, 1)
    assert forgetting.forget_old(house.engine.context()).tries == 0


def test_two_who_press_one_button_at_once_change_one_password(house: House) -> None:
    nurse = entering.somebody(house.engine)
    token = reset_link(house, nurse).rpartition("/")[2]
    context = house.engine.context()
    link = one_time_links.by_hash(house.engine.store, Purpose.RESET, tokens.hashed(token))
    assert link is not None
    with house.engine.store.atomic():
        assert one_time_links.use(house.engine.store, link.id, context.now)
        assert not one_time_links.use(house.engine.store, link.id, context.now)
    with pytest.raises(entry_links.LinkDeadError):
        entry_links.choose_password(context, Purpose.RESET, token, NEW)


def dump(house: House) -> list[str]:
    """Everything in the database."""
    return list(house.engine.store.connection.iterdump())
