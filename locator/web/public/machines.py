"""Pages that programs read: health, the sitemap, robots.txt and the icon that browsers ask for unasked."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, send_from_directory

from locator import assets
from locator.actions import addresses, readiness
from locator.web.shared import site
from locator.web.shared.frame import frame

door = Blueprint("machines", __name__)


@door.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return _fresh(jsonify(status="ok"))


@door.get("/readyz")
def readyz() -> Response:
    """The database can be read and the index is up to date; 503 with what is not."""
    problems = readiness.problems(site.context())
    answer = jsonify(status="not ready" if problems else "ready", problems=problems)
    answer.status_code = 503 if problems else 200
    return _fresh(answer)


@door.get("/sitemap.xml")
def sitemap() -> Response:
    """Every page that a search engine may show."""
    pages = addresses.every(site.context())
    return Response(render_template("public/sitemap.xml", base=frame().base, pages=pages), mimetype="application/xml")


@door.get("/robots.txt")
def robots() -> Response:
    """What a search engine may read."""
    lines = (
        "User-agent: *",
        "Disallow: /my-list",
        "Disallow: /suggest",
        "Disallow: /api/",
        f"Sitemap: {frame().base}/sitemap.xml",
        "",
    )
    return Response("\n".join(lines), mimetype="text/plain")


@door.get("/favicon.ico")
def icon() -> Response:
    """The icon for browsers that look nowhere else."""
    return send_from_directory(assets.folder("static") / "img", "favicon.ico", max_age=86_400)


def _fresh(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "no-store"
    return answer
