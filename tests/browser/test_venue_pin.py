"""A curator moves the pin of a venue: dragged, put by pressing on the map, or typed; kept, and seen by everybody afterwards."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from locator.actions import indexing
from locator.directory.listing import Listing
from locator.directory.location import Location
from locator.places import distance
from locator.roles import Role
from locator.storage import listings, organizations
from locator.wiring import Engine
from tests import making
from tests.browser import axe, geometry, organised
from tests.browser.organised import PHONE, WIDE, OpenAs, Organised

pytestmark = pytest.mark.xdist_group(__name__)
"""All in one worker, which serves the site once."""

Point = tuple[float, float]
Way = Callable[[Page, float, float], None]

HUTS = {
    "dragged": (55.79904, -3.9419, "ML1 5TW", "S13003061"),
    "by finger": (55.92179, -3.97672, "ML6 7SW", "S13003049"),
    "pressed": (55.78773, -3.86622, "ML2 9AB", "S13003061"),
    "pressed on a phone": (55.80852, -3.95235, "ML1 5AB", "S13003059"),
    "typed": (55.80046, -3.82303, "ML7 5AB", "S13003054"),
    "without scripts": (55.82586, -3.80109, "ML7 4HX", "S13003054"),
    "far": (55.78032, -3.8131, "ML2 9PJ", "S13003054"),
}
"""A venue for each test, at its postcode and far from every other venue, so that nothing about it is doubtful."""
VENUES = {name: making.venue(at, f"Hut {name}") for name, at in HUTS.items()}
FIRST_ZOOM = 13
DEGREES_IN_A_PIXEL = 360 / (256 * 2**FIRST_ZOOM)
A_METRE = 1.0
TWO_PIXELS = 22.0
MOVED = "The pin has moved. Press “Keep this” to keep it there."


def prepare(engine: Engine, _: Listing) -> None:
    """Put the venues in, each with something that meets there."""
    with engine.store.atomic():
        for name, venue in VENUES.items():
            one = making.listing(f"Zither {name}", sites=(making.site(venue, making.weekly(id=f"rule {name}")),))
            organizations.save(engine.store, one.organization)
            listings.save(engine.store, one)
    indexing.rebuild(engine.context())


@pytest.fixture(scope="module")
def own(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Organised]:
    with organised.served(demonstration, tmp_path_factory.mktemp("pin"), prepare) as found:
        yield found


def path(venue: Location) -> str:
    return f"/curate/venues/{venue.id}"


def opened(page: Page, venue: Location) -> Page:
    """The page of the venue once its pin is on the map."""
    page.goto(path(venue))
    page.locator('#pin-map[data-state="ready"]').wait_for()
    page.locator("#pin-map").scroll_into_view_if_needed()
    return page


def tip(page: Page) -> Point:
    """Where on the screen the pin points to: the middle of its lower edge."""
    box = page.locator("#pin-map .map-pin").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"]


def is_in_the_middle(page: Page) -> bool:
    """Whether the pin points to the middle of the map, once the map has come to rest."""
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)
    box = page.locator("#pin-map").bounding_box()
    assert box
    return math.dist(tip(page), (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)) < 2


def numbers(page: Page) -> Point:
    """What the two boxes say."""
    north, west = (page.get_by_label(name).input_value() for name in ("Latitude", "Longitude"))
    return float(north), float(west)


def moved(venue: Location, right: float, down: float) -> Point:
    """The point so many pixels away from the venue on the map as it opens (Mercator's projection)."""
    north = venue.latitude - down * DEGREES_IN_A_PIXEL * math.cos(math.radians(venue.latitude))
    return north, venue.longitude + right * DEGREES_IN_A_PIXEL


def drag(page: Page, right: float, down: float) -> None:
    """Take the pin with the mouse and let it go so many pixels away."""
    x, y = tip(page)
    page.mouse.move(x, y - 20)
    page.mouse.down()
    page.mouse.move(x + right / 2, y - 20 + down / 2, steps=4)
    page.mouse.move(x + right, y - 20 + down, steps=4)
    page.mouse.up()


def drag_by_finger(page: Page, right: float, down: float) -> None:
    """The same with a finger on the screen."""
    x, y = tip(page)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: Point) -> None:
        told = [{"x": at[0], "y": at[1]} for at in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

    touch("touchStart", (x, y - 20))
    for step in range(1, 9):
        touch("touchMove", (x + right * step / 8, y - 20 + down * step / 8))
    touch("touchEnd")


def press(page: Page, right: float, down: float) -> None:
    """Press on the map so many pixels away from the pin."""
    x, y = tip(page)
    page.mouse.click(x + right, y + down)


def keep(page: Page) -> None:
    """Press “Keep this”, and see that it is kept."""
    page.get_by_role("button", name="Keep this").last.click()
    expect(page.locator("main")).to_contain_text("That is kept.")


def on_the_public_map(own: Organised, venue: Location) -> Point:
    """Where the map data of everybody's search has the venue."""
    found = json.loads(own.site.get("/map/points.json?q=zither").body)
    ((north, west),) = [one["at"] for one in found["venues"] if one["name"] == f"{venue.name}, Motherwell"]
    return north, west


def on_the_public_page(own: Organised, name: str) -> Point:
    """Where the page of what meets there says to programs that it is."""
    source = own.site.get(f"/services/{making.listing(f'Zither {name}').service.slug}").body.decode()
    graph = json.loads(source.partition('<script type="application/ld+json">')[2].partition("</script>")[0])["@graph"]
    (geo,) = [one["geo"] for one in graph if one["@type"] == "Place"]
    return geo["latitude"], geo["longitude"]


def faults(page: Page) -> list[str]:
    """What axe minds, and what sticks out sideways."""
    return [*axe.violations(page), *geometry.sticking_out(page)]


def seen_afterwards(open_as: OpenAs, own: Organised, name: str, at: Point) -> None:
    """The public map, the public page and a later visit show the venue there."""
    assert distance.metres(on_the_public_map(own, VENUES[name]), at) < A_METRE
    assert distance.metres(on_the_public_page(own, name), at) < A_METRE
    later = opened(open_as(Role.CURATOR), VENUES[name])
    assert distance.metres(numbers(later), at) < A_METRE
    assert is_in_the_middle(later)


@pytest.mark.parametrize(
    ("name", "way", "size"),
    [
        ("dragged", drag, WIDE),
        ("by finger", drag_by_finger, PHONE),
        ("pressed", press, WIDE),
        ("pressed on a phone", press, PHONE),
    ],
    ids=["dragged", "by finger", "pressed", "pressed on a phone"],
)
def test_the_pin_is_moved_and_kept(open_as: OpenAs, own: Organised, name: str, way: Way, size: dict[str, int]) -> None:
    page, venue = opened(open_as(Role.CURATOR, size), VENUES[name]), VENUES[name]
    assert page.locator("#pin-how").inner_text() == "Drag the pin, or press where it should be."
    before = tip(page)
    way(page, 30, -18)
    expect(page.locator("#pin-how")).to_have_text(MOVED)
    assert math.dist(tip(page), (before[0] + 30, before[1] - 18)) < 2
    at = numbers(page)
    assert distance.metres(at, moved(venue, 30, -18)) < TWO_PIXELS
    assert faults(page) == []
    assert distance.metres(on_the_public_map(own, venue), (venue.latitude, venue.longitude)) < A_METRE
    keep(page)
    assert numbers(page) == at
    assert faults(page) == []
    seen_afterwards(open_as, own, name, at)


def test_the_pin_follows_numbers_that_are_typed(open_as: OpenAs, own: Organised) -> None:
    page, venue = opened(open_as(Role.CURATOR), VENUES["typed"]), VENUES["typed"]
    at = (round(venue.latitude + 0.001, 5), round(venue.longitude - 0.002, 5))
    page.get_by_label("Longitude").fill(str(at[1]))
    page.get_by_label("Latitude").fill(str(at[0]))
    page.get_by_label("Latitude").press("Tab")
    assert is_in_the_middle(page)
    keep(page)
    seen_afterwards(open_as, own, "typed", at)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_without_scripts_the_numbers_are_typed(open_as: OpenAs, own: Organised, size: dict[str, int]) -> None:
    page, venue = open_as(Role.CURATOR, size, scripts=False), VENUES["without scripts"]
    further = 0.001 if size is WIDE else 0.002
    at = (round(venue.latitude - further, 5), round(venue.longitude + further, 5))
    page.goto(path(venue))
    expect(page.locator("#pin-map")).to_contain_text("Without JavaScript there is no map here.")
    assert geometry.sticking_out(page) == []
    page.get_by_label("Latitude").fill(str(at[0]))
    page.get_by_label("Longitude").fill(str(at[1]))
    keep(page)
    assert numbers(page) == at
    assert geometry.sticking_out(page) == []
    seen_afterwards(open_as, own, "without scripts", at)


def test_a_pin_far_from_its_postcode_is_looked_at_again_where_it_was_put(open_as: OpenAs, own: Organised) -> None:
    page, venue = opened(open_as(Role.CURATOR, PHONE), VENUES["far"]), VENUES["far"]
    drag(page, 60, 60)
    at = numbers(page)
    page.get_by_role("button", name="Keep this").last.click()
    expect(page.get_by_role("alert")).to_contain_text("metres from the postcode")
    page.locator('#pin-map[data-state="ready"]').wait_for()
    assert numbers(page) == at
    assert faults(page) == []
    assert distance.metres(on_the_public_map(own, venue), (venue.latitude, venue.longitude)) < A_METRE
    page.get_by_role("button", name="It is right: keep it").click()
    expect(page.locator("main")).to_contain_text("That is kept.")
    seen_afterwards(open_as, own, "far", at)
