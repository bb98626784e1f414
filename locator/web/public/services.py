"""One service and one organization: their pages, and the dates as a calendar file."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import show
from locator.web.public import organization_page, service_page
from locator.web.shared import kept_list, site

door = Blueprint("services", __name__)


@door.get("/services/<slug>")
def service(slug: str) -> str | Answer:
    """A service."""
    try:
        view = show.service(site.context(), slug)
    except show.MovedError as moved:
        return redirect(url_for(".service", slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    page = service_page.page(view, site.context().today, kept_list.read())
    return render_template("public/service.html", page=page)


@door.get("/organizations/<slug>")
def organization(slug: str) -> str | Answer:
    """A group or charity and what it runs."""
    try:
        view = show.organization(site.context(), slug)
    except show.MovedError as moved:
        return redirect(url_for(".organization", slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    return render_template("public/organization.html", page=organization_page.page(view, kept_list.read()))
