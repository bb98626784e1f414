"""Every way in ends in one place, which decides how far in somebody is, and whom it refuses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.accounts.account import AccountStatus
from locator.accounts.session import Stage
from locator.actions import own_account, passwords, people, second_step, sessions, signing, teams
from locator.actions.people import Standing
from locator.actions.permission import NotAllowedError, NotSignedInError
from locator.actions.signing import RefusedError
from locator.roles import Role
from locator.storage import accounts, audit
from locator.storage import sessions as kept_sessions
from locator.vault import tokens
from locator.wiring import Engine
from tests import entering
from tests import signing as signed
from tests.conftest import NOW, OpenEngine


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine()


@pytest.mark.parametrize(
    ("role", "has_app", "is_done", "stage"),
    [
        (Role.STAFF, True, False, Stage.PASSWORD),
        (Role.STAFF, False, False, Stage.PASSWORD),
        (Role.STAFF, True, True, Stage.WHOLE),
        (Role.CURATOR, False, False, Stage.WHOLE),
        (Role.CURATOR, True, False, Stage.PASSWORD),
        (Role.CURATOR, True, True, Stage.WHOLE),
    ],
)
def test_whoever_has_or_needs_a_second_step_is_only_half_in_before_it(
    engine: Engine, role: Role, has_app: bool, is_done: bool, stage: Stage
) -> None:
    account = entering.somebody(engine, role, has_app=has_app)
    entered = signing.finish(engine.context(), account, "A browser", has_second_factor_done=is_done)
    session = sessions.of_token(engine.context(), entered.token)
    assert session is not None
    assert (entered.stage, session.stage, entered.user.id) == (stage, stage, account.id)


def test_the_session_before_ends_and_the_audit_trail_says_how_somebody_came_in(engine: Engine) -> None:
    account = entering.somebody(engine)
    first = signing.finish(engine.context(), account, "A browser", has_second_factor_done=False)
    old = tokens.hashed(first.token)
    signing.finish(
        engine.context(), account, "A browser", has_second_factor_done=True, instead_of=old, how="organisation"
    )
    assert kept_sessions.by_id(engine.store, old) is None
    last = audit.about(engine.store, "account", account.id)[-1]
    assert (last.action, last.why, last.account_id, last.role) == (
        "sign_in.whole",
        "organisation",
        account.id,
        "staff",
    )


def test_somebody_invited_is_active_from_the_first_time_on(engine: Engine) -> None:
    account = entering.somebody(engine, status=AccountStatus.INVITED)
    signing.finish(engine.context(), account, "A browser", has_second_factor_done=True)
    found = accounts.by_id(engine.store, account.id)
    assert found is not None
    assert (found.status, found.signed_in_at) == (AccountStatus.ACTIVE, NOW)


def _disable(engine: Engine, account_id: str) -> None:
    found = accounts.by_id(engine.store, account_id)
    assert found is not None
    accounts.save(engine.store, replace(found, status=AccountStatus.DISABLED))


def _make_demonstration(engine: Engine, account_id: str) -> None:
    found = accounts.by_id(engine.store, account_id)
    assert found is not None
    accounts.save(engine.store, replace(found, is_demonstration=True))


def _close_team(engine: Engine, account_id: str) -> None:
    accounts.save_team(engine.store, replace(signed.NURSES, closed_at=NOW))


@pytest.mark.parametrize("shut", [_disable, _make_demonstration, _close_team])
def test_who_is_shut_out_gets_no_session_even_where_the_caller_saw_an_open_account(
    engine: Engine, shut: Callable[[Engine, str], None]
) -> None:
    account = entering.somebody(engine)
    with engine.store.atomic():
        shut(engine, account.id)
    with pytest.raises(RefusedError):
        signing.finish(engine.context(), account, "A browser", has_second_factor_done=True)
    assert kept_sessions.of_account(engine.store, account.id) == ()
    assert audit.about(engine.store, "account", account.id) == ()


def test_without_a_password_one_shows_who_one_is_by_a_fresh_session(engine: Engine) -> None:
    account = entering.somebody(engine, password_hash="")
    entered = signing.finish(engine.context(), account, "A browser", has_second_factor_done=True)
    session = sessions.of_token(engine.context(), entered.token)
    assert session is not None
    assert passwords.confirm(engine.context(), session, "", "192.0.2.1").id == account.id
    later = replace(engine.context(), now=NOW + timedelta(minutes=11))
    with pytest.raises(passwords.SignInAgainError):
        passwords.confirm(later, session, "", "192.0.2.1")


@pytest.mark.slow
def test_of_many_who_send_one_code_at_once_one_gets_in(engine: Engine) -> None:
    account = entering.somebody(engine)
    halves = [signing.finish(engine.context(), account, "A browser", has_second_factor_done=False) for _ in range(4)]

    def enter(token: str) -> bool:
        session = sessions.of_token(engine.context(), token)
        assert session is not None
        try:
            second_step.with_code(engine.context(), session, entering.code(), source="192.0.2.1", device="")
        except second_step.WrongCodeError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, [half.token for half in halves])) == [False, False, False, True]


@pytest.mark.slow
def test_of_many_guesses_at_once_ten_are_looked_at(engine: Engine) -> None:
    account = entering.somebody(engine)

    def guess(number: int) -> None:
        with pytest.raises(passwords.WrongError):
            passwords.sign_in(
                engine.context(), email=account.email, password=f"guess {number}", source="192.0.2.1", device=""
            )

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(guess, range(24)))
    assert engine.store.row("SELECT COUNT(*) FROM sign_in_try") == (10,)


def test_every_deed_asks_again_whether_the_person_may(engine: Engine) -> None:
    nurse = entering.somebody(engine)
    curator = Standing(role=Role.CURATOR)
    deeds: tuple[Callable[..., object], ...] = (
        people.every,
        people.groups,
        teams.every,
        lambda context: people.one(context, nurse.id),
        lambda context: people.by_email(context, nurse.email),
        lambda context: people.invite(context, email="a@example.org", name="A", standing=curator, form_key="k"),
        lambda context: people.change(context, nurse.id, curator),
        lambda context: people.disable(context, nurse.id),
        lambda context: people.enable(context, nurse.id),
        lambda context: people.reset(context, nurse.id),
        lambda context: people.take_second_factor_away(context, nurse.id),
        lambda context: people.end_sessions(context, nurse.id),
        lambda context: teams.one(context, signed.NURSES.id),
        lambda context: teams.add(context, name="X", kind=signed.NURSES.kind, form_key="k"),
        lambda context: teams.change(context, signed.NURSES.id, name="X", kind=signed.NURSES.kind),
        lambda context: teams.close(context, signed.NURSES.id),
        lambda context: teams.open_again(context, signed.NURSES.id),
    )
    before = list(engine.store.connection.iterdump())
    for deed in deeds:
        with pytest.raises(NotAllowedError):
            deed(signed.as_user(engine, nurse))
        with pytest.raises(NotSignedInError):
            deed(engine.context())
    assert list(engine.store.connection.iterdump()) == before


def test_only_sessions_that_go_on_are_listed(engine: Engine) -> None:
    account = entering.somebody(engine)
    old = replace(engine.context(), now=NOW - timedelta(hours=2))
    signing.finish(old, account, "Old", has_second_factor_done=True)
    signing.finish(engine.context(), account, "Half", has_second_factor_done=False)
    here = signing.finish(engine.context(), account, "Here", has_second_factor_done=True)
    session = sessions.of_token(engine.context(), here.token)
    assert session is not None
    shown = own_account.overview(engine.context(), session).signed_in
    assert [(one.device, one.is_this) for one in shown] == [("Here", True)]
