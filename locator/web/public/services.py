"""One service and one organization: their pages, and the dates as a calendar file."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as Answer

from locator.actions import hand_over, listing_figures, show
from locator.exchange import calendar, json_ld
from locator.web.public import organization_page
from locator.web.shared import kept_list, robots, service_page, site, turns
from locator.web.shared.frame import frame

door = Blueprint("services", __name__)


@door.get("/services/<slug>")
@turns.in_turn
def service(slug: str) -> str | Answer:
    """A service."""
    try:
        view = show.service(site.context(), slug)
    except show.MovedError as moved:
        return redirect(url_for(".service", slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    if not robots.is_asking():
        listing_figures.note_view(site.context(), view.listing)
    page = service_page.page(view, site.context().today, kept_list.read())
    data = Markup(json_ld.of_listing(view.listing, view.next_sessions, f"{frame().base}/services/{slug}"))
    hands_over = hand_over.is_offered(site.context(), view.listing)
    return render_template("public/service.html", page=page, data=data, hands_over=hands_over)


@door.get("/services/<slug>/calendar.ics")
def dates(slug: str) -> Answer:
    """The dates of a service, for a calendar."""
    try:
        listing = show.listing(site.context(), slug)
    except show.MovedError as moved:
        return redirect(url_for(".dates", slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    answer: Response = make_response(
        calendar.of_listing(listing, site.context().now, url=f"{frame().base}/services/{slug}")
    )
    answer.mimetype = "text/calendar"
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}.ics"'
    return answer


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
