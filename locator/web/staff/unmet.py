"""Nothing suitable: one press says why, and it is counted for where and what; nothing about a person."""

from __future__ import annotations

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import unmet
from locator.actions.referring import TooLateError
from locator.actions.unmet import Missing
from locator.referral.unmet import UnmetReason
from locator.web.shared import site
from locator.web.staff import form_keys, words

door = Blueprint("unmet", __name__)


@door.get("/staff/unmet")
def form() -> str:
    """Why nothing was suitable; where and which theme are filled in from the search before."""
    localities = site.context().reference.localities(site.context().today)
    ward = request.args.get("ward", "")
    around = next((one.id for one in localities if ward in one.ward_codes), "")
    return render_template(
        "staff/unmet.html",
        form_key=form_keys.fresh(),
        reasons=words.UNMET,
        localities=localities,
        themes=site.context().reference.themes,
        locality=request.args.get("locality") or around,
        theme=request.args.get("theme", ""),
        service=request.args.get("service", ""),
    )


@door.post("/staff/unmet")
def note() -> Answer:
    """Write it down."""
    sent = request.form
    reason = next((one for one in UnmetReason if one.value == sent.get("reason")), None)
    if reason is None:
        abort(400)
    missing = Missing(
        form_key=form_keys.sent(sent.get("form_key", "")),
        reason=reason,
        locality_id=sent.get("locality", ""),
        theme_code=sent.get("theme", ""),
        slug=sent.get("service", ""),
    )
    unmet.nothing_suitable(site.context(), missing)
    return redirect(url_for(".noted", form_key=missing.form_key), 303)


@door.get("/staff/unmet/<form_key>")
def noted(form_key: str) -> str:
    """What was written down."""
    found = unmet.noted(site.context(), form_key)
    reference = site.context().reference
    return render_template(
        "staff/unmet_noted.html",
        need=found,
        reason=words.UNMET[found.reason],
        locality=next(
            (one.name for one in reference.localities(site.context().today) if one.id == found.locality_id), ""
        ),
        theme=next((one.name for one in reference.themes if one.code == found.theme_code), ""),
    )


@door.post("/staff/unmet/undo")
def undo() -> str | Answer:
    """Take it back."""
    form_key = request.form.get("form_key", "")
    try:
        unmet.undo(site.context(), form_key)
    except TooLateError:
        return make_response(render_template("staff/too_late.html"), 409)
    return redirect(url_for(".noted", form_key=form_key), 303)
