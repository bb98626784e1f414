"""Listings that nobody has checked for a year: hide them with a reason, or phone; and those that are hidden."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, HiddenField, StringField, SubmitField

from locator.actions import hiding
from locator.actions.hiding import Hidden, OpenReferralsError, ReasonMissingError, ToHide
from locator.directory import contact
from locator.directory.listing import Listing
from locator.directory.service import ServiceStatus
from locator.web.curator import narrowing
from locator.web.shared import site, wording

PATH = "/curate/hiding"
REASON = "Write why, in 500 letters or fewer"

door = Blueprint("hiding", __name__)


class HideForm(Form):  # type: ignore[misc]
    """Why a listing is hidden."""

    reason = StringField("Why?", description="For other curators. Please leave out names of people.")
    form_key = HiddenField()
    send = SubmitField("Hide this listing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One listing that may be hidden, or that is."""

    id: str
    name: str
    organization: str
    words: str
    phone: str
    phone_link: str
    localities: str
    open_referrals: int
    href: str


@door.get(PATH)
def every() -> str:
    """What a curator is asked about, and what is hidden."""
    context = site.context()
    return render_template(
        "curator/hiding.html",
        due=tuple(_due(one) for one in hiding.due(context)),
        hidden=tuple(_hidden(one) for one in hiding.hidden(context)),
    )


@door.route(f"{PATH}/<service_id>", methods=["GET", "POST"])
def one(service_id: str) -> Answer:
    """Hide one listing."""
    found = hiding.look(site.context(), service_id)
    form = HideForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        key = form.form_key.data = narrowing.form_key()
        try:
            hiding.hide(site.context(), service_id, reason=form.reason.data or "", form_key=key)
            return redirect(PATH, 303)
        except ReasonMissingError:
            form.reason.errors = [REASON]
        except OpenReferralsError as refused:
            form.reason.errors = [_waiting(refused.count)]
    else:
        form.form_key.data = narrowing.form_key()
    text = render_template("curator/hide.html", form=form, line=_due(found), waiting=_waiting(found.open_referrals))
    return make_response(text, 422 if form.errors else 200)


@door.post(f"{PATH}/<service_id>/show")
def show_again(service_id: str) -> Answer:
    """Show a hidden listing again."""
    hiding.show_again(site.context(), service_id)
    return redirect(PATH, 303)


def _waiting(count: int) -> str:
    referrals = wording.counted(count, "referral is", "referrals are")
    return f"{referrals} still open. Ask the group or the team to end them first, then hide it"


def _due(one: ToHide) -> Line:
    listing = one.stale.listing
    phones = (*listing.phones, *listing.organization.phones)
    number = phones[0].number if phones else ""
    return Line(
        id=listing.service.id,
        name=listing.service.name,
        organization=listing.organization.name,
        words=narrowing.checked_words(one.stale.freshness),
        phone=contact.shown(number) if number else "",
        phone_link=contact.tel_link(number) if number else "",
        localities=narrowing.names(one.localities),
        open_referrals=one.open_referrals,
        href=_page_of(listing),
    )


def _page_of(listing: Listing) -> str:
    return "" if listing.service.status is ServiceStatus.INACTIVE else f"/services/{listing.service.slug}"


def _hidden(one: Hidden) -> Line:
    return Line(
        id=one.listing.service.id,
        name=one.listing.service.name,
        organization=one.listing.organization.name,
        words=f"Hidden on {wording.moment(one.hiding.hidden_at)}: {one.hiding.reason}",
        phone="",
        phone_link="",
        localities="",
        open_referrals=0,
        href="",
    )
