"""The details of a person whom one's own team has handed over."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response as Answer

from locator.actions import hand_over
from locator.web.shared import handed_over, site
from locator.web.shared.handed_over import Home

door = Blueprint("handed_person", __name__)
HOME = Home(name="Your work", href="/staff")


@door.get("/staff/referrals/<referral_id>/person")
def person(referral_id: str) -> str | Answer:
    """Who it is; that it was looked at is written down."""
    try:
        view = hand_over.view_as_staff(site.context(), referral_id)
    except hand_over.DetailsGoneError:
        return handed_over.gone(HOME.href)
    return handed_over.page(view, HOME)
