"""Counts over the log, checked by hand; what was undone counts nowhere, what was made anonymous still does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from locator.referral.referral import Level
from locator.referral.states import State
from locator.referral.unmet import UnmetReason
from locator.storage import figures, localities, referrals
from locator.storage.figures import Chosen
from locator.wiring import Engine
from tests import logbook, making, signing
from tests.conftest import OpenEngine
from tests.logbook import AIRDRIE, SHOTTS, SUMMER

CLUB, CHOIR = making.listing("Lunch Club"), making.listing("Choir")
NURSE, WORKER = signing.person(name="Morag Reid"), signing.person(name="Ian Bell", team=signing.WORKERS)
FIRST, BEHIND = datetime(2026, 6, 30, 23, tzinfo=UTC), datetime(2026, 9, 30, 23, tzinfo=UTC)
EVERYTHING = Chosen(team_id=signing.NURSES.id, since=FIRST, until=BEHIND)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    """The nurses pointed to the club three times and to the choir once, the social workers twice."""
    engine = open_engine(CLUB, CHOIR)
    signing.add(engine, NURSE, WORKER)
    logbook.refer(engine, NURSE, CLUB, times=2, theme_code="social", locality_id=AIRDRIE)
    logbook.refer(
        engine,
        NURSE,
        CLUB,
        account_id=None,
        level=Level.CODED,
        reference="P-2345",
        state=State.SENT,
        theme_code="social",
    )
    logbook.refer(engine, NURSE, CHOIR, created_at=FIRST, theme_code="making", locality_id=SHOTTS)
    logbook.refer(engine, NURSE, CHOIR, undone_at=SUMMER, theme_code="making", locality_id=SHOTTS)
    logbook.refer(engine, NURSE, CHOIR, created_at=BEHIND, theme_code="making", locality_id=SHOTTS)
    logbook.refer(engine, WORKER, CLUB, times=2, theme_code="social", locality_id=AIRDRIE)
    return engine


def test_a_team_counts_what_it_did_in_the_period_and_nothing_undone(engine: Engine) -> None:
    assert figures.count(engine.store, EVERYTHING) == 4


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [
        ({"account_id": NURSE.id}, 3),
        ({"locality_id": AIRDRIE}, 2),
        ({"theme_code": "social"}, 3),
        ({"service_id": CHOIR.service.id}, 1),
        ({"level": Level.CODED}, 1),
        ({"state": State.SENT}, 1),
        ({"theme_code": "social", "locality_id": SHOTTS}, 0),
        ({"team_id": signing.WORKERS.id}, 2),
    ],
    ids=str,
)
def test_each_filter_narrows(engine: Engine, narrowed: dict[str, object], count: int) -> None:
    chosen = replace(EVERYTHING, **narrowed)  # type: ignore[arg-type]
    assert figures.count(engine.store, chosen) == count
    assert len(figures.rows(engine.store, chosen)) == count


def test_counts_by_column_add_up_and_the_unknown_has_its_own(engine: Engine) -> None:
    assert figures.counts_by(engine.store, EVERYTHING, "theme_code") == Counter(social=3, making=1)
    assert figures.counts_by(engine.store, EVERYTHING, "locality_id") == Counter({AIRDRIE: 2, SHOTTS: 1, "": 1})
    assert figures.counts_by(engine.store, EVERYTHING, "state") == Counter(signposted=3, sent=1)


def test_there_are_no_counts_by_a_column_that_could_name_somebody(engine: Engine) -> None:
    with pytest.raises(ValueError, match="no counts by reference"):
        figures.counts_by(engine.store, EVERYTHING, "reference")


def test_the_group_that_was_named_most_is_first(engine: Engine) -> None:
    found = figures.counts_by_service(engine.store, EVERYTHING)
    assert [(one.name, one.count) for one in found] == [("Lunch Club", 3), ("Choir", 1)]


def test_counts_by_hour_are_of_the_hours(engine: Engine) -> None:
    assert list(figures.counts_by_hour(engine.store, EVERYTHING)) == [(FIRST, 1), (SUMMER, 3)]


def test_rows_come_newest_first_with_the_names_of_the_time(engine: Engine) -> None:
    store = engine.store
    rows = figures.rows(store, EVERYTHING)
    assert [row.created_at for row in rows] == [SUMMER] * 3 + [FIRST]
    assert {(row.service_name, row.organization_name) for row in rows} == {
        ("Lunch Club", "Dalziel Friends"),
        ("Choir", "Dalziel Friends"),
    }
    assert figures.rows(store, EVERYTHING, offset=3, limit=5) == rows[3:]


def test_a_group_that_only_others_pointed_to_is_not_among_the_teams(engine: Engine) -> None:
    assert figures.services_of_team(engine.store, signing.WORKERS.id) == ((CLUB.service.id, "Lunch Club"),)


def test_demand_is_of_all_teams_by_locality_and_theme(engine: Engine) -> None:
    assert figures.demand(engine.store, FIRST, BEHIND) == Counter(
        {(AIRDRIE, "social"): 4, ("", "social"): 1, (SHOTTS, "making"): 1}
    )


def test_demand_loses_what_is_undone_and_keeps_what_is_erased(engine: Engine) -> None:
    store, made = engine.store, logbook.refer(engine, NURSE, CLUB, erased_at=SUMMER)
    assert figures.demand(store, FIRST, BEHIND).total() == 7
    assert referrals.undo(store, made.id, SUMMER)
    assert figures.demand(store, FIRST, BEHIND).total() == 6


def test_unmet_need_is_by_reason_locality_and_theme(engine: Engine) -> None:
    logbook.miss(engine, NURSE, times=2, theme_code="social", locality_id=AIRDRIE)
    logbook.miss(engine, WORKER, reason=UnmetReason.COST)
    logbook.miss(engine, WORKER, undone_at=SUMMER)
    logbook.miss(engine, WORKER, created_at=FIRST - timedelta(seconds=1))
    assert figures.unmet(engine.store, FIRST, BEHIND) == Counter({("full", AIRDRIE, "social"): 2, ("cost", "", ""): 1})


def test_the_same_form_makes_one_need(engine: Engine) -> None:
    for _ in range(2):
        logbook.miss(engine, NURSE, id="one", form_key="one")
    assert figures.unmet(engine.store, FIRST, BEHIND).total() == 1


def test_only_searches_that_found_nothing_count(engine: Engine) -> None:
    logbook.search(engine, times=2, theme=["social"])
    logbook.search(engine, total=3, theme=["social"])
    logbook.search(engine, at=BEHIND)
    assert figures.searches_for_nothing(engine.store, FIRST, BEHIND) == (('{"theme": ["social"]}', 2),)


def test_a_newer_release_of_the_localities_leaves_what_was_counted_by_them(engine: Engine) -> None:
    six, nine = localities.sets(engine.store)
    renamed = replace(nine, localities=tuple(replace(one, name=one.name.upper()) for one in nine.localities[1:]))
    localities.save_set(engine.store, renamed)
    assert figures.count(engine.store, replace(EVERYTHING, locality_id=AIRDRIE)) == 2
    kept = localities.sets(engine.store)
    assert kept[0] == six
    assert {one.name: bool(one.ward_codes) for one in kept[1].localities}["Airdrie"] is False
    assert {one.name for one in kept[1].localities} >= {"SHOTTS", "WISHAW"}
