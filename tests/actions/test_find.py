"""Finding: words, place, filters, counts, and what is noted of a search."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from locator.actions import find
from locator.actions.find import Found, Search
from locator.directory.location import Accessibility, AreaKind, ServiceArea
from locator.directory.service import Capacity, Delivery, ServiceStatus
from locator.places.place import PlaceKind
from locator.wiring import Engine
from tests import making
from tests.conftest import OpenEngine

LUNCH = making.listing("Dalziel Lunch Club", is_free=False, terms=making.themes("social"))
AIRDRIE_LUNCH = making.listing(
    "Airdrie Lunch Club",
    sites=(making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("FR", "12:00", "14:00")),),
    is_free=True,
    terms=making.themes("social"),
)
SHED = making.listing(
    "Cumbernauld Men's Shed",
    sites=(
        making.site(
            making.venue(
                making.CUMBERNAULD, "The Old Depot", accessibility=Accessibility(step_free=True, hearing_loop=False)
            ),
            making.weekly("TU", "10:00", "15:00"),
        ),
    ),
    is_free=True,
    capacity=Capacity.HAS_PLACES,
    terms=making.themes("making"),
)
VISITS = making.listing(
    "Kind Callers",
    sites=(),
    areas=(ServiceArea(kind=AreaKind.LOCALITY, code="consortia-2026/airdrie", name="Airdrie"),),
    deliveries=(Delivery.HOME,),
    summary="Somebody comes for a chat.",
    terms=making.themes("befriending"),
)
LINE = making.listing(
    "Silver Chat Line",
    sites=(),
    deliveries=(Delivery.PHONE,),
    summary="Ring for a chat.",
    terms=making.themes("befriending"),
)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(LUNCH, AIRDRIE_LUNCH, SHED, VISITS, LINE)


def found(engine: Engine, words: str = "", near: str = "", **changes: object) -> Found:
    chosen = {
        name: frozenset({value}) for name, value in changes.items() if name not in ("radius_miles", "sort", "page")
    }
    asked = Search(words=words, near=near, chosen=chosen)  # type: ignore[arg-type]
    own = {name: value for name, value in changes.items() if name in ("radius_miles", "sort", "page")}
    return find.search(engine.context(), replace(asked, **own))  # type: ignore[arg-type]


def names(answer: Found) -> list[str]:
    return [card.listing.service.name for card in answer.cards]


def test_words_and_a_postcode_find_the_right_groups_nearest_first(engine: Engine) -> None:
    answer = found(engine, "lunch club", "ml11ab")
    assert names(answer) == ["Dalziel Lunch Club", "Airdrie Lunch Club"]
    assert answer.place is not None
    assert answer.place.kind is PlaceKind.POSTCODE
    distances = [card.distance_miles for card in answer.cards]
    assert distances[0] == pytest.approx(0, abs=0.1)
    assert distances[1] == pytest.approx(5.7, abs=0.1)


def test_a_radius_leaves_out_what_is_farther(engine: Engine) -> None:
    assert names(found(engine, "lunch", "ML1 1AB", radius_miles=5)) == ["Dalziel Lunch Club"]


def test_a_radius_without_a_place_narrows_nothing(engine: Engine) -> None:
    assert found(engine, "lunch", radius_miles=1).total == 2


def test_a_service_that_covers_the_area_is_found_without_a_distance(engine: Engine) -> None:
    card = next(card for card in found(engine, near="ML6 6AB", radius_miles=1).cards if card.listing == VISITS)
    assert card.covers_area
    assert card.distance_miles is None


def test_a_service_that_covers_another_locality_is_not_inside_the_radius(engine: Engine) -> None:
    assert "Kind Callers" not in names(found(engine, near="ML1 1AB", radius_miles=20))


def test_a_phone_line_that_names_no_area_covers_everywhere(engine: Engine) -> None:
    assert "Silver Chat Line" in names(found(engine, "chat", "ML1 1AB", radius_miles=1))


def test_an_unknown_place_is_said_and_the_words_are_still_searched(engine: Engine) -> None:
    answer = found(engine, "lunch", "Atlantis")
    assert answer.unknown_place is not None
    assert answer.unknown_place.text == "Atlantis"
    assert answer.total == 2


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        pytest.param({"theme": "social"}, {"Dalziel Lunch Club", "Airdrie Lunch Club"}, id="theme"),
        pytest.param({"cost": "free"}, {"Airdrie Lunch Club", "Cumbernauld Men's Shed"}, id="free"),
        pytest.param({"day": "fri"}, {"Airdrie Lunch Club"}, id="day"),
        pytest.param({"day": "tue", "time": "afternoon"}, {"Cumbernauld Men's Shed"}, id="the same session"),
        pytest.param({"when": "today"}, {"Dalziel Lunch Club", "Cumbernauld Men's Shed"}, id="on today"),
        pytest.param({"access": "step-free"}, {"Cumbernauld Men's Shed"}, id="step-free"),
        pytest.param({"access": "hearing-loop"}, set(), id="known to have no loop"),
        pytest.param({"places": "has-places"}, {"Cumbernauld Men's Shed"}, id="has places"),
        pytest.param({"locality": "motherwell"}, {"Dalziel Lunch Club", "Silver Chat Line"}, id="locality"),
        pytest.param({"delivery": "home"}, {"Kind Callers"}, id="home visit"),
    ],
)
def test_a_filter_narrows_to_what_is_known_to_be_so(engine: Engine, chosen: dict[str, str], expected: set[str]) -> None:
    assert set(names(found(engine, **chosen))) == expected


@pytest.mark.parametrize(
    ("group", "value", "expected"),
    [
        ("theme", "social", 2),
        ("cost", "free", 2),
        ("day", "tue", 2),
        ("time", "afternoon", 2),
        ("when", "today", 2),
        ("when", "week", 3),
        ("locality", "cumbernauld", 2),
        ("places", "has-places", 1),
    ],
)
def test_counts_come_under_the_names_of_the_address(engine: Engine, group: str, value: str, expected: int) -> None:
    assert found(engine).counts[group][value] == expected


def test_absent_information_is_counted_as_not_known(engine: Engine) -> None:
    assert found(engine, access="step-free").not_known["access:step-free"] == 2


def test_a_filter_value_that_does_not_exist_finds_nothing_and_says_how_to_go_on(engine: Engine) -> None:
    answer = found(engine, "lunch", theme="nonsense")
    assert answer.total == 0
    assert [(way.kind, way.group, way.total) for way in answer.ways_out if way.group == "theme"] == [
        ("facet", "theme", 2)
    ]


def test_nothing_inside_the_radius_names_the_nearest_beyond(engine: Engine) -> None:
    answer = found(engine, "shed", "ML1 1AB", radius_miles=2)
    assert answer.total == 0
    assert answer.nearest_beyond is not None
    assert answer.nearest_beyond.listing == SHED


def test_a_page_beyond_the_last_shows_the_last(engine: Engine) -> None:
    answer = found(engine, page=99)
    assert answer.page == answer.pages == 1
    assert len(answer.cards) == 5


def test_a_withdrawn_service_is_not_found(engine: Engine) -> None:
    from tests.conftest import save

    assert found(engine, "shed").total == 1
    save(engine, replace(SHED, service=replace(SHED.service, status=ServiceStatus.INACTIVE)))
    assert found(engine, "shed").total == 0


def test_a_card_says_when_it_is_next_on(engine: Engine) -> None:
    cards = {card.listing.service.name: card for card in found(engine).cards}
    assert cards["Dalziel Lunch Club"].is_on_today
    friday = cards["Airdrie Lunch Club"].next_session
    assert friday is not None
    assert friday.on == date(2026, 11, 27)
    assert cards["Kind Callers"].next_session is None


def test_a_search_is_noted_without_anything_about_the_person(engine: Engine) -> None:
    rows = []
    context = replace(engine.context(), log_search=rows.append)
    find.search(
        context,
        Search(words="lunch 0101501234 ring 01698 555123", near="ML1 1AB", chosen={"cost": frozenset({"free"})}),
    )
    assert len(rows) == 1
    assert rows[0].outward_code == "ML1"
    assert "0101501234" not in rows[0].words
    assert "555123" not in rows[0].words
    assert json.loads(rows[0].filters) == {"cost": ["free"]}
    assert (rows[0].total, rows[0].total_other) == (0, 1)


def test_turning_the_page_is_not_another_search(engine: Engine) -> None:
    rows = []
    find.search(replace(engine.context(), log_search=rows.append), Search(words="lunch", page=2))
    assert rows == []


def test_events_of_this_week_are_found_until_they_are_over(open_engine: OpenEngine) -> None:
    event = making.listing(
        "Slipper Amnesty", sites=(making.site(making.venue(), making.one_off(making.TODAY + timedelta(days=5))),)
    )
    past = making.listing(
        "Tea Dance", sites=(making.site(making.venue(), making.one_off(making.TODAY - timedelta(days=1))),)
    )
    assert names(found(open_engine(event, past), when="week")) == ["Slipper Amnesty"]


def test_an_event_that_is_over_is_not_found_from_the_next_day_on(open_engine: OpenEngine) -> None:
    event = making.listing("Slipper Amnesty", sites=(making.site(making.venue(), making.one_off(making.TODAY)),))
    engine = open_engine(event)
    assert found(engine, "slipper").total == 1
    tomorrow = replace(engine.context(), now=engine.context().now + timedelta(days=1))
    assert find.search(tomorrow, Search(words="slipper")).total == 0


def test_a_service_that_covers_only_another_locality_is_no_help_here(engine: Engine) -> None:
    assert "Kind Callers" in names(found(engine, "chat"))
    assert "Kind Callers" not in names(found(engine, "chat", "ML1 1AB"))
    assert "Kind Callers" in names(found(engine, "chat", "ML6 6AB"))


def test_what_only_mentions_the_words_comes_after_what_they_fit(open_engine: OpenEngine) -> None:
    stroke = making.listing(
        "Forward After Stroke",
        description="We are a friendly club for people who had a stroke, and we stop at noon for lunch.",
    )
    answer = found(open_engine(stroke, AIRDRIE_LUNCH), "lunch club", "ML1 1AB")
    assert [(card.listing.service.name, card.is_close) for card in answer.cards] == [
        ("Airdrie Lunch Club", True),
        ("Forward After Stroke", False),
    ]


@pytest.mark.parametrize("when", ["today", "week"])
def test_a_closed_group_is_found_by_its_day_but_never_as_on_now(open_engine: OpenEngine, when: str) -> None:
    closed = replace(LUNCH, service=replace(LUNCH.service, status=ServiceStatus.TEMPORARILY_CLOSED))
    engine = open_engine(closed)
    assert names(found(engine, day="tue")) == ["Dalziel Lunch Club"]
    assert names(found(engine, when=when)) == []
    assert found(engine).counts["when"] == {"today": 0, "week": 0}
