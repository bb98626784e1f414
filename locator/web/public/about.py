"""Pages about the site itself."""

from __future__ import annotations

from flask import Blueprint, render_template

from locator.web.shared import site

door = Blueprint("about", __name__)


@door.get("/about")
def about() -> str:
    """What this is and who it is for."""
    return render_template("public/about.html")


@door.get("/accessibility")
def accessibility() -> str:
    """How the site can be used, and what to do when it cannot."""
    return render_template("public/accessibility.html")


@door.get("/privacy")
def privacy() -> str:
    """What is kept, and what is not."""
    return render_template("public/privacy.html", tile_host=site.settings().tile_host, kept=site.settings())


@door.get("/attribution")
def attribution() -> str:
    """Where the data and the tools come from."""
    return render_template("public/attribution.html", tile_attribution=site.settings().tile_attribution)
