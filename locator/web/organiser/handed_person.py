"""The details of a person who was handed over to the group that one answers for."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response as Answer

from locator.actions import hand_over
from locator.web.shared import handed_over, site
from locator.web.shared.handed_over import Home

door = Blueprint("person_for_group", __name__)
HOME = Home(name="Referrals to your group", href="/group")


@door.get("/group/referrals/<referral_id>/person")
def person(referral_id: str) -> str | Answer:
    """Who it is, until the referral is at its end; that it was looked at is written down."""
    try:
        view = hand_over.view_as_group(site.context(), referral_id)
    except hand_over.DetailsGoneError:
        return handed_over.gone(HOME.href)
    return handed_over.page(view, HOME)
