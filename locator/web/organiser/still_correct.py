"""The page behind the link in a reminder: a listing as the public sees it, and two buttons."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import organiser_ways, show, still_correct
from locator.actions.entry_links import LinkDeadError
from locator.actions.still_correct import LinkEndedError, LinkUnknownError, ToCheck
from locator.web.organiser import coming
from locator.web.shared import service_page, signed_in, site, wording
from locator.web.shared.service_page import ServicePage

CORRECT, CHANGED = "correct", "changed"

door = Blueprint("still_correct", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One listing in a list, with what is said of it."""

    name: str
    href: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """The page; `listing` is None once everything was looked at."""

    organization: str
    listing: ServicePage | None
    others: tuple[Line, ...]
    checked: tuple[Line, ...]


@door.get("/still-correct/<token>")
def page(token: str) -> Response:
    """The listing that is asked about; opening it changes nothing, because programs that check mail open links too."""
    try:
        found = still_correct.look(site.context(), token, request.args.get("listing", ""))
    except LinkUnknownError:
        return _dead("This link does not work", 404)
    except LinkEndedError:
        return _dead("This link has run out", 410)
    return _private(render_template("organiser/still_correct.html", page=_page(token, found)), 200)


@door.post("/still-correct/<token>")
def press(token: str) -> Answer:
    """Take the answer: all correct, or on to where it can be changed."""
    answer, slug = request.form.get("answer", ""), request.form.get("listing", "")
    if answer not in (CORRECT, CHANGED):
        abort(400)
    try:
        if answer == CHANGED and still_correct.is_asked(site.context(), token, slug):
            return go_to_editing(token, slug)
        if answer == CORRECT:
            still_correct.all_correct(site.context(), token, slug)
    except LinkUnknownError:
        return _dead("This link does not work", 404)
    except LinkEndedError:
        return _dead("This link has run out", 410)
    return _private("", 303, redirect(url_for(".page", token=token), 303))


def go_to_editing(token: str, slug: str) -> Answer:
    """Let whoever holds a reminder's link in, to change this listing; a link that lets nobody in leads to asking for another."""
    context = site.context()
    listing = show.listing(context, slug)
    way = url_for("edit.listing", service_id=listing.service.id)
    user = signed_in.user()
    if user is not None and listing.organization.id in user.managed_ids:
        return _private("", 303, redirect(way, 303))
    try:
        entered = organiser_ways.enter_by_check_link(context, token, coming.browser(), instead_of=coming.before())
    except LinkDeadError:
        return _private("", 303, redirect(url_for("enter.ask", next=way), 303))
    return _private("", 303, signed_in.remember(redirect(way, 303), entered.token))


def _page(token: str, found: ToCheck) -> CheckPage:
    shown = found.shown
    slug = shown.listing.service.slug if shown else ""
    return CheckPage(
        organization=found.organization,
        listing=service_page.page(shown, site.context().today, ()) if shown else None,
        others=tuple(
            Line(
                name=one.listing.service.name,
                href=url_for(".page", token=token, listing=one.listing.service.slug),
                words="",
            )
            for one in found.due
            if one.listing.service.slug != slug
        ),
        checked=tuple(
            Line(name=one.name, href=f"/services/{one.slug}", words=wording.day_with_year(one.until))
            for one in found.checked
        ),
    )


def _dead(heading: str, status: int) -> Response:
    return _private(render_template("organiser/still_correct_dead.html", heading=heading), status)


def _private(text: str, status: int, answer: Answer | None = None) -> Response:
    """An answer that nobody keeps, and whose address is told to nobody: it opens the door."""
    response = make_response(answer if answer is not None else text, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
