"""The days and times of a listing."""

from __future__ import annotations

import secrets

from flask import Blueprint, render_template

from locator.actions import editing
from locator.web.organiser import edit_page
from locator.web.shared import site

door = Blueprint("times", __name__, url_prefix="/organise/listings")


@door.get("/<service_id>/times")
def page(service_id: str) -> str:
    """The days and times of the draft."""
    context = site.context()
    shown = edit_page.page(context, editing.prepare(context, service_id, secrets.token_urlsafe(16)))
    return render_template("organiser/edit/times.html", page=shown)
