"""A session goes on while it is used, and its token opens nothing once it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.accounts.session import ABSOLUTE, IDLE, LINK_ABSOLUTE, Stage
from locator.actions import sessions
from locator.actions.context import Context
from locator.roles import BY_LINK, Permission, Role
from locator.storage import accounts, organizations
from locator.storage import sessions as rows
from locator.vault import tokens
from tests import making, signing
from tests.conftest import NOW, OpenEngine

NURSE = signing.person()


@pytest.fixture
def context(open_engine: OpenEngine) -> Context:
    engine = open_engine()
    signing.add(engine, NURSE)
    return engine.context()


def later(context: Context, after: timedelta) -> Context:
    return replace(context, now=NOW + after)


def test_a_token_opens_its_session_and_is_not_kept_itself(context: Context) -> None:
    token = sessions.begin(context, NURSE.id, Stage.WHOLE, "Firefox")
    session = sessions.of_token(context, token)
    assert session is not None
    assert (session.account_id, session.device) == (NURSE.id, "Firefox")
    assert session.id == tokens.hashed(token) != token
    assert sessions.of_token(context, token + "x") is None


def test_a_session_in_use_goes_on_until_the_day_is_over(context: Context) -> None:
    token, worked = sessions.begin(context, NURSE.id, Stage.WHOLE, ""), timedelta(0)
    while worked <= ABSOLUTE:
        assert sessions.of_token(later(context, worked), token) is not None
        worked += IDLE
    assert sessions.of_token(later(context, ABSOLUTE + timedelta(seconds=1)), token) is None


def test_an_idle_session_is_over(context: Context) -> None:
    token = sessions.begin(context, NURSE.id, Stage.WHOLE, "")
    assert sessions.of_token(later(context, IDLE + timedelta(seconds=1)), token) is None


def test_a_new_session_takes_the_place_of_the_old_one(context: Context) -> None:
    first = sessions.begin(context, NURSE.id, Stage.PASSWORD, "")
    second = sessions.begin(context, NURSE.id, Stage.WHOLE, "", instead_of=tokens.hashed(first))
    assert sessions.of_token(context, first) is None
    assert sessions.of_token(context, second) is not None


def test_before_the_second_factor_nobody_is_anybody(context: Context) -> None:
    half, whole = (sessions.begin(context, NURSE.id, stage, "") for stage in (Stage.PASSWORD, Stage.WHOLE))
    for token, is_somebody in ((half, False), (whole, True)):
        session = sessions.of_token(context, token)
        assert session is not None
        assert (sessions.user_of(context, session) is not None) == is_somebody


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_by_a_link_only_an_organiser_is_anybody(context: Context, role: Role) -> None:
    account = signing.person(role, "Somebody Else")
    accounts.save(context.store, account)
    session = sessions.of_token(context, sessions.begin(context, account.id, Stage.LINK, ""))
    assert session is not None
    assert sessions.user_of(context, session) is None


def test_who_came_by_a_link_may_change_listings_and_nothing_else(context: Context) -> None:
    group = making.organization()
    account = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(group.id,))
    organizations.save(context.store, group)
    accounts.save(context.store, account)
    session = sessions.of_token(context, sessions.begin(context, account.id, Stage.LINK, ""))
    assert session is not None
    user = sessions.user_of(context, session)
    assert user is not None
    assert {one for one in Permission if user.can(one)} == set(BY_LINK)
    assert (user.organization_ids, user.managed_ids) == ((), (group.id,))


def test_a_session_by_a_link_is_over_after_two_hours_however_busy(context: Context) -> None:
    token = sessions.begin(context, NURSE.id, Stage.LINK, "")
    step = IDLE - timedelta(minutes=1)
    for turn in range(1, LINK_ABSOLUTE // step + 1):
        assert sessions.of_token(later(context, turn * step), token) is not None
    assert sessions.of_token(later(context, LINK_ABSOLUTE + timedelta(seconds=1)), token) is None


def test_after_signing_out_a_copy_of_the_cookie_opens_nothing(context: Context) -> None:
    token = sessions.begin(context, NURSE.id, Stage.WHOLE, "")
    sessions.end(context, tokens.hashed(token))
    assert sessions.of_token(context, token) is None


def test_a_database_that_cannot_be_written_keeps_nobody_from_reading(context: Context) -> None:
    token = sessions.begin(context, NURSE.id, Stage.WHOLE, "")
    with context.store.snapshot():  # here every write fails
        assert sessions.of_token(later(context, timedelta(minutes=5)), token) is not None
    assert rows.of_account(context.store, NURSE.id)[0].seen_at == NOW


@pytest.mark.parametrize(("back", "is_kept"), [(timedelta(seconds=1), True), (IDLE, True), (timedelta(hours=2), False)])
def test_a_clock_that_is_set_back_a_little_ends_nothing_and_far_back_leaves_nothing_open(
    context: Context, back: timedelta, is_kept: bool
) -> None:
    token = sessions.begin(context, NURSE.id, Stage.WHOLE, "Firefox")
    assert (sessions.of_token(later(context, -back), token) is not None) is is_kept
