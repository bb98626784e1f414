"""Teams and accounts: who may run them, what each deed does, and what nobody can do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from locator.accounts.account import Account, AccountStatus
from locator.roles import Role
from locator.storage import accounts, audit, organizations, sessions
from tests import entering, making, signing
from tests.entering import PASSWORD, House
from tests.web import entering as way_in
from tests.web.visitor import Visitor

PATHS = ("/admin", "/admin/teams", "/admin/teams/new", "/admin/accounts", "/admin/accounts/new")
INVITATION = {
    "email": "jean.broon@example.org",
    "name": "Jean Broon",
    "role": "curator",
    "team": "",
    "group": "",
    "password": PASSWORD,
}


def administrator(house: House, name: str = "Tom Ross") -> Visitor:
    """An administrator, signed in."""
    return signing.sign_in(house.app, entering.somebody(house.engine, Role.ADMINISTRATOR, name))


def kept(house: House, account: Account) -> Account:
    found = accounts.by_id(house.engine.store, account.id)
    assert found is not None
    return found


def key_on(visitor: Visitor, path: str) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', visitor.get(path).source)
    assert found is not None
    return found.group(1)


def change(visitor: Visitor, account: Account, **fields: str) -> int:
    values = {"role": account.role.value, "team": account.team_id or "", "group": "", "password": PASSWORD}
    return visitor.post(f"/admin/accounts/{account.id}", {**values, **fields}).status_code


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_run_accounts(house: House, role: Role) -> None:
    nurse, visitor = (
        entering.somebody(house.engine),
        signing.sign_in(house.app, entering.somebody(house.engine, role, "Other")),
    )
    for path in (*PATHS, f"/admin/accounts/{nurse.id}", f"/admin/teams/{signing.NURSES.id}"):
        assert visitor.raw(path).status_code == 403
    for deed in ("disable", "enable", "reset", "end-sessions", "phone"):
        assert visitor.post(f"/admin/accounts/{nurse.id}/{deed}", {"password": PASSWORD}).status_code == 403
    assert kept(house, nurse) == nurse


def test_every_page_is_there_for_an_administrator(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    for path in (
        *PATHS,
        f"/admin/accounts/{nurse.id}",
        f"/admin/accounts/{nurse.id}/phone",
        f"/admin/teams/{signing.NURSES.id}",
    ):
        visitor.get(path)
    for path in ("/admin/accounts/nobody", "/admin/teams/none", "/admin/accounts/nobody/phone"):
        assert visitor.raw(path).status_code == 404


def test_an_invitation_makes_an_account_and_sends_a_link(house: House) -> None:
    visitor = administrator(house)
    answer = visitor.post("/admin/accounts/new", {**INVITATION, "form_key": key_on(visitor, "/admin/accounts/new")})
    assert visitor.get(answer.headers["Location"]).heading == "Jean Broon"
    made = accounts.by_email(house.engine.store, INVITATION["email"])
    assert made is not None
    assert (made.status, made.role, made.is_demonstration) == (AccountStatus.INVITED, Role.CURATOR, False)
    assert house.engine.store.row("SELECT to_address FROM mail") == (INVITATION["email"],)


def test_a_double_click_invites_once(house: House) -> None:
    visitor = administrator(house)
    fields = {**INVITATION, "form_key": key_on(visitor, "/admin/accounts/new")}
    first, second = (visitor.post("/admin/accounts/new", fields) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert house.engine.store.row("SELECT COUNT(*) FROM mail") == (1,)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": "not an address"}, "Type an email address"),
        ({"email": "a@b.example\r\nBcc: x@evil.example"}, "Type an email address"),
        ({"name": "\x07"}, "Type the person"),
        ({"email": "tom.ross.administrator@example.org"}, "There is an account with this email address already"),
        ({"role": "staff"}, "Choose a team that is open"),
        ({"role": "staff", "team": "none"}, "Choose a team that is open"),
        ({"role": "organiser"}, "Choose the group"),
        ({"role": "organiser", "group": "none"}, "Choose the group"),
        ({"role": "emperor"}, "Choose a role"),
        ({"password": "wrong"}, "This is not your password"),
        ({"password": ""}, "This is not your password"),
    ],
    ids=str,
)
def test_an_invitation_that_is_not_right_says_what_to_put_right(
    house: House, fields: dict[str, str], words: str
) -> None:
    answer = administrator(house).post("/admin/accounts/new", {**INVITATION, **fields})
    assert (answer.status_code, words in answer.get_data(as_text=True)) == (422, True)
    assert accounts.by_email(house.engine.store, INVITATION["email"]) is None


def test_fields_that_the_form_does_not_have_change_nothing(house: House) -> None:
    more = {"status": "active", "is_demonstration": "1", "id": "mine", "password_hash": "x", "account_id": "y"}
    administrator(house).post("/admin/accounts/new", {**INVITATION, **more})
    made = accounts.by_email(house.engine.store, INVITATION["email"])
    assert made is not None
    assert (made.status, made.password_hash, made.is_demonstration) == (AccountStatus.INVITED, "", False)


def test_another_role_takes_hold_at_once_and_ends_the_sessions(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    theirs = signing.sign_in(house.app, nurse)
    assert change(visitor, nurse, role="curator", team=signing.NURSES.id) == 303
    assert (kept(house, nurse).role, kept(house, nurse).team_id) == (Role.CURATOR, None)
    assert theirs.raw("/account").status_code == 303


def test_another_role_needs_the_own_password(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    assert change(visitor, nurse, role="curator", password="wrong") == 422
    assert kept(house, nurse) == nurse


def test_an_organiser_answers_for_a_group_and_for_none_after(house: House) -> None:
    group = making.organization()
    with house.engine.store.atomic():
        organizations.save(house.engine.store, group)
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    assert change(visitor, nurse, role="organiser", group=group.id) == 303
    assert kept(house, nurse).organization_ids == (group.id,)
    assert change(visitor, kept(house, nurse), role="staff", team=signing.WORKERS.id, group=group.id) == 303
    assert (kept(house, nurse).organization_ids, kept(house, nurse).team_id) == ((), signing.WORKERS.id)


@pytest.mark.parametrize("deed", ["disable", "enable", "reset", "end-sessions"])
def test_nobody_does_anything_to_the_own_account(house: House, deed: str) -> None:
    visitor = administrator(house)
    own = accounts.with_role(house.engine.store, Role.ADMINISTRATOR)[0]
    answer = visitor.post(f"/admin/accounts/{own.id}/{deed}")
    assert answer.headers["Location"].endswith("?done=yourself")
    assert "You cannot do this to your own account" in visitor.get(answer.headers["Location"]).text
    assert change(visitor, own, role="staff", team=signing.NURSES.id) == 422
    assert visitor.post(f"/admin/accounts/{own.id}/phone", {"password": PASSWORD}).status_code == 422
    assert kept(house, own) == own


def test_one_administrator_is_always_left(house: House) -> None:
    first, second = (entering.somebody(house.engine, Role.ADMINISTRATOR, name) for name in ("Tom Ross", "Ann Other"))
    of_first, of_second = signing.sign_in(house.app, first), signing.sign_in(house.app, second)
    of_first.post(f"/admin/accounts/{second.id}/disable")
    assert of_second.post(f"/admin/accounts/{first.id}/disable").status_code == 303
    left = accounts.with_role(house.engine.store, Role.ADMINISTRATOR)
    assert [one.id for one in left] == [first.id]


def test_a_disabled_account_opens_nothing_on_the_next_request_and_comes_back_by_a_link(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    theirs = signing.sign_in(house.app, nurse)
    assert theirs.raw("/account").status_code == 200
    visitor.post(f"/admin/accounts/{nurse.id}/disable")
    assert theirs.raw("/account").status_code == 303
    assert way_in.password(house.visitor(), nurse.email).status_code == 422
    visitor.post(f"/admin/accounts/{nurse.id}/enable")
    assert (kept(house, nurse).status, kept(house, nurse).password_hash) == (AccountStatus.INVITED, "")
    assert house.engine.store.row("SELECT COUNT(*) FROM mail") == (1,)
    visitor.post(f"/admin/accounts/{nurse.id}/enable")
    assert house.engine.store.row("SELECT COUNT(*) FROM mail") == (1,)


@pytest.mark.parametrize("deed", ["reset", "end-sessions"])
def test_an_administrator_ends_sessions(house: House, deed: str) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    signing.sign_in(house.app, nurse)
    visitor.post(f"/admin/accounts/{nurse.id}/{deed}")
    assert sessions.of_account(house.engine.store, nurse.id) == ()
    assert house.engine.store.row("SELECT COUNT(*) FROM mail") == (int(deed == "reset"),)


def test_a_lost_phone_is_taken_off_with_the_own_password(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    path = f"/admin/accounts/{nurse.id}/phone"
    assert visitor.post(path, {"password": "wrong"}).status_code == 422
    assert kept(house, nurse).has_second_factor
    assert visitor.post(path, {"password": PASSWORD}).status_code == 303
    assert not kept(house, nurse).has_second_factor
    theirs = house.visitor()
    way_in.password(theirs, nurse.email)
    assert theirs.raw("/sign-in/code").headers["Location"] == "/account/second-factor"


def test_a_team_is_added_once_and_gets_another_name(house: House) -> None:
    visitor = administrator(house)
    fields = {
        "name": "  Wishaw   nurses ",
        "kind": "NHS community team",
        "form_key": key_on(visitor, "/admin/teams/new"),
    }
    for _ in range(2):
        assert visitor.post("/admin/teams/new", fields).status_code == 303
    made = [team for team in accounts.teams(house.engine.store) if team.name == "Wishaw nurses"]
    assert len(made) == 1
    path = f"/admin/teams/{made[0].id}"
    assert visitor.post(path, {"name": "Shotts nurses", "kind": "third sector"}).status_code == 303
    assert visitor.get(path).heading == "Shotts nurses"


@pytest.mark.parametrize("name", ["", "Motherwell Nurses!", "x" * 101, "\x07"])
def test_a_team_needs_a_name_of_its_own(house: House, name: str) -> None:
    visitor = administrator(house)
    with house.engine.store.atomic():
        accounts.save_team(house.engine.store, replace(signing.NURSES, slug="motherwell-nurses"))
    assert visitor.post("/admin/teams/new", {"name": name, "kind": "third sector"}).status_code == 422
    assert visitor.post(f"/admin/teams/{signing.WORKERS.id}", {"name": name, "kind": "third sector"}).status_code == 422


def test_the_people_of_a_closed_team_are_out_and_come_back_when_it_opens(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    theirs = signing.sign_in(house.app, nurse)
    path = f"/admin/teams/{signing.NURSES.id}"
    visitor.post(f"{path}/close")
    assert theirs.raw("/account").status_code == 303
    assert way_in.password(house.visitor(), nurse.email).status_code == 422
    assert "This team is closed" in visitor.get(path).text
    visitor.post(f"{path}/open")
    assert way_in.password(house.visitor(), nurse.email).status_code == 303


def test_every_deed_is_in_the_audit_trail_with_who_did_it(house: House) -> None:
    nurse, visitor = entering.somebody(house.engine), administrator(house)
    own = accounts.with_role(house.engine.store, Role.ADMINISTRATOR)[0]
    for deed in ("end-sessions", "reset", "disable", "enable"):
        visitor.post(f"/admin/accounts/{nurse.id}/{deed}")
    change(visitor, nurse, role="curator")
    visitor.post(f"/admin/accounts/{nurse.id}/phone", {"password": PASSWORD})
    found = audit.about(house.engine.store, "account", nurse.id)
    assert [entry.action for entry in found] == [
        "account.end_sessions",
        "account.reset",
        "link.reset",
        "account.disable",
        "account.enable",
        "link.invite",
        "account.change",
        "account.second_factor_away",
    ]
    assert {entry.account_id for entry in found} == {own.id}


@pytest.mark.parametrize("path", ["/admin/accounts/new", "/admin/teams/new"])
def test_a_form_without_its_token_does_nothing(house: House, path: str) -> None:
    fields = {**INVITATION, "kind": "third sector", "form_token": "wrong"}
    assert administrator(house).post(path, fields).status_code == 403
    assert accounts.by_email(house.engine.store, INVITATION["email"]) is None
