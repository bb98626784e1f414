"""The map in a real browser: pins, what they say, the way to and from the list, by mouse and by keyboard."""

from __future__ import annotations

import base64
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug.serving import make_server

from locator.actions import indexing
from locator.settings import Settings
from locator.web import create_app
from locator.wiring import Engine
from tests import making
from tests.browser import site as sites
from tests.browser.conftest import OpenPage
from tests.browser.settled import enter
from tests.browser.site import Site
from tests.browser.watch import Watcher
from tests.conftest import save

LUNCH = "/map?near=ML1+1AB&radius=10"
MEAN_NAME = '<img src="/x" onerror="document.title=\'owned\'"><b>Bold</b>'
TILE = base64.b64decode("R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COVERED = {"runOnly": RULES, "rules": {"target-size": {"enabled": False}}}
"""What a pin says lies over other pins until it is closed: then their size is not asked."""


def opened(page: Page, address: str = LUNCH) -> Page:
    """The map page once the groups are on it."""
    page.goto(address)
    page.locator('[data-state="ready"]').wait_for()
    return page


def pins(page: Page) -> Locator:
    return page.locator(".map-pin")


def rings(page: Page) -> Locator:
    return page.locator(".map-cluster")


def status(page: Page) -> Locator:
    return page.locator("#map-status")


def popup(page: Page) -> Locator:
    return page.locator(".map-popup")


def named(action: str, name: str) -> re.Pattern[str]:
    """The name of a button or link that says, for those who do not see where it is, what it is about."""
    return re.compile(rf"^{action}\s*:\s*{re.escape(name)}$")


def focused_text(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def settle(page: Page) -> None:
    """Wait until no zoom is under way."""
    page.locator(".leaflet-zoom-anim, .leaflet-cluster-anim").first.wait_for(state="detached")
    page.wait_for_timeout(100)


def test_the_groups_of_the_search_are_pins_and_rings_with_names(page: Page) -> None:
    opened(page)

    expect(status(page)).to_contain_text(re.compile(r"^\d+ groups on the map|of \d+ groups in view"))
    names = [one.get_attribute("aria-label") or "" for one in page.locator(".map-pin, .map-cluster").all()]
    assert names
    assert all(re.search(r", at |groups? here\. Press Enter to (zoom in|see them)$", name) for name in names)
    assert rings(page).first.get_attribute("role") == "button"


def test_the_searched_place_is_marked_with_its_radius(page: Page) -> None:
    opened(page)

    expect(page.get_by_role("img", name="You searched here: ML1 1AB")).to_have_count(1)
    expect(page.locator("path.map-radius")).to_have_count(1)


def test_the_searched_place_fills_the_map_however_soon_the_groups_come(page: Page) -> None:
    near = "near=ML1+1AB&radius=2"
    points = page.request.get(f"/map/points.json?{near}").body()
    page.route("**/map/points.json*", lambda route: route.fulfill(body=points, content_type="application/json"))

    opened(page, f"/map?{near}")
    settle(page)

    circle = page.locator("path.map-radius").bounding_box()
    assert circle
    assert circle["width"] > 300


def test_without_tiles_the_ground_is_shapes_and_names(page: Page) -> None:
    opened(page)

    expect(page.locator(".leaflet-builtUp-pane path")).not_to_have_count(0)
    expect(page.locator(".leaflet-outline-pane path")).to_have_count(1)
    expect(page.locator(".map-name", has_text="Motherwell").first).to_be_attached()
    expect(page.locator(".leaflet-tile")).to_have_count(0)


def test_the_areas_are_drawn_when_the_box_is_ticked(page: Page) -> None:
    opened(page)
    expect(page.locator(".map-area-name")).to_have_count(0)

    page.get_by_label("Show the 9 areas").check()
    expect(page.locator(".map-area-name")).to_have_count(9)

    page.get_by_label("Show the 9 areas").uncheck()
    expect(page.locator(".map-area-name")).to_have_count(0)


def test_a_group_of_the_list_is_shown_on_the_map_and_found_again_on_the_list(page: Page) -> None:
    opened(page)
    entry = page.locator(".map-entry", has=page.locator(".map-show")).first
    name = entry.locator("h3").inner_text()

    entry.get_by_role("button", name=named("Show on the map", name)).click()
    expect(popup(page)).to_contain_text(name)
    popup(page).get_by_role("link", name=named("Show on the list", name)).click()

    assert page.url.endswith("#" + str(entry.get_attribute("id")))
    expect(entry).to_be_in_viewport()
    expect(entry).to_be_focused()


def test_a_group_on_another_page_of_the_list_is_linked_there(page: Page) -> None:
    opened(page, "/map")
    found = page.evaluate("fetch(document.getElementById('map_places').dataset.points).then((answer) => answer.json())")
    groups = next(one["groups"] for one in found["venues"] if {group["page"] for group in one["groups"]} > {1})
    here = next(group for group in groups if group["page"] == 1)
    there = next(group for group in groups if group["page"] > 1)

    page.locator(f"#group-{here['slug']} .map-show").click()
    popup(page).get_by_role("link", name=named("Show on the list", there["name"])).click()
    page.wait_for_url(f"**/map?page={there['page']}#group-{there['slug']}")

    expect(page.locator(f"#group-{there['slug']}")).to_be_in_viewport()


def test_by_keyboard_a_ring_zooms_in_a_pin_opens_and_escape_goes_back(page: Page) -> None:
    opened(page)
    for _ in range(8):
        if pins(page).count():
            break
        rings(page).first.focus()
        enter(page)
        settle(page)
        expect(status(page)).to_contain_text("in view")
    pin = pins(page).first
    label = pin.get_attribute("aria-label")

    pin.focus()
    page.keyboard.press("Space")
    expect(popup(page)).to_be_visible()
    assert focused_text(page) == popup(page).locator("a").first.text_content()

    page.keyboard.press("Escape")
    expect(popup(page)).to_have_count(0)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == label


def test_after_a_ring_the_map_itself_has_the_focus(page: Page) -> None:
    opened(page, "/map")
    rings(page).first.focus()

    enter(page)
    settle(page)

    expect(page.locator("#map_places")).to_be_focused()
    expect(status(page)).to_contain_text("Zoomed in.")


def test_closest_up_a_ring_lists_its_groups(page: Page) -> None:
    opened(page, "/map")
    closest = page.locator(".leaflet-control-zoom-in.leaflet-disabled")
    for _ in range(30):
        if closest.count():
            break
        page.get_by_role("button", name="Zoom in", exact=True).dispatch_event("click")
        settle(page)

    expect(closest).to_have_count(1)
    page.get_by_role("button", name="Whole area").click()
    settle(page)
    expect(rings(page).first).to_be_visible()


def test_the_map_can_be_skipped(page: Page) -> None:
    opened(page)
    page.get_by_label("Show the 9 areas").focus()
    page.keyboard.press("Shift+Tab")
    skip = page.get_by_role("link", name="Skip the map, go to the list")
    expect(skip).to_be_focused()

    enter(page)

    expect(page.locator("#map-list")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (640, 800), (360, 780), (320, 568)])
def test_it_is_accessible_and_never_wider_than_the_screen(open_page: OpenPage, width: int, height: int) -> None:
    page = opened(open_page(viewport={"width": width, "height": height}))
    closed = Axe().run(page, options={"runOnly": RULES})
    page.locator(".map-show").first.click()
    expect(popup(page)).to_be_visible()
    settle(page)
    talking = Axe().run(page, options=COVERED)

    assert closed.violations_count == 0, closed.generate_report()
    assert talking.violations_count == 0, talking.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_pressed_is_at_least_44_pixels(open_page: OpenPage) -> None:
    page = opened(open_page(viewport={"width": 360, "height": 780}))
    page.locator(".map-show").first.click()
    expect(popup(page)).to_be_visible()
    settle(page)

    pressed = (
        ".map-box .leaflet-bar a, .map-pin, .map-cluster, .leaflet-popup-close-button, .map-tools button, .map-areas"
    )
    sizes = page.locator(pressed).evaluate_all(
        "(all) => all.map((one) => [one.className, one.offsetWidth, one.offsetHeight])"
    )

    assert len(sizes) > 5
    assert [one for one in sizes if min(one[1], one[2]) < 44] == []


def test_with_less_motion_wished_nothing_is_animated(open_page: OpenPage) -> None:
    page = opened(open_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce"))

    expect(page.locator(".leaflet-zoom-anim, .leaflet-fade-anim")).to_have_count(0)


def test_without_javascript_the_list_says_it_all(plain_page: Page) -> None:
    plain_page.goto(LUNCH)

    expect(plain_page.get_by_text("The map needs JavaScript")).to_be_visible()
    expect(plain_page.locator(".map-entry").first).to_be_visible()
    expect(plain_page.locator("#map-tools")).to_be_hidden()
    plain_page.get_by_role("link", name="The list", exact=True).click()
    assert "/services?" in plain_page.url


def test_points_that_do_not_come_leave_a_sentence_and_the_list(page: Page) -> None:
    page.route("**/map/points.json*", lambda route: route.fulfill(status=200, body="not json"))

    page.goto(LUNCH)

    expect(status(page)).to_have_text("Sorry, the groups could not be put on the map. Please use the list.")
    expect(page.locator(".map-entry").first).to_be_visible()


@pytest.fixture
def tiled(settings: Settings) -> Iterator[str]:
    """The address of a site, served by this process, whose map stands on tiles of another host."""
    settings = replace(settings, tile_url="https://tiles.example.org/{z}/{x}/{y}.png", tile_attribution="© Somebody")
    engine = Engine(settings)
    save(engine, making.listing("Lunch Club"))
    server = make_server("127.0.0.1", 0, create_app(engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    engine.close()


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # werkzeug's small server leaves files open
def test_with_a_tile_address_the_map_stands_on_tiles(tiled: str, browser: Browser) -> None:
    context = browser.new_context(base_url=tiled, viewport={"width": 1280, "height": 900})
    watcher = Watcher(home=tiled)
    watcher.attach(context)
    context.route("https://tiles.example.org/**", lambda route: route.fulfill(content_type="image/png", body=TILE))

    page = opened(context.new_page(), "/map")
    page.get_by_role("button", name="Zoom in", exact=True).click()
    settle(page)

    expect(page.locator("img.leaflet-tile-loaded").first).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Somebody")
    expect(page.locator(".leaflet-builtUp-pane")).to_have_count(0)
    assert [fault for fault in watcher.faults if "tiles.example.org" not in fault] == []
    context.close()


@pytest.fixture
def mean_site(built: Path, tmp_path: Path) -> Iterator[Site]:
    """A site with one listing whose texts would be script, were they taken for HTML."""
    data = tmp_path / "mean"
    data.mkdir()
    shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
    (data / "places").symlink_to(built / "places")
    hall = making.venue(name=f"Hall {MEAN_NAME}")
    engine = Engine(Settings(data=data))
    save(engine, making.listing(MEAN_NAME, slug="mean", summary=MEAN_NAME, sites=(making.site(hall, making.weekly()),)))
    indexing.follow(engine.context())
    engine.close()
    with sites.served(data, tmp_path / "mean.log") as served:
        yield served


def test_text_of_a_listing_never_runs_and_shows_as_text(mean_site: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=mean_site.url, viewport={"width": 1280, "height": 900})
    page = opened(context.new_page(), "/map")

    page.locator(".map-show").first.click()

    expect(popup(page).locator("h3")).to_have_text(MEAN_NAME)
    expect(popup(page).locator("h2")).to_contain_text(f"Hall {MEAN_NAME}")
    assert pins(page).first.get_attribute("aria-label") == f"{MEAN_NAME}, at Hall {MEAN_NAME}, Motherwell"
    expect(page.locator("main img, main b")).to_have_count(0)
    assert page.title() != "owned"
    context.close()
