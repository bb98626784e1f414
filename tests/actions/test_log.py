"""The log of one's own team: true counts, nothing of another team, and every look at it is written down."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from locator.actions import log
from locator.actions.log import Asked
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.roles import Role
from locator.storage import audit
from locator.wiring import Engine
from tests import logbook, making, signing
from tests.conftest import OpenEngine
from tests.logbook import AIRDRIE, OLD_AIRDRIE, SUMMER

CLUB = making.listing("Lunch Club")
NURSE, LEAD = signing.person(name="Morag Reid"), signing.person(Role.TEAM_LEAD, name="Jean Hay")
WORKER = signing.person(name="Ian Bell", team=signing.WORKERS)
YEAR = Asked(first=date(2026, 1, 1), last=date(2026, 12, 31))


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    """The nurses made three entries, the social workers one."""
    engine = open_engine(CLUB)
    signing.add(engine, NURSE, LEAD, WORKER)
    logbook.refer(engine, NURSE, CLUB, times=2, theme_code="social", locality_id=AIRDRIE)
    logbook.refer(engine, LEAD, CLUB, locality_id=OLD_AIRDRIE, created_at=datetime(2026, 3, 31, 22, 59, tzinfo=UTC))
    logbook.refer(engine, WORKER, CLUB, theme_code="social", locality_id=AIRDRIE)
    return engine


def actions(engine: Engine, team: str = signing.NURSES.id) -> list[tuple[str, str]]:
    return [(entry.action, entry.account_id) for entry in audit.about(engine.store, "team", team)]


def test_staff_see_what_their_team_did_and_a_count_of_one_is_one(engine: Engine) -> None:
    found = log.show(signing.as_user(engine, NURSE), YEAR)
    assert found.total == 3
    assert found.by_theme == {"social": 2, "": 1}
    assert {one.name: one.count for one in found.by_service} == {"Lunch Club": 3}
    assert found.team_name == "Motherwell nurses"


def test_localities_of_two_sets_are_kept_apart_by_their_ids(engine: Engine) -> None:
    found = log.show(signing.as_user(engine, NURSE), YEAR)
    assert found.by_locality == {AIRDRIE: 2, OLD_AIRDRIE: 1}
    assert [one.id for one in found.locality_sets] == ["localities-2013", "consortia-2026"]


def test_only_the_sets_that_held_in_the_period_are_named(engine: Engine) -> None:
    after = Asked(first=date(2026, 4, 1), last=date(2026, 12, 31))
    assert [one.id for one in log.show(signing.as_user(engine, NURSE), after).locality_sets] == ["consortia-2026"]


def test_a_month_ends_at_midnight_in_london(engine: Engine) -> None:
    """In summer time 31 March ends at 23.00 UTC: a minute before it is March, at it it is April."""
    logbook.refer(engine, NURSE, CLUB, created_at=datetime(2026, 3, 31, 23, 0, tzinfo=UTC))
    spring = Asked(first=date(2026, 3, 1), last=date(2026, 5, 31))
    assert log.show(signing.as_user(engine, NURSE), spring).by_month == {"2026-03": 1, "2026-04": 1, "2026-05": 0}
    march = Asked(first=date(2026, 3, 1), last=date(2026, 3, 31))
    assert log.show(signing.as_user(engine, NURSE), march).total == 1


def test_mine_are_those_that_i_made(engine: Engine) -> None:
    mine = Asked(first=YEAR.first, last=YEAR.last, is_mine=True)
    assert log.show(signing.as_user(engine, LEAD), mine).total == 1


def test_pages_hold_all_rows_once_and_a_page_too_far_is_the_last(engine: Engine) -> None:
    logbook.refer(engine, NURSE, CLUB, times=log.PAGE)
    context = signing.as_user(engine, NURSE)
    pages = [log.show(context, Asked(first=YEAR.first, last=YEAR.last, page=number)) for number in (1, 2, 99)]
    assert [one.asked.page for one in pages] == [1, 2, 2]
    assert pages[0].pages == 2
    ids = [row.referral_id for one in pages[:2] for row in one.rows]
    assert len(set(ids)) == len(ids) == log.PAGE + 3


def test_ones_own_team_may_be_asked_for_by_its_name(engine: Engine) -> None:
    own = Asked(first=YEAR.first, last=YEAR.last, team="nurses")
    assert log.show(signing.as_user(engine, NURSE), own).total == 3


@pytest.mark.parametrize(
    ("team", "noted"), [("social-workers", signing.WORKERS.id), ("Mrs Smith of Wishaw", "")], ids=["another", "none"]
)
def test_another_teams_log_is_not_there_and_that_it_was_asked_for_is_written_down(
    engine: Engine, team: str, noted: str
) -> None:
    other = Asked(first=YEAR.first, last=YEAR.last, team=team)
    with pytest.raises(NotYoursError):
        log.show(signing.as_user(engine, NURSE), other)
    with pytest.raises(NotYoursError):
        log.export(signing.as_user(engine, NURSE), other)
    assert actions(engine, noted) == [("log.refused", NURSE.id)] * 2


@pytest.mark.parametrize("role", [Role.CURATOR, Role.PROGRAMME_LEAD, Role.ORGANISER, Role.ADMINISTRATOR])
def test_nobody_outside_a_team_sees_a_log(engine: Engine, role: Role) -> None:
    stranger = signing.person(role)
    signing.add(engine, stranger)
    with pytest.raises(NotAllowedError):
        log.show(signing.as_user(engine, stranger), YEAR)
    with pytest.raises(NotAllowedError):
        log.export(signing.as_user(engine, stranger), YEAR)


def test_nobody_who_is_not_signed_in_sees_a_log(engine: Engine) -> None:
    with pytest.raises(NotSignedInError):
        log.show(engine.context(), YEAR)


def test_a_look_and_an_export_are_written_down(engine: Engine) -> None:
    log.show(signing.as_user(engine, NURSE), YEAR)
    export = log.export(signing.as_user(engine, LEAD), YEAR)
    assert actions(engine) == [("log.view", NURSE.id), ("log.export", LEAD.id)]
    assert (export.by.name, export.at, len(export.rows)) == ("Jean Hay", engine.context().now, 3)


def test_a_row_names_nobody(engine: Engine) -> None:
    (row, *_) = log.show(signing.as_user(engine, NURSE), YEAR).rows
    assert row.created_at == SUMMER
    personal = {"account_id", "age_band", "outward_code", "reference", "reasons", "need_id"}
    assert not personal & set(type(row).__slots__)
