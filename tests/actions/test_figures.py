"""The programme's figures: of all teams, for whole quarters, by the localities of the time, small counts hidden."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from locator.actions import figures, retention
from locator.actions.figures import Measure, NoSuchQuarterError
from locator.actions.permission import NotAllowedError, NotSignedInError
from locator.referral.quarters import Quarter
from locator.referral.suppression import Key
from locator.referral.unmet import UnmetReason
from locator.roles import Role
from locator.storage import audit, referrals
from locator.wiring import Engine
from tests import logbook, making, signing
from tests.conftest import OpenEngine
from tests.logbook import AIRDRIE, OLD_AIRDRIE, SHOTTS, SUMMER, WISHAW
from tests.referral import attacking

CLUB = making.listing("Lunch Club", terms=making.themes("social"))
CHOIR = making.listing(
    "Choir", terms=making.themes("social", "making"), sites=(making.site(making.venue(making.AIRDRIE)),)
)
NURSE, WORKER = signing.person(name="Morag Reid"), signing.person(name="Ian Bell", team=signing.WORKERS)
CURATOR = signing.person(Role.CURATOR)
WINTER = datetime(2026, 2, 10, 10, tzinfo=UTC)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    """In summer: 3 + 20 entries for Airdrie, 12 + 30 for Shotts, 40 + 0 for Wishaw, of two themes and two teams."""
    engine = open_engine(CLUB, CHOIR)
    signing.add(engine, NURSE, WORKER, CURATOR)
    logbook.refer(engine, NURSE, CLUB, times=3, locality_id=AIRDRIE, theme_code="social")
    logbook.refer(engine, WORKER, CLUB, times=20, locality_id=AIRDRIE, theme_code="making")
    logbook.refer(engine, NURSE, CLUB, times=12, locality_id=SHOTTS, theme_code="social")
    logbook.refer(engine, WORKER, CLUB, times=30, locality_id=SHOTTS, theme_code="making")
    logbook.refer(engine, WORKER, CLUB, times=40, locality_id=WISHAW, theme_code="social")
    return engine


def demand(engine: Engine, quarter: str = "") -> figures.Table:
    return figures.programme(signing.as_user(engine, CURATOR), quarter).tables[Measure.DEMAND]


def test_all_teams_count_together(engine: Engine) -> None:
    assert demand(engine).total == 105
    assert demand(engine).by_locality[WISHAW] == 40
    assert demand(engine).by_theme["social"] == 55


def test_a_small_count_is_hidden_and_so_is_what_would_give_it_away(engine: Engine) -> None:
    cells = demand(engine).cells
    hidden = {key for key, value in cells.items() if value is None}
    assert hidden == {(AIRDRIE, "social"), (AIRDRIE, "making"), (SHOTTS, "social"), (SHOTTS, "making")}
    assert cells[WISHAW, "social"] == 40
    assert cells[WISHAW, "making"] == 0


def test_the_newest_quarter_is_the_last_that_is_over_and_settled(engine: Engine) -> None:
    found = figures.programme(signing.as_user(engine, CURATOR))
    assert found.quarter == Quarter(2026, 3)
    assert found.locality_set is not None
    assert found.locality_set.id == "consortia-2026"


def test_a_quarter_before_april_2026_is_counted_by_the_six_localities(engine: Engine) -> None:
    logbook.refer(engine, NURSE, CLUB, times=9, locality_id=OLD_AIRDRIE, created_at=WINTER)
    found = figures.programme(signing.as_user(engine, CURATOR), "2026-q1")
    assert found.locality_set is not None
    assert found.locality_set.id == "localities-2013"
    assert found.tables[Measure.DEMAND].by_locality[OLD_AIRDRIE] == 9
    assert AIRDRIE not in found.tables[Measure.DEMAND].by_locality


def test_each_quarter_is_published_by_one_set_only_that_held_on_all_its_days(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    for quarter in figures.programme(context).quarters:
        days = [quarter.first + timedelta(days=n) for n in range((quarter.last - quarter.first).days + 1)]
        assert {context.reference.locality_set(day) for day in days} == {
            figures.programme(context, quarter.slug).locality_set
        }


def test_a_locality_of_another_set_counts_as_not_said(engine: Engine) -> None:
    logbook.refer(engine, NURSE, CLUB, times=6, locality_id=OLD_AIRDRIE, theme_code="social")
    assert demand(engine).by_locality[figures.UNKNOWN] == 6


@pytest.mark.parametrize("quarter", ["2026-q4", "2026", "2020-q1", "2026-q3 ", "2026-Q3", "x"])
def test_no_other_period_can_be_asked_for(engine: Engine, quarter: str) -> None:
    with pytest.raises(NoSuchQuarterError):
        demand(engine, quarter)


def test_the_table_and_the_row_of_quarters_show_the_same_totals(engine: Engine) -> None:
    logbook.miss(engine, NURSE, times=3)
    context = signing.as_user(engine, CURATOR)
    for quarter in figures.programme(context).quarters:
        found = figures.programme(context, quarter.slug)
        assert {one: found.trend[one][quarter] for one in found.trend} == {
            one: found.tables[one].total for one in found.trend
        }


def test_asking_again_tells_no_more(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    assert figures.programme(context) == figures.programme(context)


def test_what_is_undone_counts_nowhere_and_what_is_anonymous_still_does(engine: Engine) -> None:
    made = logbook.refer(engine, NURSE, CLUB, locality_id=WISHAW, theme_code="social", account_id=None)
    assert demand(engine).total == 106
    assert referrals.undo(engine.store, made.id, SUMMER)
    assert demand(engine).total == 105


def test_unmet_need_is_counted_by_reason_with_the_same_care(engine: Engine) -> None:
    with engine.store.atomic():
        logbook.miss(engine, NURSE, times=2, locality_id=AIRDRIE, theme_code="social")
        logbook.miss(engine, NURSE, times=20, locality_id=SHOTTS, theme_code="social")
        logbook.miss(engine, NURSE, times=9, locality_id=SHOTTS, theme_code="making", reason=UnmetReason.COST)
    found = figures.programme(signing.as_user(engine, CURATOR))
    assert found.tables[Measure.UNMET].total == 31
    assert found.unmet_by_reason == dict.fromkeys(UnmetReason, 0) | {UnmetReason.FULL: 22, UnmetReason.COST: 9}
    assert found.unmet_by_reason_and_locality[UnmetReason.FULL, AIRDRIE] is None
    assert found.tables[Measure.UNMET].by_locality[AIRDRIE] is None
    assert found.tables[Measure.UNMET].by_locality[SHOTTS] is None


def test_a_search_belongs_to_the_one_locality_and_theme_that_it_was_narrowed_to(engine: Engine) -> None:
    with engine.store.atomic():
        logbook.search(engine, times=7, locality=["airdrie"], theme=["social"])
        logbook.search(engine, times=6, locality=["airdrie", "shotts"])
        logbook.search(engine, times=5, locality=["nowhere"], theme=["no such theme"])
        logbook.search(engine, times=8, total=3, locality=["airdrie"])
    found = figures.programme(signing.as_user(engine, CURATOR)).tables[Measure.NOTHING_FOUND]
    assert (found.total, found.by_locality[AIRDRIE], found.by_theme["social"]) == (18, 7, 7)
    assert found.by_locality[figures.UNKNOWN] == 11


def test_of_a_quarter_whose_searches_are_being_cleared_nothing_is_told(engine: Engine) -> None:
    with engine.store.atomic():
        logbook.search(engine, times=7, locality=["airdrie"], theme=["social"])
    engine.settings = replace(engine.settings, keep_search_log_days=160)
    context = signing.as_user(engine, CURATOR)
    of_summer, sweeping = [], context.now
    while context.now < sweeping + timedelta(days=100):
        retention.sweep(context)
        found = figures.programme(context, "2026-q3")
        of_summer.append(found.tables[Measure.NOTHING_FOUND].total)
        assert found.trend[Measure.NOTHING_FOUND][Quarter(2026, 3)] == of_summer[-1]
        context = replace(context, now=context.now + timedelta(days=10))
    assert set(of_summer) <= {7, None}
    assert (of_summer[0], of_summer[-1]) == (7, None)
    assert found.tables[Measure.DEMAND].total == 105


def test_supply_is_what_is_listed_today(engine: Engine) -> None:
    found = figures.programme(signing.as_user(engine, CURATOR)).tables[Measure.SUPPLY]
    assert (found.total, found.by_theme["social"], found.by_theme["making"]) == (2, 2, 1)
    assert (found.cells[AIRDRIE, "social"], found.cells[AIRDRIE, "making"], found.cells[SHOTTS, "social"]) == (1, 1, 0)


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.CURATOR, Role.PROGRAMME_LEAD, Role.ADMINISTRATOR])
def test_who_steers_the_programme_sees_its_figures(engine: Engine, role: Role) -> None:
    account = signing.person(role)
    signing.add(engine, account)
    assert figures.programme(signing.as_user(engine, account)).tables[Measure.DEMAND].total == 105


@pytest.mark.parametrize("role", [Role.STAFF, Role.ORGANISER])
def test_others_do_not(engine: Engine, role: Role) -> None:
    account = signing.person(role, name="Another")
    signing.add(engine, account)
    for action in (figures.programme, figures.export):
        with pytest.raises(NotAllowedError):
            action(signing.as_user(engine, account))
        with pytest.raises(NotSignedInError):
            action(engine.context())


def test_an_export_is_written_down(engine: Engine) -> None:
    export = figures.export(signing.as_user(engine, CURATOR), "2026-q3")
    assert export.programme.quarter.last == date(2026, 9, 30)
    (entry,) = audit.about(engine.store, "quarter", "2026-q3")
    assert (entry.action, entry.account_id, entry.role) == ("figures.export", CURATOR.id, "curator")


def attacked(found: figures.Programme, columns: tuple[str, ...]) -> set[Key]:
    """What somebody who has everything that is published about a quarter can work out."""
    rows, back = (*found.locality_ids, figures.UNKNOWN), set()
    for measure in (Measure.DEMAND, Measure.NOTHING_FOUND):
        back |= attacking.recovered(flat(found.tables[measure]), attacking.sums_of_table(rows, columns))
    unmet = flat(found.tables[Measure.UNMET])
    unmet |= {("first", reason): count for reason, count in found.unmet_by_reason.items()}
    unmet |= {("before", *key): count for key, count in found.unmet_by_reason_and_locality.items()}
    return back | attacking.recovered(unmet, attacking.sums_of_chain(tuple(UnmetReason), rows, columns))


def flat(table: figures.Table) -> dict[Key, int | None]:
    return {
        ("total",): table.total,
        **{("row", row): count for row, count in table.by_locality.items()},
        **{("column", column): count for column, count in table.by_theme.items()},
        **{("cell", *cell): count for cell, count in table.cells.items()},
    }


@pytest.mark.parametrize("dealt", [1, 2, 3])
def test_everything_that_is_published_about_a_quarter_gives_nothing_away(open_engine: OpenEngine, dealt: int) -> None:
    engine, dice = open_engine(CLUB), random.Random(dealt)
    signing.add(engine, NURSE, CURATOR)
    context = signing.as_user(engine, CURATOR)
    themes = tuple(theme.code for theme in context.reference.themes)
    places = (AIRDRIE, SHOTTS, WISHAW, "consortia-2026/kilsyth", None)
    with engine.store.atomic():
        for _ in range(120):
            where = {"locality_id": dice.choice(places), "theme_code": dice.choice((*themes[:5], None))}
            logbook.refer(engine, NURSE, CLUB, times=dice.choice((1, 1, 2, 7)), **where)
            logbook.miss(engine, NURSE, reason=dice.choice(tuple(UnmetReason)), **where)
            logbook.search(engine, locality=["airdrie"], theme=[dice.choice(themes)])
    found = figures.programme(context)
    hidden = [key for one in found.tables.values() for key, count in flat(one).items() if count is None]
    assert len(hidden) > 20
    assert attacked(found, (*themes, figures.UNKNOWN)) == set()
