"""The days and times of a listing."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form

from locator.actions import editing
from locator.actions.proposing import Draft
from locator.revision.content import Json
from locator.web.organiser import edit_page, living
from locator.web.shared import form_keys, site
from locator.web.shared.session_fields import SessionsField

door = Blueprint("times", __name__, url_prefix="/organise/listings")
living.follow(door)

WAS = "was-times"
"""The hidden box with the mark of the days and times that were kept when the page was made."""


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
    if _is_crossed(draft, form):
        return _shown(draft, form, 409, is_crossed=True)
    key = editing.living_key(context, draft.proposal.form_key)
    editing.keep(context, service_id, key, {"sessions": form.sessions.data}, {}, why=None)
    return redirect(url_for("edit.listing", service_id=service_id, saved="yes", _anchor="part-times"), 303)


def _is_crossed(draft: Draft, form: TimesForm) -> bool:
    """Whether saving would write over days and times that the page has never shown."""
    kept = draft.content["sessions"]
    return _was(draft) != _mark(kept) and form.sessions.data != kept


def _shown(draft: Draft, form: TimesForm, status: int, *, is_crossed: bool = False) -> Response:
    """The page; one that is only shown again is as old as it was, until it has said what else is kept."""
    was = _mark(draft.content["sessions"]) if is_crossed else _was(draft)
    shown = edit_page.page(site.context(), draft)
    html = render_template("organiser/edit/times.html", page=shown, form=form, was=was, is_crossed=is_crossed)
    return make_response(html, status)


def _was(draft: Draft) -> str:
    return request.form.get(WAS) or _mark(draft.content["sessions"])


def _mark(sessions: Json) -> str:
    return hashlib.sha256(json.dumps(sessions, sort_keys=True).encode()).hexdigest()[:16]
