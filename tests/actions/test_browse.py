"""Browsing: counts on the front page, and the pages of themes and localities."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions import browse
from locator.actions.show import NotFoundError
from locator.directory.location import AreaKind, ServiceArea
from locator.directory.service import Delivery
from locator.wiring import Engine
from tests import making
from tests.conftest import OpenEngine


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    airdrie = making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("MO"))
    event = making.site(making.venue(), making.one_off(making.TODAY + timedelta(days=3)))
    return open_engine(
        making.listing("Lunch Club", terms=making.themes("social")),
        making.listing("Singing", sites=(airdrie,), terms=making.themes("social")),
        making.listing("Slipper Amnesty", sites=(event,), terms=making.themes("active")),
    )


def test_the_front_page_counts_themes_and_localities(engine: Engine) -> None:
    front = browse.front(engine.context())
    assert {one.theme.code: one.count for one in front.themes if one.count} == {"social": 2, "active": 1}
    assert len(front.themes) == 10
    assert {one.locality.slug: one.count for one in front.localities if one.count} == {"airdrie": 1, "motherwell": 2}
    assert len(front.localities) == 9
    assert front.total == 3


def test_this_week_shows_events_before_what_is_on_every_week(engine: Engine) -> None:
    front = browse.front(engine.context())
    assert [card.listing.service.name for card in front.this_week] == ["Slipper Amnesty", "Lunch Club", "Singing"]


def test_an_event_that_is_over_is_not_on_this_week(open_engine: OpenEngine) -> None:
    event = making.listing("Slipper Amnesty", sites=(making.site(making.venue(), making.one_off(making.TODAY)),))
    context = open_engine(event).context()
    assert len(browse.front(context).this_week) == 1
    assert browse.front(replace(context, now=context.now.replace(hour=23))).this_week == ()


def test_other_groups_are_on_the_front_page_tomorrow(open_engine: OpenEngine) -> None:
    context = open_engine(*(making.listing(f"Club {number:02}") for number in range(60))).context()
    days = [replace(context, now=context.now + timedelta(days=day)) for day in range(3)]
    shown = {card.listing.service.name for day in days for card in browse.front(day).this_week}
    assert len(shown) == 3 * browse.WEEK_SHOWN


def test_the_front_page_of_a_place_has_distances(engine: Engine) -> None:
    front = browse.front(engine.context(), "ML6 6AB")
    assert front.near is not None
    assert all(card.distance_miles is not None for card in front.this_week)


def test_a_theme_has_its_services_and_counts_by_locality(engine: Engine) -> None:
    view = browse.theme(engine.context(), "social")
    assert view.found.total == 2
    assert {one.locality.slug: one.count for one in view.localities if one.count} == {"airdrie": 1, "motherwell": 1}


def test_a_locality_has_its_services_and_counts_by_theme(engine: Engine) -> None:
    view = browse.locality(engine.context(), "motherwell")
    assert view.found.total == 2
    assert {one.theme.code: one.count for one in view.themes if one.count} == {"social": 1, "active": 1}


def test_those_that_meet_in_a_locality_come_before_those_that_only_come_to_it(open_engine: OpenEngine) -> None:
    council = ServiceArea(kind=AreaKind.COUNCIL, code="S12000050", name="North Lanarkshire")
    visits = making.listing("A visit at home", sites=(), deliveries=(Delivery.HOME,), areas=(council,))
    far = making.venue((55.79, -3.98, "ML1 3SS", "S13003058"), "North Hall")
    here = making.listing("Zest", sites=(making.site(making.venue(), making.weekly()),))
    edge = making.listing("Bowls", sites=(making.site(far, making.weekly("WE")),))
    view = browse.locality(open_engine(visits, here, edge).context(), "motherwell")
    assert [card.listing.service.name for card in view.found.cards][-1] == "A visit at home"
    assert view.found.total == 3


def test_localities_of_another_time_have_no_page(engine: Engine) -> None:
    with pytest.raises(NotFoundError):
        browse.locality(engine.context(), "wishaw-and-shotts")
    with pytest.raises(NotFoundError):
        browse.theme(engine.context(), "nonsense")


def test_before_april_2026_the_six_localities_are_in_force(engine: Engine) -> None:
    context = replace(engine.context(), now=engine.context().now.replace(month=3))
    assert len(browse.front(context).localities) == 6
    assert browse.locality(context, "wishaw-and-shotts").locality.name == "Wishaw and Shotts"


def test_browsing_is_not_noted_as_a_search(engine: Engine) -> None:
    noted = []
    context = replace(engine.context(), log_search=noted.append)
    browse.front(context, "ML1 1AB")
    browse.theme(context, "social")
    browse.locality(context, "motherwell")
    assert noted == []
