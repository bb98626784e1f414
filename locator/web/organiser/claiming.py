"""Say that a group is yours: a form that anybody can send, and the link that shows that the address is theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import EmailField, Form, HiddenField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from locator.actions import claims, people, show
from locator.actions.claims import Asked
from locator.actions.entry_links import LinkDeadError
from locator.web.organiser import coming
from locator.web.shared import form_keys, site

LONGEST = 500

door = Blueprint("claiming", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is claimed: the page that the form was opened on, and the group behind it."""

    name: str
    href: str
    organization_id: str
    service_id: str | None = None


class ClaimForm(Form):  # type: ignore[misc]
    """Who claims a group; `website` is a trap for programs that fill in every box."""

    name = StringField("Your name", validators=[InputRequired("Type your name")])
    email = EmailField(
        "Your email address",
        description="We send a link to it, to check that it is yours",
        validators=[InputRequired("Type your email address")],
    )
    does = TextAreaField(
        "What do you do in the group?",
        description="Such as: I run the Tuesday class, or I am the secretary",
        validators=[
            InputRequired("Say what you do in the group"),
            Length(max=LONGEST, message=f"Write {LONGEST} letters or fewer"),
        ],
    )
    how_to_check = TextAreaField(
        "How can we check this?",
        description="Such as: phone the number on the group’s page and ask for me",
        validators=[
            InputRequired("Say how we can check this"),
            Length(max=LONGEST, message=f"Write {LONGEST} letters or fewer"),
        ],
    )
    website = StringField("Leave this box empty")
    form_key = HiddenField()
    send = SubmitField("Send")

    def validate_name(self, field: StringField) -> None:
        """A name is short and has no line ends."""
        if not people.is_name(field.data):
            raise ValidationError("Type your name, in 100 letters or fewer")

    def validate_email(self, field: EmailField) -> None:
        """An address that a letter can be sent to."""
        if not people.is_address(field.data):
            raise ValidationError("Type your email address, such as morag.reid@example.org")


@door.route("/services/<slug>/claim", methods=["GET", "POST"])
def service(slug: str) -> Answer:
    """Claim the group behind a listing."""
    return _claim(_of_service, slug, ".service")


@door.route("/organizations/<slug>/claim", methods=["GET", "POST"])
def organization(slug: str) -> Answer:
    """Claim a group from its own page."""
    return _claim(_of_organization, slug, ".organization")


@door.get("/organise/claim/sent")
def sent() -> Answer:
    """What happens next."""
    return coming.page("organiser/claim_sent.html")


@door.get("/organise/claim/done")
def done() -> Answer:
    """What happens once the address was shown to be theirs."""
    return coming.page("organiser/claim_done.html")


@door.route("/organise/claim/<token>", methods=["GET", "POST"])
def prove(token: str) -> Answer:
    """The page behind the link, and its button."""
    context = site.context()
    try:
        if request.method == "POST":
            claims.prove(context, token)
            return coming.private(redirect(url_for(".done"), 303))
        claim, group = claims.look(context, token)
    except LinkDeadError:
        return coming.page("organiser/claim_dead.html", 410)
    return coming.page("organiser/claim_prove.html", claim=claim, group=group.name)


def _claim(find: Callable[[str], About], slug: str, endpoint: str) -> Answer:
    try:
        about = find(slug)
    except show.MovedError as moved:
        return redirect(url_for(endpoint, slug=moved.slug), 301)
    except show.NotFoundError:
        abort(404)
    form = ClaimForm(coming.form_data())
    if request.method == "POST" and form.validate():
        if not form.website.data:
            claims.begin(site.context(), _asked(form, about), coming.source())
        return coming.private(redirect(url_for(".sent"), 303))
    form.form_key.data = form.form_key.data or form_keys.fresh()
    return coming.page("organiser/claim.html", 422 if form.errors else 200, form=form, about=about)


def _of_service(slug: str) -> About:
    listing = show.listing(site.context(), slug)
    return About(
        name=listing.service.name,
        href=f"/services/{slug}",
        organization_id=listing.organization.id,
        service_id=listing.service.id,
    )


def _of_organization(slug: str) -> About:
    found = show.organization(site.context(), slug).organization
    return About(name=found.name, href=f"/organizations/{slug}", organization_id=found.id)


def _asked(form: ClaimForm, about: About) -> Asked:
    return Asked(
        organization_id=about.organization_id,
        service_id=about.service_id,
        name=form.name.data,
        email=form.email.data,
        does=form.does.data,
        how_to_check=form.how_to_check.data,
        form_key=form_keys.sent(form.form_key.data or ""),
    )
