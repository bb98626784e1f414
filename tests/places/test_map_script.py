"""The map's script is the same each time, asks no other host, and keeps the limits of zoom."""

from __future__ import annotations

from locator.places import map_script

TILES = "https://tiles.example.org/{z}/{x}/{y}.png"


def fresh(*settings: str) -> str:
    map_script.script.cache_clear()
    return map_script.script(*settings)


def test_it_is_the_same_each_time() -> None:
    assert fresh() == fresh()
    assert fresh(TILES, "Somebody") == fresh(TILES, "Somebody")


def test_without_tiles_it_names_no_other_host_and_stops_where_the_shapes_do() -> None:
    script = fresh()

    assert "http" not in script
    assert "tileLayer" not in script
    assert f'"maxZoom": {map_script.CLOSEST_WITHOUT_TILES}' in script


def test_with_tiles_it_goes_closer_and_names_them() -> None:
    script = fresh(TILES, "© Somebody")

    assert TILES in script
    assert f'"maxZoom": {map_script.CLOSEST_WITH_TILES}' in script
    assert '"hasTiles": true' in script


def test_a_setting_cannot_end_the_script() -> None:
    script = fresh(TILES, "</script><script>alert(1)</script>")

    assert "</script>" not in script


def test_it_draws_in_our_element_and_hands_the_map_over() -> None:
    script = fresh()

    assert f'L.map(\n                "{map_script.ELEMENT}"' in script
    assert f"locatorMap.start({map_script.ELEMENT}, " in script


def test_what_is_shown_first_is_left_to_our_own_script() -> None:
    assert "fitBounds" not in fresh()
