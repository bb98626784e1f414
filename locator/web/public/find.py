"""Finding: the results page, and suggestions while somebody types."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from locator.actions import listing_figures, suggest
from locator.web.public import asking, results_page
from locator.web.shared import kept_list, robots, site, turns

SHORTEST = 2

door = Blueprint("find", __name__)


@door.get("/services")
@turns.in_turn
def services() -> str:
    """The services that a search finds, in a list."""
    context = site.context()
    asked = asking.read(context, request.args)
    page = results_page.page(context, asked, kept_list.read())
    if page.is_search and not robots.is_asking():
        listing_figures.note_search(context, page.shown_ids)
    return render_template("public/results.html", page=page)


@door.get("/suggest")
def suggestions() -> Response:
    """What the text may become, as a JSON list: of words (`q`) or of places (`near`)."""
    words = asking.tidy(request.args.get("q", ""), asking.MOST_LETTERS)
    near = asking.tidy(request.args.get("near", ""), asking.MOST_PLACE_LETTERS)
    if len(words) >= SHORTEST:
        return jsonify(suggest.words(site.context(), words))
    return jsonify(suggest.places(site.context(), near) if len(near) >= SHORTEST else [])
