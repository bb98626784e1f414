"""The script that draws the map: folium writes it, the site serves it as a file.

folium's own page, its style sheets and its popups are left aside: they bring other hosts, inline script and HTML made of listing text.
What the map does is in `static/js/map.js`; this script makes the Leaflet map with this installation's settings and hands it over.
"""

from __future__ import annotations

from functools import lru_cache

import folium
from branca.element import MacroElement
from folium.template import Template

ELEMENT = "map_places"
"""The id of the element that the map is drawn in."""
CENTRE = (55.87, -3.95)
WHOLE_AREA = ((55.728, -4.18), (56.012, -3.70))
"""South-west and north-east of what is shown first: North Lanarkshire with a little around it."""
CLOSEST_WITHOUT_TILES = 14
CLOSEST_WITH_TILES = 18
FARTHEST = 8


class HandOver(MacroElement):
    """The last lines of the script: give the map to `static/js/map.js`."""

    _template = Template("""
    {% macro script(this, kwargs) %}
    locatorMap.start({{ this._parent.get_name() }}, {{ this.options|tojson }});
    {% endmacro %}""")

    def __init__(self, *, has_tiles: bool) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "HandOver"
        self._id = "places"
        self.options = {"hasTiles": has_tiles, "wholeArea": WHOLE_AREA}


@lru_cache(maxsize=4)
def script(tile_url: str = "", tile_attribution: str = "") -> str:
    """The whole script for these settings, the same each time; without a tile address the map stands on drawn shapes."""
    drawn = folium.Map(location=CENTRE, zoom_start=11, tiles=None)
    drawn._id = ELEMENT.removeprefix("map_")
    closest = CLOSEST_WITH_TILES if tile_url else CLOSEST_WITHOUT_TILES
    # folium 0.20 forgets the zoom limits when there are no tiles, and clusters need the upper one. Shapes are sharp at half steps too.
    steps = 1 if tile_url else 0.5
    drawn.options.update(min_zoom=FARTHEST, max_zoom=closest, zoom_snap=steps, scroll_wheel_zoom=False)
    if tile_url:
        tiles = folium.TileLayer(tile_url, attr=tile_attribution or " ", min_zoom=FARTHEST, max_zoom=closest)
        tiles._id = "tiles"
        tiles.add_to(drawn)
    HandOver(has_tiles=bool(tile_url)).add_to(drawn)
    page = drawn.get_root()
    page.render()
    return str(page.script.render())  # type: ignore[attr-defined]
