"""A link to a known address lets its person look after their group, once, for a short time, and nothing more."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from locator.accounts.account import AccountStatus
from locator.accounts.link import OneTimeLink, Purpose
from locator.accounts.session import Stage
from locator.actions import entry_links, organiser_ways
from locator.actions import keeping as groups
from locator.actions.context import Context
from locator.actions.entry_links import LinkDeadError
from locator.actions.permission import NotAllowedError
from locator.roles import Role
from locator.storage import accounts, audit, keepers, one_time_links
from locator.vault import tokens
from locator.wiring import Engine
from tests import keeping, signing
from tests.conftest import OpenEngine
from tests.keeping import CHOIR, GROUP, LEAD, OTHER, STRANGER

PUBLISHED = "friends@example.org"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*keeping.LISTINGS)
    keeping.fill(engine)
    return engine


def later(context: Context, **period: float) -> Context:
    return replace(context, now=context.now + timedelta(**period))


def entered(engine: Engine, email: str) -> organiser_ways.Entered:
    keeping.asked(engine.context(), email)
    return organiser_ways.enter(engine.context(), keeping.token(engine, email), "Firefox")


@pytest.mark.parametrize("typed", ["friends@example.org", " FRIENDS@example.ORG ", "choir@example.org"])
def test_a_published_address_gets_an_account_that_looks_after_the_group(engine: Engine, typed: str) -> None:
    email = typed.strip().lower()
    came = entered(engine, email)
    account = accounts.by_email(engine.store, email)
    assert account is not None
    assert (account.role, account.status, account.password_hash) == (Role.ORGANISER, AccountStatus.ACTIVE, "")
    assert (came.stage, came.user.by_link, came.user.managed_ids) == (Stage.LINK, True, (GROUP.id,))
    (keeper,) = [one for one in keepers.of_organization(engine.store, GROUP.id) if one.account_id == account.id]
    assert (keeper.answers, keeper.is_lead, keeper.is_trusted, keeper.since) == (
        False,
        False,
        False,
        engine.context().now,
    )


def test_an_organiser_s_own_address_opens_their_own_account(engine: Engine) -> None:
    came = entered(engine, LEAD.email)
    assert (came.user.id, came.user.managed_ids) == (LEAD.id, (GROUP.id,))


@pytest.mark.parametrize("role", [Role.CURATOR, Role.STAFF, Role.TEAM_LEAD, Role.ADMINISTRATOR, Role.PROGRAMME_LEAD])
def test_no_other_account_is_entered_by_a_link_even_at_a_published_address(engine: Engine, role: Role) -> None:
    signing.add(engine, replace(signing.person(role, "Isa Lunn"), email=PUBLISHED))
    keeping.asked(engine.context(), PUBLISHED)
    ((_, subject, body),) = keeping.mails(engine, PUBLISHED)
    assert (subject, "/organise/enter" in body) == ("Locator: Please sign in with your password", False)


def test_an_account_that_is_given_another_role_meanwhile_is_not_entered(engine: Engine) -> None:
    keeping.asked(engine.context(), LEAD.email)
    accounts.save(engine.store, replace(LEAD, role=Role.CURATOR, organization_ids=()))
    with pytest.raises(LinkDeadError):
        organiser_ways.enter(engine.context(), keeping.token(engine, LEAD.email), "")


@pytest.mark.parametrize("email", ["nobody@example.org", "", "x", "choir@example.org\nBcc: all@example.org", "%"])
def test_an_address_that_nobody_knows_gets_nothing(engine: Engine, email: str) -> None:
    keeping.asked(engine.context(), email)
    assert keeping.mails(engine) == []
    assert engine.store.rows("SELECT id FROM one_time_link") == []


def test_a_disabled_account_gets_nothing_and_is_not_made_again(engine: Engine) -> None:
    keeping.asked(engine.context(), LEAD.email)
    signing.add(engine, replace(LEAD, status=AccountStatus.DISABLED))
    with pytest.raises(LinkDeadError):
        organiser_ways.enter(engine.context(), keeping.token(engine, LEAD.email), "")
    before = keeping.mails(engine)
    keeping.asked(engine.context(), LEAD.email)
    assert keeping.mails(engine) == before


def test_somebody_invited_gets_the_invitation_again(engine: Engine) -> None:
    signing.add(engine, replace(LEAD, status=AccountStatus.INVITED))
    keeping.asked(engine.context(), LEAD.email)
    assert "/invite/" in keeping.mails(engine, LEAD.email)[-1][2]


def test_the_address_of_a_listing_that_is_not_published_is_nobody_s(engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE service SET status = 'inactive' WHERE id = ?", (CHOIR.service.id,))
    keeping.asked(engine.context(), "choir@example.org")
    assert keeping.mails(engine) == []


def test_a_link_works_once_for_fifteen_minutes(engine: Engine) -> None:
    keeping.asked(engine.context(), PUBLISHED)
    token = keeping.token(engine, PUBLISHED)
    with pytest.raises(LinkDeadError):
        organiser_ways.enter(later(engine.context(), minutes=15), token, "")
    assert organiser_ways.enter(later(engine.context(), minutes=14.9), token, "").token
    for act in (organiser_ways.look, lambda context, token: organiser_ways.enter(context, token, "")):
        with pytest.raises(LinkDeadError):
            act(engine.context(), token)


def test_a_newer_link_kills_the_older_one(engine: Engine) -> None:
    keeping.asked(engine.context(), PUBLISHED)
    first = keeping.token(engine, PUBLISHED)
    keeping.asked(engine.context(), PUBLISHED)
    with pytest.raises(LinkDeadError):
        organiser_ways.look(engine.context(), first)
    assert organiser_ways.look(engine.context(), keeping.token(engine, PUBLISHED)).groups == (GROUP.name,)


def test_a_link_is_for_one_thing_only_and_only_its_hash_is_kept(engine: Engine) -> None:
    keeping.asked(engine.context(), PUBLISHED)
    token = keeping.token(engine, PUBLISHED)
    assert token not in repr(engine.store.rows("SELECT * FROM one_time_link"))
    for purpose in (Purpose.INVITE, Purpose.RESET):
        with pytest.raises(LinkDeadError):
            entry_links.account_behind(engine.context(), purpose, token)
    with pytest.raises(LinkDeadError):
        organiser_ways.enter_by_check_link(engine.context(), token, "")


def test_looking_changes_nothing(engine: Engine) -> None:
    keeping.asked(engine.context(), PUBLISHED)
    before = list(engine.store.connection.iterdump())
    organiser_ways.look(engine.context(), keeping.token(engine, PUBLISHED))
    assert list(engine.store.connection.iterdump()) == before


def test_of_two_who_press_at_once_one_gets_in_and_one_account_is_made(engine: Engine) -> None:
    keeping.asked(engine.context(), PUBLISHED)
    token = keeping.token(engine, PUBLISHED)

    def press(_: int) -> bool:
        try:
            organiser_ways.enter(engine.context(), token, "")
        except LinkDeadError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [False, False, False, True]
    assert len(engine.store.rows("SELECT id FROM account WHERE email = ?", (PUBLISHED,))) == 1


def test_when_the_published_address_changes_away_the_next_request_finds_nothing(engine: Engine) -> None:
    came = entered(engine, PUBLISHED)
    keeping.moved(engine, "new@example.org")
    user = accounts.user(engine.store, came.user.id)
    assert user is not None
    assert user.managed_ids == ()
    assert all(one.account_id != came.user.id for one in keepers.of_organization(engine.store, GROUP.id))


def test_what_a_curator_or_a_lead_approved_outlives_the_address(engine: Engine) -> None:
    account = keeping.by_address(engine, PUBLISHED)
    keepers.make_lead(engine.store, GROUP.id, account.id)
    keeping.moved(engine, "new@example.org")
    assert keeping.managed(engine, account) == (GROUP.id,)


def test_an_address_that_changed_away_opens_no_link_that_is_out(engine: Engine) -> None:
    keeping.asked(engine.context(), PUBLISHED)
    keeping.moved(engine, None)
    with pytest.raises(LinkDeadError):
        organiser_ways.enter(engine.context(), keeping.token(engine, PUBLISHED), "")


def test_five_links_an_hour_go_out_and_no_more(engine: Engine) -> None:
    for _ in range(8):
        keeping.asked(engine.context(), PUBLISHED)
    assert len(keeping.mails(engine)) == 5


def test_a_known_and_an_unknown_address_take_as_long(engine: Engine) -> None:
    def seconds(email: str) -> float:
        began = time.perf_counter()
        organiser_ways.ask(engine.context(), email=email, source=f"192.0.2.{len(taken)}")
        return time.perf_counter() - began

    taken: list[tuple[float, float]] = []
    for turn in range(40):
        with engine.store.atomic():
            engine.store.write("DELETE FROM sign_in_try")
        taken.append((seconds(PUBLISHED), seconds(f"nobody{turn}@example.org")))
    known, unknown = (statistics.median(times) for times in zip(*taken, strict=True))
    assert abs(known - unknown) < 0.005


def test_an_organiser_without_a_password_is_told_to_come_by_a_link(engine: Engine) -> None:
    account = keeping.by_address(engine, PUBLISHED)
    entry_links.forgotten(engine.context(), email=account.email, source="192.0.2.1")
    ((_, subject, body),) = keeping.mails(engine, PUBLISHED)
    assert (subject, "/reset/" in body) == ("Locator: You do not need a password", False)


def test_coming_in_is_written_down(engine: Engine) -> None:
    entered(engine, PUBLISHED)
    done = [entry.action for _, entry in audit.newest(engine.store)]
    assert {"sign_in.by_link", "keeper.by_address", "account.made", "link.enter"} <= set(done)


def check_link(engine: Engine, email: str, organization_id: str = GROUP.id) -> str:
    """The token of a reminder's link, kept as the reminder keeps it."""
    token, now = tokens.fresh(), engine.context().now
    link = OneTimeLink(
        id=token[:8],
        purpose=Purpose.CHECK,
        token_hash=tokens.hashed(token),
        organization_id=organization_id,
        email=email,
        created_at=now,
        expires_at=now + timedelta(days=30),
    )
    one_time_links.add(engine.store, link)
    return token


