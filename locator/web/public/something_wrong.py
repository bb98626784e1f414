"""Say that a listing is wrong: no account, nothing asked about the person, and a double click counts once."""

from __future__ import annotations

import secrets

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Field, Form, HiddenField, RadioField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Length, Optional, StopValidation

from locator.actions import reporting, show
from locator.directory.report import ReportKind
from locator.referral import chi
from locator.web.shared import site

KINDS = {
    ReportKind.CLOSED: "It has closed or stopped",
    ReportKind.TIMES: "The day or time is wrong",
    ReportKind.PLACE: "The place is wrong",
    ReportKind.CONTACT: "The phone number or email is wrong",
    ReportKind.OTHER: "Something else",
}
MOST_LETTERS = 1000
MOST_KEY_LETTERS = 64

door = Blueprint("something_wrong", __name__)


def _no_health_number(_form: Form, field: Field) -> None:
    if chi.find(field.data or ""):
        raise StopValidation(
            "Take out the number that looks like a health (CHI) number. We do not want to know who it is"
        )


class WrongForm(Form):  # type: ignore[misc]
    """What is wrong with a listing; `website` is a trap for programs that fill in every box."""

    kind = RadioField(
        "What is wrong?",
        choices=[SelectChoice(value=kind.value, label=label) for kind, label in KINDS.items()],
        validators=[AnyOf([kind.value for kind in KINDS], message="Choose what is wrong")],
        validate_choice=False,
    )
    message = TextAreaField(
        "What should it say?",
        description="If you know. Please leave out names and anything about anybody's health.",
        validators=[
            Optional(),
            Length(max=MOST_LETTERS, message=f"Write {MOST_LETTERS:,} letters or fewer. You can phone us to say more"),
            _no_health_number,
        ],
    )
    website = StringField("Leave this box empty")
    form_key = HiddenField()
    send = SubmitField("Tell us")


@door.route("/services/<slug>/something-wrong", methods=["GET", "POST"])
def form(slug: str) -> Answer:
    """The form, and what it sends."""
    context = site.context()
    try:
        listing = show.listing(context, slug)
    except show.MovedError as moved:
        return redirect(url_for(".form", slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    wrong = WrongForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and wrong.validate():
        if not wrong.website.data:
            _send(slug, wrong)
        return redirect(url_for(".thanks", slug=slug), 303)
    if not wrong.form_key.data:
        wrong.form_key.data = _key()
    page = make_response(render_template("public/something_wrong.html", form=wrong, service=listing.service))
    page.headers["Cache-Control"] = "no-store"  # the form has a key that is used once
    return page


@door.get("/services/<slug>/something-wrong/thanks")
def thanks(slug: str) -> str | Answer:
    """What happens next."""
    try:
        listing = show.listing(site.context(), slug)
    except show.MovedError as moved:
        return redirect(url_for(".thanks", slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    return render_template("public/something_wrong_thanks.html", service=listing.service)


def _send(slug: str, wrong: WrongForm) -> None:
    reporting.something_wrong(
        site.context(),
        slug=slug,
        kind=ReportKind(wrong.kind.data),
        message=(wrong.message.data or "").strip(),
        form_key=(wrong.form_key.data or _key())[:MOST_KEY_LETTERS],
    )


def _key() -> str:
    return secrets.token_urlsafe(16)
