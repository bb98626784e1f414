"""The details of a person whom one's own team has handed over."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as Answer

from locator.actions import hand_over
from locator.web.shared import handed_over, site

door = Blueprint("handed_person", __name__)


@door.get("/staff/referrals/<referral_id>/person")
def person(referral_id: str) -> str | Answer:
    """Who it is; that it was looked at is written down."""
    try:
        view = hand_over.view_as_staff(site.context(), referral_id)
    except hand_over.DetailsGoneError:
        return handed_over.gone("/staff")
    return render_template("staff/handed_person.html", person=handed_over.details(view), referral_id=referral_id)
