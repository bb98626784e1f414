"""Accounts at the terminal, as a person types it: the first administrator is made here."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from locator.accounts.account import AccountStatus
from locator.actions import demonstration_people
from locator.cli import main, serving
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts, audit, organizations
from locator.web import create_app
from locator.wiring import Engine
from tests import entering, making
from tests.conftest import OpenEngine
from tests.web.visitor import Visitor

TOM = ("tom.ross@example.org", "--name", "Tom Ross", "--role", "administrator")


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine()


def run(settings: Settings, *arguments: str, **environment: str) -> Result:
    known = {"PORT": "", "LOCATOR_MAIL_HOST": "", "LOCATOR_BASE_URL": "https://locator.example.org", **environment}
    return CliRunner().invoke(main, ["--data", str(settings.data), "user", *arguments], env=known)


def test_the_first_administrator_gets_in_by_the_link_that_is_printed(settings: Settings, engine: Engine) -> None:
    made = run(settings, "add", *TOM)
    assert made.exit_code == 0, made.output
    link = made.output.splitlines()[-1]
    assert link.startswith("https://locator.example.org/invite/")
    now = Engine(settings)
    answer = Visitor(create_app(now)).post(link.removeprefix("https://locator.example.org"), {"new": entering.NEW})
    assert answer.headers["Location"] == "/sign-in/code"
    account = accounts.by_email(now.store, TOM[0])
    now.close()
    assert account is not None
    assert (account.role, account.status) == (Role.ADMINISTRATOR, AccountStatus.ACTIVE)
    assert [entry.account_id for entry in audit.about(engine.store, "account", account.id)][:2] == ["terminal"] * 2


def test_with_mail_set_up_the_link_is_not_printed(settings: Settings, engine: Engine) -> None:
    made = run(settings, "add", *TOM, LOCATOR_MAIL_HOST="mail.example.org")
    assert "A link is on its way" in made.output
    assert "/invite/" not in made.output
    assert engine.store.row("SELECT to_address FROM mail") == (TOM[0],)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nobody", "--name", "X", "--role", "curator"), "not an email address"),
        (("a@example.org", "--name", "X", "--role", "staff"), "needs --team"),
        (("a@example.org", "--name", "X", "--role", "staff", "--team", "Mars"), "There is no team 'Mars'"),
        (("a@example.org", "--name", "X", "--role", "organiser"), "needs --group"),
        (("a@example.org", "--name", "X", "--role", "organiser", "--group", "Mars"), "no organization 'Mars'"),
        (("morag.reid.staff@example.org", "--name", "X", "--role", "curator"), "an account with this address already"),
        (("a@example.org", "--name", " ", "--role", "curator"), "Give the person's name"),
    ],
    ids=str,
)
def test_what_cannot_be_added_is_said(
    settings: Settings, engine: Engine, arguments: tuple[str, ...], words: str
) -> None:
    entering.somebody(engine)
    result = run(settings, "add", *arguments)
    assert (result.exit_code, words in result.output) == (1, True), result.output


def test_staff_are_added_by_the_name_of_their_team_and_organisers_by_their_group(
    settings: Settings, engine: Engine
) -> None:
    entering.somebody(engine)
    with engine.store.atomic():
        organizations.save(engine.store, making.organization("Dalziel Friends"))
    assert (
        run(settings, "add", "a@example.org", "--name", "A", "--role", "staff", "--team", "motherwell NURSES").exit_code
        == 0
    )
    assert (
        run(
            settings, "add", "b@example.org", "--name", "B", "--role", "organiser", "--group", "dalziel friends"
        ).exit_code
        == 0
    )
    found = run(settings, "list").output
    assert "a@example.org" in found
    assert "invited" in found
    organiser = accounts.by_email(engine.store, "b@example.org")
    assert organiser is not None
    assert organiser.organization_ids == (making.organization("Dalziel Friends").id,)


def test_an_account_is_disabled_and_let_in_again(settings: Settings, engine: Engine) -> None:
    nurse = entering.somebody(engine)
    assert "cannot sign in any more" in run(settings, "disable", nurse.email).output
    assert "disabled" in run(settings, "list").output
    assert "/invite/" in run(settings, "reset", nurse.email).output


def test_a_reset_prints_a_link_for_a_password_and_can_take_the_phone_off(settings: Settings, engine: Engine) -> None:
    nurse = entering.somebody(engine)
    assert "within 15 minutes:\nhttps://locator.example.org/reset/" in run(settings, "reset", nurse.email).output
    kept = accounts.by_id(engine.store, nurse.id)
    assert kept is not None
    assert kept.has_second_factor
    run(settings, "reset", nurse.email, "--phone")
    kept = accounts.by_id(engine.store, nurse.id)
    assert kept is not None
    assert not kept.has_second_factor


@pytest.mark.parametrize("command", ["disable", "reset"])
def test_somebody_who_is_not_there_is_said(settings: Settings, engine: Engine, command: str) -> None:
    assert engine.store.row("SELECT COUNT(*) FROM account") == (0,)
    result = run(settings, command, "nobody@example.org")
    assert (result.exit_code, "There is no such account" in result.output) == (1, True)


def test_the_last_administrator_is_not_disabled_at_the_terminal_either(settings: Settings, engine: Engine) -> None:
    tom = entering.somebody(engine, Role.ADMINISTRATOR, "Tom Ross")
    result = run(settings, "disable", tom.email)
    assert (result.exit_code, "last administrator" in result.output) == (1, True)


def test_serve_prints_the_people_of_a_demonstration_only(capsys: pytest.CaptureFixture[str]) -> None:
    serving._introduce((), "http://127.0.0.1:8000/sign-in")
    assert capsys.readouterr().out == ""
    nurse = demonstration_people.Shown(
        id="1", email="nurse@demonstration.example", name="Morag", role=Role.STAFF, place=""
    )
    serving._introduce((nurse,), "http://127.0.0.1:8000/sign-in")
    printed = capsys.readouterr().out
    for words in (
        "nurse@demonstration.example",
        "/sign-in",
        demonstration_people.PASSWORD,
        demonstration_people.SECRET,
    ):
        assert words in printed
