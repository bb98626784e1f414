"""The map of a search: its page, its script, its points and the shapes that it is drawn from."""

from __future__ import annotations

import json

from flask import Blueprint, Response, abort, render_template, request

from locator.web.public import asking, map_page
from locator.web.shared import kept_list, map_layers, site, turns

HOUR_SECONDS, YEAR_SECONDS = 3_600, 31_536_000

door = Blueprint("map", __name__)


@door.get("/map")
@turns.in_turn
def page() -> str:
    """The services that a search finds, on a map, with the list beside it."""
    context = site.context()
    asked = asking.read(context, request.args, "/map")
    return render_template("public/map.html", page=map_page.page(context, asked, kept_list.read()))


@door.get("/map/points.json")
def points() -> Response:
    """The venues of a search and what is on there."""
    context = site.context()
    found = map_page.points(context, asking.read(context, request.args, "/map"))
    return Response(json.dumps(found, separators=(",", ":")), mimetype="application/json")


@door.get("/map/script.js")
def script() -> Response:
    """The script that draws the map, for this installation's settings."""
    return _kept(Response(map_layers.script(site.settings()), mimetype="text/javascript"))


@door.get("/map/boundaries/<name>.geojson")
def boundaries(name: str) -> Response:
    """One layer of shapes, or the names of towns and villages as points."""
    if name == map_layers.NAMES:
        return _kept(Response(map_layers.names(site.context().places.settlements()), mimetype="application/json"))
    if name not in map_layers.FILES:
        abort(404)
    return _kept(Response(map_layers.shapes(name), mimetype="application/json"))


def _kept(response: Response) -> Response:
    """A year where the address carries the hash of the content, as the page's own addresses do; else an hour."""
    seconds = YEAR_SECONDS if request.args.get("v") else HOUR_SECONDS
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.add_etag()
    response.make_conditional(request)
    return response
