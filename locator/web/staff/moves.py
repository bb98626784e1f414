"""Move a referral of one's team on, and what the page of a referral offers for that."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import group_contact, moving
from locator.actions.context import Context
from locator.actions.moving import MovedOnError, ReasonMissingError
from locator.referral.referral import Referral
from locator.referral.states import Mover
from locator.web.shared import next_steps, site
from locator.web.shared.next_steps import CloseForm, NextSteps

door = Blueprint("moves", __name__)


def next_steps_of(context: Context, referral: Referral, close: CloseForm | None = None) -> NextSteps:
    """What templates/staff/moves.html shows as `moves` on the page of a referral of the person's team."""
    group = group_contact.of(context, referral)
    return next_steps.of(
        referral,
        Mover.STAFF,
        url_for("moves.move", referral_id=referral.id),
        close=close,
        must_phone=not group.can_be_mailed,
        phone=group.phone,
    )


@door.post("/staff/referrals/<referral_id>/move")
def move(referral_id: str) -> Answer:
    """Move it on; a page that was out of date says how the referral stands now."""
    try:
        moving.move_by_staff(site.context(), referral_id, next_steps.sent_step())
    except MovedOnError as moved:
        return _shown(moved.referral, problem=str(moved), status=409)
    except ReasonMissingError:
        one = moving.of_team(site.context(), referral_id)
        return _shown(one, close=next_steps.close_form_sent(), status=422)
    return redirect(f"/staff/referrals/{referral_id}", 303)


def _shown(one: Referral, *, close: CloseForm | None = None, problem: str = "", status: int) -> Response:
    page = render_template(
        "staff/move.html",
        referral_id=one.id,
        reference=one.reference,
        moves=next_steps_of(site.context(), one, close),
        problem=problem,
    )
    return make_response(page, status)
