"""What the map is drawn from: folium's script, the shapes that ship, the names of places; and the address of each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache

from locator import assets
from locator.directory.locality import LocalitySet
from locator.places.gazetteer import Settlement
from locator.settings import Settings

FILES = {
    "councils": "basemap_councils",
    "built-up": "basemap_builtup",
    "council-area": "nl_council_area",
    "localities-2013": "localities_2013",
    "consortia-2026": "consortia_2026",
}
"""The shapes by their name in addresses, with their file; localities go by the id of their set."""
NAMES = "place-names"


def script(settings: Settings) -> str:
    """The script for these settings."""
    from locator.places import map_script  # folium takes long to import, and is only asked by who looks at a map

    return map_script.script(settings.tile_url, settings.tile_attribution)


def script_href(settings: Settings) -> str:
    """The address of the script, with the hash of its content."""
    return f"/map/script.js?v={_mark(script(settings))}"


@lru_cache(maxsize=len(FILES))
def shapes(name: str) -> str:
    """The shapes of this name, as GeoJSON."""
    file = assets.folder("seed_data") / "reference" / "boundaries" / f"{FILES[name]}.geojson"
    return file.read_text(encoding="utf-8")


def names(settlements: Sequence[Settlement]) -> str:
    """The settlements as rows of name, rank, latitude and longitude, towns first."""
    rows = [[one.name, one.rank, one.latitude, one.longitude] for one in settlements]
    return json.dumps(rows, separators=(",", ":"), ensure_ascii=False)


def hrefs(localities: LocalitySet | None) -> dict[str, str]:
    """The address of each layer; "areas" are the localities in force."""
    layers = {name: _href(name) for name in ("councils", "built-up", "council-area")}
    layers["names"] = f"/map/boundaries/{NAMES}.geojson"
    if localities and localities.id in FILES:
        layers["areas"] = _href(localities.id)
    return layers


@lru_cache(maxsize=len(FILES))
def _href(name: str) -> str:
    return f"/map/boundaries/{name}.geojson?v={_mark(shapes(name))}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]
