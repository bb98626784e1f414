"""Erase one person, by the reference of their referral: look, then press once more, because nothing brings it back."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form, RadioField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired

from locator.actions import erasure
from locator.actions.erasure import NoSuchReferenceError
from locator.referral.opening import CHOSEN, EraseReason
from locator.web.shared import site

door = Blueprint("erase", __name__)


class EraseForm(Form):  # type: ignore[misc]
    """Whose referral, and why."""

    reference = StringField(
        "Reference of the referral",
        description="For example P-7K3M.",
        validators=[DataRequired(message="Write the reference of the referral")],
    )
    why = RadioField(
        "Why?",
        choices=[SelectChoice(value=why.value, label=why.value.capitalize()) for why in CHOSEN],
        validators=[AnyOf([why.value for why in CHOSEN], message="Choose why they are erased")],
        validate_choice=False,
    )
    send = SubmitField("Continue")


@door.route("/admin/erase", methods=["GET", "POST"])
def erase() -> Answer:
    """The form, the last question, and the deed."""
    form = EraseForm(request.form if request.method == "POST" else None)
    if request.method == "GET" or not form.validate():
        return _form(form)
    try:
        if request.form.get("sure") != "yes":
            return _page("erase_sure", form=form, about=erasure.look(site.context(), form.reference.data))
        done = erasure.erase(site.context(), form.reference.data, EraseReason(form.why.data))
    except NoSuchReferenceError:
        form.reference.errors = ["No referral has this reference. It may have been erased already"]
        return _form(form)
    return redirect(url_for(".erased", later="" if done.is_off_disk else "yes"), 303)


@door.get("/admin/erase/done")
def erased() -> Answer:
    """It is done."""
    return _page("erased", is_later=request.args.get("later") == "yes")


def _form(form: EraseForm) -> Response:
    return _page("erase", form=form)


def _page(name: str, **parts: object) -> Response:
    return make_response(render_template(f"admin/{name}.html", **parts))
