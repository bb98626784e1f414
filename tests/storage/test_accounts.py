"""Accounts, teams and sessions come back as they were saved, and stop being anybody at once when they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.accounts.account import Account, AccountStatus
from locator.accounts.session import ABSOLUTE, IDLE, Session, Stage
from locator.roles import Role
from locator.storage import accounts, organizations, sessions
from locator.storage.database import Store
from tests import making
from tests.conftest import NOW
from tests.signing import NURSES, WORKERS, person

GROUP = making.organization("Friends")
NURSE = replace(
    person(),
    password_hash="hash",
    totp_sealed="sealed",
    totp_step=7,
    identity=("https://issuer", "one"),
    signed_in_at=NOW,
)
ORGANISER = person(Role.ORGANISER, "Rab Shaw", organization_ids=(GROUP.id,))


@pytest.fixture
def filled(store: Store) -> Store:
    with store.atomic():
        organizations.save(store, GROUP)
        for team in (NURSES, WORKERS):
            accounts.save_team(store, team)
        for one in (NURSE, ORGANISER):
            accounts.save(store, one)
    return store


def session(account: Account, name: str = "one", stage: Stage = Stage.WHOLE) -> Session:
    return Session(id=name, account_id=account.id, stage=stage, created_at=NOW, seen_at=NOW, device="Test")


def test_an_account_comes_back_whole_by_id_address_and_identity(filled: Store) -> None:
    assert accounts.by_id(filled, NURSE.id) == NURSE
    assert accounts.by_email(filled, f" {NURSE.email.upper()} ") == NURSE
    assert accounts.by_identity(filled, "https://issuer", "one") == NURSE
    assert accounts.by_id(filled, ORGANISER.id) == ORGANISER


def test_what_is_not_there_is_none(filled: Store) -> None:
    assert accounts.by_id(filled, "") is None
    assert accounts.by_email(filled, "nobody@example.org") is None
    assert accounts.by_identity(filled, "https://issuer", "two") is None
    assert accounts.team(filled, "") is None
    assert accounts.user(filled, "") is None


def test_a_change_is_kept_and_nothing_else_changes(filled: Store) -> None:
    changed = replace(NURSE, name="Morag Bell", role=Role.TEAM_LEAD, identity=None, signed_in_at=None)
    accounts.save(filled, changed)
    assert accounts.by_id(filled, NURSE.id) == changed
    assert accounts.every(filled) == (changed, ORGANISER)


def test_accounts_are_found_by_role_and_by_organization(filled: Store) -> None:
    assert accounts.with_role(filled, Role.STAFF) == (NURSE,)
    assert accounts.of_organization(filled, GROUP.id) == (ORGANISER,)
    accounts.save(filled, replace(ORGANISER, status=AccountStatus.DISABLED))
    assert accounts.of_organization(filled, GROUP.id) == ()


def test_what_somebody_may_do_for_a_group_outlives_a_change_of_their_account(filled: Store) -> None:
    with filled.atomic():
        filled.write("UPDATE account_organization SET answers = 0, is_lead = 1, is_trusted = 1, since = '2026'")
    before = filled.rows("SELECT * FROM account_organization")
    accounts.save(filled, replace(ORGANISER, name="Rab Shaw the younger"))
    assert filled.rows("SELECT * FROM account_organization") == before
    accounts.save(filled, replace(ORGANISER, organization_ids=()))
    assert filled.rows("SELECT * FROM account_organization") == []


def test_only_who_answers_referrals_is_asked_about_them(filled: Store) -> None:
    with filled.atomic():
        filled.write("UPDATE account_organization SET answers = 0")
    user = accounts.user(filled, ORGANISER.id)
    assert user is not None
    assert (user.organization_ids, user.managed_ids) == ((), (GROUP.id,))
    assert accounts.of_organization(filled, GROUP.id) == ()


def test_teams_come_by_name(filled: Store) -> None:
    assert accounts.teams(filled) == (WORKERS, NURSES)


def test_a_user_is_who_they_are_now(filled: Store) -> None:
    user = accounts.user(filled, NURSE.id)
    assert user is not None
    assert (user.name, user.role, user.team_id, user.team_name) == (NURSE.name, Role.STAFF, NURSES.id, NURSES.name)
    organiser = accounts.user(filled, ORGANISER.id)
    assert organiser is not None
    assert organiser.organization_ids == (GROUP.id,)


@pytest.mark.parametrize("status", [AccountStatus.DISABLED, AccountStatus.INVITED])
def test_an_account_that_is_not_active_is_nobody(filled: Store, status: AccountStatus) -> None:
    accounts.save(filled, replace(NURSE, status=status))
    assert accounts.user(filled, NURSE.id) is None


def test_nobody_of_a_closed_team_is_anybody(filled: Store) -> None:
    accounts.save_team(filled, replace(NURSES, closed_at=NOW))
    assert accounts.user(filled, NURSE.id) is None
    assert accounts.user(filled, ORGANISER.id) is not None


def test_a_session_comes_back_until_it_is_ended(filled: Store) -> None:
    for name in ("one", "two", "three"):
        sessions.add(filled, session(NURSE, name))
    sessions.touch(filled, "two", NOW + timedelta(minutes=5))

    assert sessions.by_id(filled, "one") == session(NURSE)
    assert [one.id for one in sessions.of_account(filled, NURSE.id)] == ["two", "one", "three"]
    sessions.end(filled, "one")
    assert sessions.by_id(filled, "one") is None
    assert sessions.end_all(filled, NURSE.id, but="two") == 1
    assert [one.id for one in sessions.of_account(filled, NURSE.id)] == ["two"]


def test_old_sessions_are_cleared(filled: Store) -> None:
    sessions.add(filled, session(NURSE))
    early = NOW - timedelta(seconds=1)
    assert sessions.end_older(filled, seen_before=early, created_before=early) == 0
    assert sessions.end_older(filled, seen_before=NOW + timedelta(seconds=1), created_before=early) == 1


@pytest.mark.parametrize(
    ("idle", "age", "is_over"),
    [
        (IDLE, IDLE, False),
        (IDLE + timedelta(seconds=1), IDLE, True),
        (timedelta(0), ABSOLUTE, False),
        (timedelta(0), ABSOLUTE + timedelta(seconds=1), True),
    ],
)
def test_a_session_is_over_when_idle_or_open_for_too_long(idle: timedelta, age: timedelta, is_over: bool) -> None:
    one = replace(session(NURSE), created_at=NOW - max(age, idle), seen_at=NOW - idle)
    assert one.is_over(NOW) == is_over
