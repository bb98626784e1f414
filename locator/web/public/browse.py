"""Without typing: the front page, the themes and the localities."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import browse
from locator.actions.show import MovedError, NotFoundError
from locator.web.public import asking
from locator.web.shared import kept_list, site
from locator.web.shared.card_view import views
from locator.web.shared.paging import page_number, paging

door = Blueprint("browse", __name__)


@door.get("/")
def front() -> str:
    """The front page."""
    near = asking.tidy(request.args.get("near", ""), asking.MOST_PLACE_LETTERS)
    found = browse.front(site.context(), near)
    return render_template("public/front.html", front=found, near=near, cards=views(found.this_week, kept_list.read()))


@door.get("/themes")
def themes() -> str:
    """All themes."""
    return render_template("public/themes.html", front=browse.front(site.context()))


@door.get("/themes/<slug>")
def theme(slug: str) -> str | Answer:
    """The services of a theme."""
    number = page_number(request.args.get("page", ""))
    try:
        view = browse.theme(site.context(), slug, number)
    except MovedError as moved:
        return redirect(url_for(".theme", slug=moved.slug), 301)
    except NotFoundError:
        abort(404)
    return render_template(
        "public/theme.html",
        view=view,
        cards=views(view.found.cards, kept_list.read()),
        paging=paging(view.found.page, view.found.pages, lambda n: f"/themes/{slug}?page={n}"),
        here=request.full_path.rstrip("?"),
    )


@door.get("/localities")
def localities() -> str:
    """All localities of today."""
    return render_template("public/localities.html", front=browse.front(site.context()))


@door.get("/localities/<slug>")
def locality(slug: str) -> str:
    """The services of a locality."""
    number = page_number(request.args.get("page", ""))
    try:
        view = browse.locality(site.context(), slug, number)
    except NotFoundError:
        abort(404)
    return render_template(
        "public/locality.html",
        view=view,
        cards=views((card.of_nowhere() for card in view.found.cards), kept_list.read()),
        paging=paging(view.found.page, view.found.pages, lambda n: f"/localities/{slug}?page={n}"),
        here=request.full_path.rstrip("?"),
    )
