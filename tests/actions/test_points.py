"""The points of a search: every venue inside the radius, in the order of the list, and a word for what has none."""

from __future__ import annotations

import pytest

from locator.actions import find, points
from locator.actions.find import Search
from locator.directory.location import AreaKind, ServiceArea
from locator.directory.service import Delivery
from locator.wiring import Engine
from tests import making
from tests.conftest import OpenEngine

MOTHERWELL_HALL = making.venue(making.MOTHERWELL, "Dalziel Hall")
AIRDRIE_HALL = making.venue(making.AIRDRIE, "Airdrie Hall")
CHOIR = making.listing("Choir", sites=(making.site(MOTHERWELL_HALL, making.weekly("MO")),))
TWO_PLACES = making.listing(
    "Walking group",
    sites=(
        making.site(MOTHERWELL_HALL, making.weekly("TH", id=making.identifier("thursday"))),
        making.site(AIRDRIE_HALL, making.weekly("FR", id=making.identifier("friday"))),
    ),
)
VISITS = making.listing(
    "Kind Callers",
    sites=(),
    areas=(ServiceArea(kind=AreaKind.COUNCIL, code="S12000050", name="North Lanarkshire"),),
    deliveries=(Delivery.HOME,),
)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(CHOIR, TWO_PLACES, VISITS)


def named(found: points.MapPoints) -> list[tuple[str, str]]:
    return sorted((point.card.listing.service.name, point.site.location.name) for point in found.points)


def test_every_venue_is_a_point_and_a_service_without_one_is_counted(engine: Engine) -> None:
    found = points.map_points(engine.context(), Search())

    assert named(found) == [
        ("Choir", "Dalziel Hall"),
        ("Walking group", "Airdrie Hall"),
        ("Walking group", "Dalziel Hall"),
    ]
    assert (found.services, found.elsewhere, found.left_off) == (2, 1, 0)
    assert found.place is None


def test_a_venue_beyond_the_radius_is_no_point(engine: Engine) -> None:
    found = points.map_points(engine.context(), Search(near="ML1 1AB", radius_miles=2))

    assert named(found) == [("Choir", "Dalziel Hall"), ("Walking group", "Dalziel Hall")]
    assert found.radius_miles == 2


def test_each_point_tells_the_distance_and_the_session_of_its_own_venue(engine: Engine) -> None:
    found = points.map_points(engine.context(), Search(words="walking", near="ML1 1AB"))

    here = {point.site.location.name: point.card for point in found.points}
    assert here["Dalziel Hall"].distance_miles == pytest.approx(0, abs=0.05)
    assert here["Airdrie Hall"].distance_miles == pytest.approx(9167 / 1609.344, abs=0.05)
    days = {name: card.next_session.on.isoweekday() for name, card in here.items() if card.next_session}
    assert days == {"Dalziel Hall": 4, "Airdrie Hall": 5}


def test_a_point_knows_the_page_of_the_list_it_is_on(open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "PAGE_SIZE", 2)
    context = open_engine(*(making.listing(f"Club {number}") for number in range(5))).context()

    found = points.map_points(context, Search())

    listed = {
        card.listing.service.slug: page for page in (1, 2, 3) for card in find.search(context, Search(page=page)).cards
    }
    assert {point.card.listing.service.slug: point.page for point in found.points} == listed


def test_no_more_than_the_most_are_drawn_and_the_rest_is_counted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points, "MOST_SERVICES", 1)

    found = points.map_points(engine.context(), Search())

    assert found.left_off == 2


def test_looking_at_the_map_is_not_noted_as_a_search(engine: Engine) -> None:
    noted: list[object] = []
    context = engine.context()
    object.__setattr__(context, "log_search", noted.append)

    points.map_points(context, Search(words="choir"))

    assert noted == []


def test_an_unknown_place_leaves_the_search_without_a_place(engine: Engine) -> None:
    found = points.map_points(engine.context(), Search(near="Atlantis", radius_miles=1))

    assert found.place is None
    assert found.services == 2
