"""Nothing suitable: one press says why, and it is counted for where and what; nothing about a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import unmet, whereabouts
from locator.actions.find import Found
from locator.actions.referring import TooLateError
from locator.actions.unmet import Missing
from locator.referral.unmet import UnmetReason
from locator.web.shared import form_keys, site
from locator.web.staff import last_search, words

door = Blueprint("unmet", __name__)


@door.app_template_global()
def unmet_reasons() -> Mapping[UnmetReason, str]:
    """Why nothing was suitable: what each button says."""
    return words.UNMET


@door.app_template_global()
def last_locality() -> str:
    """The id of the locality of the search before; "" where none is known."""
    return last_search.place().locality_id or ""


@door.app_template_global()
def about_search(found: Found) -> Mapping[str, str]:
    """Where a search looked and for what: the locality's id, and the theme that was chosen or that most of what was found has."""
    chosen = found.search.chosen
    return {
        "locality": _only(chosen.get("locality", ())) or _locality_of(found) or "",
        "theme": _only(chosen.get("theme", ())) or unmet.likely_theme(site.context(), found),
    }


def _only(values: Collection[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _locality_of(found: Found) -> str | None:
    return whereabouts.locality_of(site.context(), found.place) if found.place else None


@door.get("/staff/unmet")
def form() -> str:
    """Why nothing was suitable; where and which theme are filled in from the search before."""
    return render_template(
        "staff/unmet.html",
        form_key=form_keys.fresh(),
        reasons=words.UNMET,
        localities=site.context().reference.localities(site.context().today),
        themes=site.context().reference.themes,
        locality=request.args.get("locality") or last_locality(),
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
        theme=next((one.name for one in reference.every_theme if one.code == found.theme_code), ""),
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
