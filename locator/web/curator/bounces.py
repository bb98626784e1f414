"""Addresses from which letters come back: what the mail server refused, and a box to type one in."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import EmailField, Form, SubmitField

from locator.actions import bounces
from locator.actions.bounces import AddressError, Bounced
from locator.web.curator import narrowing
from locator.web.shared import site, wording

PATH = "/curate/bounces"
NOT_OURS = (
    "No listing and nobody who looks after one has this address. Type it as it stands in the letter that came back"
)

door = Blueprint("bounces", __name__)


class CameBackForm(Form):  # type: ignore[misc]
    """An address to which a letter came back."""

    email = EmailField("Email address", description="Reminders to it stop, and its listings go on the list to phone.")
    send = SubmitField("A letter came back")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingLine:
    """A listing that has the address."""

    name: str
    href: str
    edit_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One address."""

    address: str
    when: str
    why: str
    listings: tuple[ListingLine, ...]


@door.route(PATH, methods=["GET", "POST"])
def page() -> Answer:
    """The addresses; the form marks one more."""
    form = CameBackForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            bounces.came_back(site.context(), str(form.email.data or ""))
            return redirect(PATH, 303)
        except AddressError:
            form.email.errors = [NOT_OURS]
    lines = tuple(_line(one) for one in bounces.every(site.context()))
    return make_response(render_template("curator/bounces.html", form=form, lines=lines), 422 if form.errors else 200)


@door.post(f"{PATH}/works")
def works() -> Answer:
    """Letters to an address arrive again."""
    bounces.works_again(site.context(), request.form.get("address", ""))
    return redirect(PATH, 303)


def _line(one: Bounced) -> Line:
    return Line(
        address=one.address,
        when=wording.moment(one.bounced_at),
        why="A curator was told." if one.is_told else one.why,
        listings=tuple(
            ListingLine(
                name=listing.service.name,
                href=f"/services/{listing.service.slug}",
                edit_href=narrowing.edit_href(listing.service.id),
            )
            for listing in one.listings
        ),
    )
