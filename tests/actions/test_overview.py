"""Curators see what is stale, where nothing is, what people look for, and nothing that names somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import assuring, bounces, overview
from locator.actions.overview import ToDo
from locator.actions.permission import NotAllowedError
from locator.directory.search_log import SearchRow
from locator.directory.seen import Seen, SeenKind
from locator.directory.service import AssuredHow, ServiceStatus
from locator.storage import listing_counts, searches
from locator.wiring import Engine
from tests import checking, making, signing
from tests.checking import CURATOR, EVERY, MANAGER, NURSE, TO_CALL
from tests.conftest import NOW, OpenEngine, save
from tests.making import TODAY
from tests.signing import as_user

MOTHERWELL = "consortia-2026/motherwell"


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(*EVERY)
    signing.add(engine, CURATOR, NURSE, MANAGER)
    return engine


def today(engine: Engine) -> overview.Overview:
    return overview.of_today(as_user(engine, CURATOR))


def searched(engine: Engine, words: str, times: int, *, total: int = 0, days_ago: int = 1) -> None:
    row = SearchRow(
        at=NOW - timedelta(days=days_ago),
        words=words,
        outward_code="",
        radius_miles=None,
        filters="{}",
        sort="best",
        total=total,
        total_other=0,
    )
    searches.record(engine.store, [row] * times)


def test_what_waits_is_counted(engine: Engine) -> None:
    bounces.came_back(as_user(engine, CURATOR), checking.GROUP.email or "")
    assert today(engine).to_do == ToDo(calls=8, to_hide=2, bounced=1)


def test_stale_listings_are_counted_by_place_and_theme_and_once_in_the_sum(engine: Engine) -> None:
    save(engine, checking.checked("Two kinds", 8, terms=making.themes("social", "carers")))
    found = today(engine).stale
    assert found.total == 5
    assert found.by_locality == {MOTHERWELL: 5}
    assert found.cells == {(MOTHERWELL, "social"): 1, (MOTHERWELL, "carers"): 1}


def test_a_theme_without_a_group_is_a_nought(engine: Engine) -> None:
    save(engine, checking.checked("Lunch", 1, terms=making.themes("social")))
    cells = today(engine).supply.cells
    assert (cells[MOTHERWELL, "social"], cells[MOTHERWELL, "carers"]) == (1, 0)


def test_the_groups_looked_at_most_come_first_and_only_those_that_the_public_sees(engine: Engine) -> None:
    walk, lunch, hidden = (checking.checked(name, 1) for name in ("Walk", "Lunch", "Hidden"))
    save(engine, walk, lunch, replace(hidden, service=replace(hidden.service, status=ServiceStatus.INACTIVE)))
    months = {walk: {"2026-09": 4, "2026-11": 5}, lunch: {"2026-08": 90, "2026-10": 3}, hidden: {"2026-11": 50}}
    for one, counts in months.items():
        seen = {Seen(service_id=one.service.id, month=month, kind=SeenKind.VIEW): n for month, n in counts.items()}
        listing_counts.add(engine.store, seen)
    found = Seen(service_id=lunch.service.id, month="2026-11", kind=SeenKind.SEARCH)
    listing_counts.add(engine.store, {found: 70})
    assert [(one.service.name, count) for one, count in today(engine).looked_at] == [("Walk", 9), ("Lunch", 3)]


def test_searches_are_grouped_and_rare_ones_left_out(engine: Engine) -> None:
    searched(engine, "Chess Club ", 2)
    searched(engine, "chess club", 3)
    searched(engine, "Mrs Agnes McBride", 2)
    searched(engine, "walking", 9, total=4)
    searched(engine, "old news", 9, days_ago=91)
    searched(engine, "", 20)
    found = today(engine)
    assert found.nothing_found == (("chess club", 5),)
    assert found.wanted == (("walking", 9), ("chess club", 5))


def test_events_of_the_fortnight_come_next_first(engine: Engine) -> None:
    for name, days in (("Fair", 13), ("Swap", 2), ("Gala", 14), ("Past", -1)):
        event = making.one_off(TODAY + timedelta(days=days))
        save(engine, making.listing(name, sites=(making.site(making.venue(name=name), event),)))
    assert [card.listing.service.name for card in today(engine).events] == ["Swap", "Fair"]


def test_what_was_checked_is_counted_month_by_month_from_the_history(engine: Engine) -> None:
    before = today(engine).checked
    assert before[-1].counts == (1, 3, 6)
    assuring.assure(as_user(engine, CURATOR), TO_CALL.service.id, AssuredHow.PHONE)
    after = today(engine).checked
    assert after[-1].counts == (2, 4, 6)
    assert after[:-1] == before[:-1]


def test_unmet_need_is_the_published_table_or_none(engine: Engine) -> None:
    found = today(engine).unmet
    assert found is not None
    assert found[0].slug == "2026-q3"


def test_nobody_else_sees_it(engine: Engine) -> None:
    for account in (NURSE, MANAGER):
        with pytest.raises(NotAllowedError):
            overview.of_today(as_user(engine, account))


def test_an_empty_directory_has_an_overview_too(open_engine: OpenEngine) -> None:
    engine = open_engine()
    signing.add(engine, CURATOR)
    found = overview.of_today(replace(as_user(engine, CURATOR)))
    assert (found.to_do, found.stale.total, found.events) == (ToDo(calls=0, to_hide=0, bounced=0), 0, ())
