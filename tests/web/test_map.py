"""The map page and what its script reads."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from locator.places.map_script import script
from locator.web import create_app
from tests import making
from tests.conftest import OpenEngine
from tests.web.conftest import Visit

MEAN_NAME = "<img src=x onerror=alert(1)>"
LUNCH = making.listing("Lunch Club")
CHOIR = making.listing("Choir")
MEAN = making.listing(MEAN_NAME, slug="mean")
AIRDRIE = making.listing(
    "Airdrie Walkers", sites=(making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("FR")),)
)


def test_the_map_page_keeps_the_rules_of_the_house_and_lists_what_it_shows(visit: Visit) -> None:
    page = visit(LUNCH, AIRDRIE).get("/map")

    assert page.heading == "2 groups on a map"
    assert {page.link("Lunch Club"), page.link("Airdrie Walkers")} == {
        "/services/lunch-club",
        "/services/airdrie-walkers",
    }
    assert page.by_id("group-lunch-club") is not None


@pytest.mark.parametrize(
    "query",
    ["?q=lunch&near=ML1+1AB", "?near=Atlantis", "?near=AB1+0AA", "?q=nothing+like+it", "?day=tue&cost=free", "?page=9"],
)
def test_it_keeps_them_for_any_search(visit: Visit, query: str) -> None:
    page = visit(LUNCH, AIRDRIE).get(f"/map{query}")

    assert page.heading.endswith("on a map")


def test_without_javascript_it_says_where_the_list_is(visit: Visit) -> None:
    page = visit(LUNCH).get("/map?q=lunch")

    assert page.link("The list") == "/services?q=lunch"


def test_the_form_keeps_the_filters(visit: Visit) -> None:
    page = visit(LUNCH).get("/map?day=tue&sort=best")

    hidden = {(one.get("name"), one.get("value")) for one in page.every("input") if one.get("type") == "hidden"}
    assert {("day", "tue"), ("sort", "best")} <= hidden


def test_an_unknown_place_comes_with_suggestions_that_stay_on_the_map(visit: Visit) -> None:
    page = visit(LUNCH).get("/map?near=Wishow")

    assert page.link("Wishaw") == "/map?near=Wishaw"


def test_the_addresses_that_the_script_reads_all_answer(visit: Visit) -> None:
    visitor = visit(LUNCH)
    box = visitor.get("/map?near=ML1+1AB").by_id("map_places")
    assert box is not None

    addresses = [value for name, value in box.attrib.items() if name.startswith("data-") and value.startswith("/")]

    assert len(addresses) == 6
    for address in addresses:
        answer = visitor.raw(address)
        assert answer.status_code == 200
        assert json.loads(answer.get_data())


def test_the_points_are_those_of_the_search_by_venue(visit: Visit) -> None:
    found = json.loads(visit(LUNCH, CHOIR, AIRDRIE).raw("/map/points.json?near=ML1+1AB&radius=2").get_data())

    assert found["place"] == {"name": "ML1 1AB", "at": [55.78396, -3.98281], "metres": 3219}
    assert [venue["name"] for venue in found["venues"]] == ["Dalziel Hall, Motherwell"]
    assert {group["slug"] for group in found["venues"][0]["groups"]} == {"lunch-club", "choir"}
    assert (found["services"], found["elsewhere"], found["leftOff"]) == (2, 0, 0)
    assert found["list"] == "/map?near=ML1+1AB&radius=2"


def test_the_usual_radius_counts_on_the_map_too_and_any_distance_has_no_circle(visit: Visit) -> None:
    visitor = visit(LUNCH, AIRDRIE)

    usual = json.loads(visitor.raw("/map/points.json?near=ML1+1AB").get_data())
    anywhere = json.loads(visitor.raw("/map/points.json?near=ML1+1AB&radius=any").get_data())

    assert (usual["services"], usual["place"]["metres"]) == (1, 8047)
    assert (anywhere["services"], anywhere["place"]["metres"]) == (2, None)


def test_where_the_list_looked_further_the_map_does(visit: Visit) -> None:
    box = visit(AIRDRIE).get("/map?near=ML1+1AB").by_id("map_places")

    assert box is not None
    assert box.get("data-points") == "/map/points.json?near=ML1+1AB&radius=any"


def test_listing_text_is_never_markup(visit: Visit) -> None:
    visitor = visit(MEAN)

    page = visitor.get("/map")
    points = visitor.raw("/map/points.json")

    assert page.link(MEAN_NAME) == "/services/mean"
    assert points.mimetype == "application/json"
    assert MEAN_NAME in [group["name"] for venue in points.get_json()["venues"] for group in venue["groups"]]


def test_the_script_is_a_file_of_ours_with_a_long_life_under_its_hash(visit: Visit) -> None:
    visitor = visit(LUNCH)
    sources = [one.get("src") or "" for one in visitor.get("/map").every("script")]
    address = next(source for source in sources if source.startswith("/map/script.js?v="))

    kept, asked = visitor.raw(address), visitor.raw("/map/script.js")

    assert kept.get_data(as_text=True) == script()
    assert kept.headers["Cache-Control"] == "public, max-age=31536000"
    assert asked.headers["Cache-Control"] == "public, max-age=3600"
    again = visitor.raw("/map/script.js", headers={"If-None-Match": asked.headers["ETag"]})
    assert again.status_code == 304


def test_shapes_are_kept_and_others_are_not_found(visit: Visit) -> None:
    visitor = visit(LUNCH)

    shapes = visitor.raw("/map/boundaries/consortia-2026.geojson")

    assert len(shapes.get_json()["features"]) == 9
    assert "ETag" in shapes.headers
    for name in ("nothing", "..%2f..%2fREADME", "postcodes"):
        assert visitor.raw(f"/map/boundaries/{name}.geojson").status_code == 404


def test_the_names_of_places_come_towns_first(visit: Visit) -> None:
    rows = visit(LUNCH).raw("/map/boundaries/place-names.geojson").get_json()

    ranks = [rank for _, rank, _, _ in rows]
    assert ranks == sorted(ranks)
    assert ["Plains", 2, 55.87983, -3.92752] in rows


def test_the_areas_are_those_of_the_day(visit: Visit) -> None:
    page = visit(LUNCH).get("/map")

    assert "Show the 9 areas" in page.text
    box = page.by_id("map_places")
    assert box is not None
    assert (box.get("data-areas") or "").startswith("/map/boundaries/consortia-2026.geojson?v=")


def test_a_multi_venue_group_has_a_pin_at_each(visit: Visit) -> None:
    both = making.listing(
        "Walks",
        sites=(making.site(making.venue()), making.site(making.venue(making.AIRDRIE, "Airdrie Hall"))),
    )

    venues = visit(both).raw("/map/points.json").get_json()["venues"]

    assert {venue["name"] for venue in venues} == {"Dalziel Hall, Motherwell", "Airdrie Hall, Motherwell"}


def test_a_tile_setting_reaches_the_script_and_the_policy(open_engine: OpenEngine) -> None:
    engine = open_engine(LUNCH)
    engine.settings = replace(
        engine.settings, tile_url="https://tiles.example.org/{z}/{x}/{y}.png", tile_attribution="T"
    )

    answer = create_app(engine).test_client().get("/map/script.js")

    assert "https://tiles.example.org/{z}/{x}/{y}.png" in answer.get_data(as_text=True)
    assert "img-src 'self' https://tiles.example.org;" in answer.headers["Content-Security-Policy"]


def test_two_venues_at_one_point_keep_their_names_and_their_groups(visit: Visit) -> None:
    library = making.site(making.venue(name="Dalziel Library"), making.weekly("FR"))
    readers = making.listing("Readers", sites=(library,))

    found = visit(LUNCH, CHOIR, readers).raw("/map/points.json").json

    assert found
    assert {one["name"]: {group["name"] for group in one["groups"]} for one in found["venues"]} == {
        "Dalziel Hall, Motherwell": {"Lunch Club", "Choir"},
        "Dalziel Library, Motherwell": {"Readers"},
    }
