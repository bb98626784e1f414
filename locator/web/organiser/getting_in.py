"""How people get into a place, and how they find its door: what the group knows of it better than anybody."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form, RadioField, SubmitField, TextAreaField

from locator.actions import editing
from locator.actions.editing import GettingIn
from locator.web.organiser import living
from locator.web.organiser.listing_form.section import YES_NO, YES_NO_WORDS, choices, from_yes_no, most
from locator.web.shared import form_keys, site

door = Blueprint("getting_in", __name__, url_prefix="/organise/listings")
living.follow(door)

QUESTIONS = {
    "step_free": "Is there a way in without steps?",
    "accessible_toilet": "Is there a toilet that a wheelchair fits into?",
    "hearing_loop": "Is there a hearing loop?",
    "parking": "Is there parking?",
}


class GettingInForm(Form):  # type: ignore[misc]
    """What is known of one place."""

    step_free = RadioField(QUESTIONS["step_free"], choices=choices(YES_NO_WORDS), validate_choice=False)
    accessible_toilet = RadioField(QUESTIONS["accessible_toilet"], choices=choices(YES_NO_WORDS), validate_choice=False)
    hearing_loop = RadioField(QUESTIONS["hearing_loop"], choices=choices(YES_NO_WORDS), validate_choice=False)
    parking = RadioField(QUESTIONS["parking"], choices=choices(YES_NO_WORDS), validate_choice=False)
    details = TextAreaField(
        "Anything else about getting in?",
        description="For example: Ring the bell for the ramp.",
        validators=[most(400)],
    )
    directions = TextAreaField(
        "How do you find the door?", description="For example: Go in at the back.", validators=[most(400)]
    )
    send = SubmitField("Save and go back to the places")


@door.route("/<service_id>/places/<location_id>", methods=["GET", "POST"])
def page(service_id: str, location_id: str) -> Answer:
    """The questions about one place of the listing, and the answers."""
    context = site.context()
    known = editing.getting_in(context, service_id, location_id)
    form = GettingInForm(request.form if request.method == "POST" else None, data=_data(known))
    if request.method == "POST" and form.validate():
        said = {name: YES_NO.get(form[name].data or "") for name in QUESTIONS}
        texts = {name: (form[name].data or "").replace("\r\n", "\n").strip() for name in ("details", "directions")}
        access = {**said, "details": texts["details"]}
        editing.keep_getting_in(context, service_id, location_id, _key(), access, texts["directions"])
        return redirect(url_for("places.page", service_id=service_id), 303)
    return _page(service_id, known, form, 422 if form.errors else 200)


def _data(known: GettingIn) -> dict[str, str]:
    answers = {name: from_yes_no(known.access[name]) for name in QUESTIONS}
    return {**answers, "details": known.access["details"], "directions": known.directions}


def _page(service_id: str, known: GettingIn, form: GettingInForm, status: int) -> Response:
    html = render_template(
        "organiser/edit/getting_in.html", known=known, form=form, service_id=service_id, form_key=_key()
    )
    return make_response(html, status)


def _key() -> str:
    return form_keys.sent(request.form.get("form_key", ""))
