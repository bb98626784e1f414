"""The way in without a password: ask for a link, open it, and press its button."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer
from wtforms import EmailField, Form, SubmitField
from wtforms.validators import InputRequired, Length

from locator.actions import organiser_ways
from locator.actions.entry_links import LinkDeadError
from locator.roles import Permission
from locator.web.organiser import coming
from locator.web.shared import signed_in, site

LONGEST_EMAIL = 254

door = Blueprint("enter", __name__, url_prefix="/organise/enter")


class EnterForm(Form):  # type: ignore[misc]
    """Whom to send a link to."""

    email = EmailField(
        "Email address",
        description="The one that your group’s page shows, or the one that you gave us",
        validators=[
            InputRequired("Type your email address"),
            Length(max=LONGEST_EMAIL, message="Type your email address"),
        ],
    )
    send = SubmitField("Send me a link")


@door.route("", methods=["GET", "POST"])
def ask() -> Answer:
    """Ask for a link; the answer is the same whoever asks."""
    user = signed_in.user()
    if request.method == "GET" and user is not None and user.can(Permission.SHARE_OWN):
        return redirect(coming.way_on() or coming.HOME, 303)
    form = EnterForm(coming.form_data())
    if request.method == "POST" and form.validate():
        organiser_ways.ask(site.context(), email=form.email.data, source=coming.source(), way=coming.way_on())
        return coming.private(redirect("/organise/enter/sent", 303))
    return coming.page(
        "organiser/enter.html",
        422 if form.errors else 200,
        form=form,
        way=coming.way_on(),
        is_by_reminder=user is not None and user.by_reminder,
    )


@door.get("/sent")
def sent() -> Answer:
    """What happens next."""
    return coming.page("organiser/enter_sent.html")


@door.route("/<token>", methods=["GET", "POST"])
def press(token: str) -> Answer:
    """The page behind a link, and its button."""
    context = site.context()
    try:
        if request.method == "POST":
            return coming.enter(organiser_ways.enter(context, token, coming.browser(), instead_of=coming.before()))
        offer = organiser_ways.look(context, token)
    except LinkDeadError:
        return coming.page("organiser/enter_dead.html", 410)
    return coming.page("organiser/enter_press.html", offer=offer, way=coming.way_on())
