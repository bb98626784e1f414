"""The places of a listing: choose one that the directory has before adding another."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form, StringField, TextAreaField
from wtforms.validators import DataRequired

from locator.actions import editing
from locator.actions.editing import NewVenue, UnknownPostcodeError
from locator.web.organiser import edit_page, living
from locator.web.organiser.listing_form.section import most
from locator.web.shared import form_keys, site

door = Blueprint("places", __name__, url_prefix="/organise/listings")
living.follow(door)

NO_POSTCODE = "We do not know this postcode. Check it, or type one that is close by"


class NewPlaceForm(Form):  # type: ignore[misc]
    """A place that is not in the directory yet."""

    name = StringField(
        "Name of the place",
        description="For example, Broomlea Hall",
        validators=[DataRequired("Type the name of the place"), most(120)],
    )
    address_1 = StringField("Street and number", validators=[most(120)])
    city = StringField("Town or village", validators=[most(80)])
    postal_code = StringField("Postcode", validators=[DataRequired("Type the postcode"), most(10)])
    directions = TextAreaField(
        "How do you find the door?", description="For example: Go in at the back.", validators=[most(400)]
    )


@door.get("/<service_id>/places")
def page(service_id: str) -> Response:
    """The places of the draft, and a box to look for another."""
    return _page(service_id, NewPlaceForm(data={"postal_code": request.args.get("q", "").strip()[:10]}))


@door.post("/<service_id>/places/add")
def add(service_id: str) -> Answer:
    """Add a place that the directory has."""
    editing.add_venue(site.context(), service_id, _key(), request.form.get("location", ""))
    return redirect(url_for(".page", service_id=service_id), 303)


@door.post("/<service_id>/places/new")
def new(service_id: str) -> Answer:
    """Add a place that it has not."""
    form = NewPlaceForm(request.form)
    if not form.validate():
        return _page(service_id, form, 422)
    said = {name: one.data or "" for name, one in form._fields.items()}
    try:
        editing.add_new_venue(site.context(), service_id, _key(), NewVenue(**said))
    except UnknownPostcodeError:
        form.postal_code.errors = [NO_POSTCODE]
        return _page(service_id, form, 422)
    return redirect(url_for(".page", service_id=service_id), 303)


@door.post("/<service_id>/places/remove")
def remove(service_id: str) -> Answer:
    """Take a place out of the draft."""
    editing.take_venue_away(site.context(), service_id, _key(), request.form.get("location", ""))
    return redirect(url_for(".page", service_id=service_id), 303)


def _page(service_id: str, form: NewPlaceForm, status: int = 200) -> Response:
    context, asked = site.context(), request.args.get("q", "").strip()[:80]
    shown = edit_page.page(context, editing.prepare(context, service_id, form_keys.fresh()))
    near = editing.venues_near(context, asked)
    html = render_template("organiser/edit/places.html", page=shown, form=form, near=edit_page.near(near), asked=asked)
    return make_response(html, status)


def _key() -> str:
    return form_keys.sent(request.form.get("form_key", ""))