def test_a_reminder_s_link_lets_in_again_and_again_until_it_runs_out(engine: Engine) -> None:
    token = check_link(engine, PUBLISHED)
    first = organiser_ways.enter_by_check_link(engine.context(), token, "")
    again = organiser_ways.enter_by_check_link(later(engine.context(), days=29), token, "")
    assert (first.user.id, first.user.managed_ids, first.stage) == (again.user.id, (GROUP.id,), Stage.REMINDER)
    with pytest.raises(LinkDeadError):
        organiser_ways.enter_by_check_link(later(engine.context(), days=30), token, "")


@pytest.mark.parametrize("email", [STRANGER.email, "nobody@example.org", keeping.CURATOR.email])
def test_a_reminder_s_link_to_an_address_that_is_not_the_group_s_any_more_is_dead(engine: Engine, email: str) -> None:
    with pytest.raises(LinkDeadError):
        organiser_ways.enter_by_check_link(engine.context(), check_link(engine, email), "")


def test_a_reminder_s_link_gives_no_other_group_of_that_address(engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE organization SET email = ?", (PUBLISHED,))
    came = organiser_ways.enter_by_check_link(engine.context(), check_link(engine, PUBLISHED), "")
    assert came.user.managed_ids == (GROUP.id,)
    assert OTHER.id not in came.user.managed_ids


def test_a_keeper_s_own_reminder_lets_them_in(engine: Engine) -> None:
    came = organiser_ways.enter_by_check_link(engine.context(), check_link(engine, LEAD.email), "")
    assert came.user.id == LEAD.id


def test_by_a_reminder_s_link_nobody_is_trusted_and_nobody_leads(engine: Engine) -> None:
    with engine.store.atomic():
        engine.store.write("UPDATE account_organization SET is_trusted = 1 WHERE account_id = ?", (LEAD.id,))
    came = organiser_ways.enter_by_check_link(engine.context(), check_link(engine, LEAD.email), "")
    assert (came.user.managed_ids, came.user.trusted_ids) == ((GROUP.id,), ())
    context = replace(engine.context(), user=came.user)
    for deed in (
        lambda: groups.invite(context, GROUP.id, name="Tam", email="tam@example.org", form_key="form"),
        lambda: groups.hand_lead_over(context, GROUP.id, keeping.HELPER.id),
        lambda: groups.take_off(context, GROUP.id, keeping.HELPER.id),
        lambda: groups.leave(context, GROUP.id),
        lambda: groups.of_my_groups(context),
    ):
        with pytest.raises(NotAllowedError):
            deed()
