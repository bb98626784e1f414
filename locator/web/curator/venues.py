"""Venues by form: the list, one venue with its pin, and two venues made into one."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import venues
from locator.actions.venues import AtVenue, Caution, DoubtfulError, MergedError
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.web.curator import typed, venue_form
from locator.web.curator.venue_form import NotANumberError, VenueForm
from locator.web.shared import map_layers, paging, site

door = Blueprint("venues", __name__, url_prefix="/curate/venues")

TOLD = {"kept": "That is kept.", "merged": "The two venues are one now. Their listings moved here."}


@door.get("")
def every() -> str:
    """The venues that fit."""
    words = typed.line(request.args.get("q"), 100)
    found = venues.search(site.context(), words, paging.page_number(request.args.get("page", "")))
    pages = paging.paging(
        found.page, found.pages, lambda number: f"/curate/venues?{urlencode({'q': words, 'page': number})}"
    )
    return render_template("curator/venues.html", found=found, words=words, paging=pages)


@door.get("/<location_id>")
def one(location_id: str) -> Answer:
    """One venue, to put right."""
    try:
        found = venues.one(site.context(), location_id)
    except MergedError as merged:
        return redirect(f"/curate/venues/{merged.location_id}", 302)
    return _page(found, venue_form.filled(found.location), venues.state(found.location))


@door.post("/<location_id>")
def keep(location_id: str) -> Answer:
    """Put the pin at the postcode, or keep what was typed."""
    try:
        found = venues.one(site.context(), location_id)
    except MergedError as merged:
        return redirect(f"/curate/venues/{merged.location_id}", 303)
    form, seen = VenueForm(request.form), request.form.get("seen", "")
    if request.form.get("press") == "postcode":
        return _page(found, _at_postcode(form), seen, status=422 if form.errors else 200)
    try:
        wanted = venue_form.location(form, found.location)
        venues.save(site.context(), wanted, seen=seen, accepted=request.form.get("accepted", ""))
    except NotANumberError:
        return _page(found, form, seen, status=422)
    except WrongError as wrong:
        form[wrong.at].errors = [wrong.sentence]
        return _page(found, form, seen, status=422)
    except DoubtfulError as doubtful:
        return _page(found, form, seen, cautions=doubtful.warnings, accepted=doubtful.mark)
    except ChangedMeanwhileError:
        now = venue_form.differences(form, found.location)
        return _page(found, form, venues.state(found.location), now=now, status=409)
    return redirect(f"/curate/venues/{location_id}?done=kept", 303)


@door.get("/<location_id>/merge")
def merging(location_id: str) -> Answer:
    """Which venue it is the same as; then both, and which listings move."""
    try:
        gone = venues.one(site.context(), location_id)
        into = request.args.get("into", "")
        return _merge_page(gone, venues.one(site.context(), into)) if into else _choose_page(gone)
    except MergedError as merged:
        return redirect(f"/curate/venues/{merged.location_id}", 302)


@door.post("/<location_id>/merge")
def merge(location_id: str) -> Answer:
    """Make the two one."""
    into, seen = request.form.get("into", ""), request.form.get("seen", "")
    try:
        venues.merge(site.context(), location_id, into, seen=seen)
    except MergedError as merged:
        return redirect(f"/curate/venues/{merged.location_id}", 303)
    except WrongError:
        return redirect(f"/curate/venues/{location_id}/merge", 303)
    except ChangedMeanwhileError:
        gone, kept = venues.one(site.context(), location_id), venues.one(site.context(), into)
        return _merge_page(gone, kept, has_changed=True)
    return redirect(f"/curate/venues/{into}?done=merged", 303)


def _page(
    found: AtVenue,
    form: VenueForm,
    seen: str,
    *,
    cautions: tuple[Caution, ...] = (),
    accepted: str = "",
    now: tuple[tuple[str, str], ...] = (),
    status: int = 200,
) -> Answer:
    settings = site.settings()
    page = render_template(
        "curator/venue.html",
        found=found,
        form=form,
        seen=seen,
        cautions=cautions,
        accepted=accepted,
        now=now,
        changed=status == 409,
        told=TOLD.get(request.args.get("done", ""), ""),
        layers=map_layers.hrefs(None),
        tiles=(settings.tile_url, settings.tile_attribution),
    )
    return make_response(page, status)


def _choose_page(gone: AtVenue) -> Answer:
    words = typed.line(request.args.get("q"), 100)
    found = venues.search(site.context(), words, 1) if words else None
    others = [one.location for one in found.venues if one.location.id != gone.location.id] if found else []
    return make_response(render_template("curator/venue_choose.html", gone=gone, words=words, others=others))


def _merge_page(gone: AtVenue, kept: AtVenue, *, has_changed: bool = False) -> Answer:
    if gone.location.id == kept.location.id:
        return _choose_page(gone)
    seen = venues.both_state(gone.location, kept.location)
    page = render_template("curator/venue_merge.html", gone=gone, kept=kept, seen=seen, has_changed=has_changed)
    return make_response(page, 409 if has_changed else 200)


def _at_postcode(form: VenueForm) -> VenueForm:
    """The form with the pin where the postcode is; with a sentence where nobody knows the postcode."""
    place = site.context().places.postcode(form.postal_code.data or "")
    if place is None:
        form.validate()
        form.postal_code.errors = ["We do not know this postcode. Type it again, or type the two numbers of the pin"]
        return form
    form.latitude.data, form.longitude.data = repr(place.latitude), repr(place.longitude)
    form.postal_code.data = place.name
    return form
