"""The dashboard of staff, and the page of one referral."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import my_work
from locator.actions.permission import NotYoursError
from locator.web.shared import site
from locator.web.staff import last_search
from locator.web.staff.moves import next_steps_of
from locator.web.staff.work_page import dashboard, referral_page

door = Blueprint("work", __name__)


@door.get("/staff")
def page() -> str:
    """What is open, whom it waits for, and a search that begins where the last one was."""
    is_whole = "all" in request.args
    shown = dashboard(site.context(), my_work.work(site.context()), last_search.query(), is_whole=is_whole)
    return render_template("staff/work.html", page=shown, not_found="no" in request.args)


@door.post("/staff/find")
def find() -> Answer:
    """From a reference that somebody typed to its referral; what is none stands in no address."""
    try:
        found = my_work.by_reference(site.context(), request.form.get("reference", "")[:40])
        return redirect(url_for(".referral", referral_id=found), 303)
    except NotYoursError:
        return redirect(url_for(".page", no="such", _anchor="reference"), 303)


@door.get("/staff/referrals/<referral_id>")
def referral(referral_id: str) -> str:
    """One referral: the listing as it was, where it stands, and what happened."""
    context = site.context()
    whole = my_work.whole(context, referral_id)
    page = referral_page(context, whole)
    moves = next_steps_of(context, whole.referral) if page.is_followed else None
    return render_template("staff/referral.html", page=page, moves=moves)
