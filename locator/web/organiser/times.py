"""The days and times of a listing."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form

from locator.actions import editing
from locator.actions.proposing import Draft
from locator.web.organiser import edit_page
from locator.web.shared import form_keys, site
from locator.web.shared.session_fields import SessionsField

door = Blueprint("times", __name__, url_prefix="/organise/listings")


class TimesForm(Form):  # type: ignore[misc]
    """When it is on."""

    sessions = SessionsField("Days and times")


@door.route("/<service_id>/times", methods=["GET", "POST"])
def page(service_id: str) -> Answer:
    """The days and times of the draft, and what the buttons of the page send."""
    context = site.context()
    draft = editing.prepare(context, service_id, form_keys.sent(request.form.get("form_key", "")))
    form = TimesForm(request.form if request.method == "POST" else None, data={"sessions": draft.content["sessions"]})
    form.sessions.prepare(today=context.today, venues=edit_page.venue_names(context, draft))
    if request.method == "GET" or form.sessions.pressed:
        return _shown(draft, form, 200)
    if not form.validate():
        return _shown(draft, form, 422)
    key = editing.living_key(context, draft.proposal.form_key)
    editing.keep(context, service_id, key, {"sessions": form.sessions.data}, {}, why=None)
    return redirect(url_for("edit.listing", service_id=service_id, saved="yes", _anchor="part-times"), 303)


def _shown(draft: Draft, form: TimesForm, status: int) -> Response:
    shown = edit_page.page(site.context(), draft)
    return make_response(render_template("organiser/edit/times.html", page=shown, form=form), status)
