"""Choose which areas one looks after as a curator."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import curator_places
from locator.web.shared import site

door = Blueprint("my_areas", __name__, url_prefix="/curate/my-areas")


@door.get("")
def page() -> str:
    """The areas, and which of them are one's own."""
    return render_template(
        "curator/my_areas.html", places=curator_places.own(site.context()), is_done=request.args.get("done") == "yes"
    )


@door.post("")
def choose() -> Answer:
    """Keep what was chosen."""
    curator_places.choose_own(site.context(), request.form.getlist("area"))
    return redirect("/curate/my-areas?done=yes", 303)
