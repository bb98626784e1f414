"""The way in for somebody whose group is not in the directory: an address, a link to it, and the first questions."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer
from wtforms import EmailField, Form, StringField, SubmitField
from wtforms.validators import InputRequired, Length

from locator.actions import organiser_ways
from locator.roles import Permission
from locator.web.organiser import coming
from locator.web.organiser.enter import LONGEST_EMAIL
from locator.web.shared import signed_in, site

door = Blueprint("begin", __name__, url_prefix="/organise/begin")


class BeginForm(Form):  # type: ignore[misc]
    """Whom to send a link to; `website` is a trap for programs that fill in every box."""

    email = EmailField(
        "Your email address",
        description="Only the people who run this site see it. You choose later what your group’s page says",
        validators=[
            InputRequired("Type your email address"),
            Length(max=LONGEST_EMAIL, message="Type your email address"),
        ],
    )
    website = StringField("Leave this box empty")
    send = SubmitField("Send me a link")


@door.route("", methods=["GET", "POST"])
def ask() -> Answer:
    """Ask for a link; the answer is the same whoever asks."""
    user = signed_in.user()
    if request.method == "GET" and user is not None and user.can(Permission.EDIT_OWN):
        return redirect(organiser_ways.NEW_LISTING, 303)
    form = BeginForm(coming.form_data())
    if request.method == "POST" and form.validate():
        if not form.website.data:
            organiser_ways.ask_to_begin(site.context(), email=form.email.data, source=coming.source())
        return coming.private(redirect("/organise/begin/sent", 303))
    return coming.page("organiser/begin.html", 422 if form.errors else 200, form=form)


@door.get("/sent")
def sent() -> Answer:
    """What happens next."""
    return coming.page("organiser/begin_sent.html")
