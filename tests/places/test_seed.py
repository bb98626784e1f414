"""The reference data that ships is whole and agrees with itself."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from locator.places import names
from locator.places.gazetteer import Gazetteer

SHAPES = {"localities_2013": 6, "consortia_2026": 9, "nl_council_area": 1, "basemap_councils": 7, "basemap_builtup": 1}


def rows(seed: Path, name: str) -> list[dict[str, str]]:
    with (seed / "reference" / name).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_every_named_place_has_a_postcode_in_use_and_every_other_name_a_place(seed: Path, gazetteer: Gazetteer) -> None:
    found = rows(seed, "places.csv")
    own = {row["name"] for row in found if not row["alias_of"]}

    for row in found:
        if row["alias_of"]:
            assert row["alias_of"] in own, row
        else:
            place = gazetteer.postcode(row["postcode"])
            assert place is not None, row
            assert place.terminated is None, row


def test_no_two_places_are_read_the_same(seed: Path) -> None:
    found = [names.plain(f"{row['name']} {row['parent'] or row['near']}") for row in rows(seed, "places.csv")]

    assert len(found) == len(set(found))


def test_every_named_place_is_found_by_its_name_and_by_what_is_shown(seed: Path, gazetteer: Gazetteer) -> None:
    for row in rows(seed, "places.csv"):
        shown = gazetteer.find(row["name"]).name
        assert gazetteer.find(shown).name == shown


def test_both_divisions_cover_the_same_wards(seed: Path) -> None:
    found = rows(seed, "localities.csv")

    assert len({row["ward_code"] for row in found}) == 21
    assert len({row["locality"] for row in found}) == 6
    assert len({row["consortium_2026"] for row in found}) == 9


@pytest.mark.parametrize(("name", "count"), SHAPES.items())
def test_each_shape_file_is_geojson_of_great_britain(seed: Path, name: str, count: int) -> None:
    shapes = json.loads((seed / "reference" / "boundaries" / f"{name}.geojson").read_text(encoding="utf-8"))

    assert len(shapes["features"]) == count
    for feature in shapes["features"]:
        polygons = feature["geometry"]["coordinates"]
        rings = polygons if feature["geometry"]["type"] == "Polygon" else [ring for shape in polygons for ring in shape]
        assert all(-6 < longitude < -2 and 55 < latitude < 57 for ring in rings for longitude, latitude in ring)


def test_every_file_is_in_the_list_of_sources(seed: Path) -> None:
    listed = (seed / "README.md").read_text(encoding="utf-8")
    ours = ["postcodes.csv.gz", "outcodes.csv", "places.csv", "localities.csv"]

    for name in [*ours, *(f"boundaries/{shape}.geojson" for shape in SHAPES)]:
        assert f"`{name}`" in listed
