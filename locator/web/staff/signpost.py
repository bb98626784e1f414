"""Point somebody to a group: one page with the answers already chosen, one press to log it, and a way to take it back."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import referring
from locator.actions.referring import NothingChosenError, Pointing, TooLateError
from locator.actions.whereabouts import PlaceNotKnownError
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason
from locator.web.shared import site
from locator.web.staff import form_keys, last_search
from locator.web.staff.signpost_page import LoggedPage, signpost_page

door = Blueprint("signpost", __name__)

Code = TypeVar("Code", bound=StrEnum)


@door.get("/staff/signpost")
def form() -> str | Answer:
    """The page; its groups are in the address, as is the rough place of the search before."""
    near = request.args.get("near", "") or last_search.place()
    return _shown(_asked(form_keys.fresh(), tuple(request.args.getlist("service")), near))


@door.post("/staff/signpost")
def log() -> str | Answer:
    """Log it, and say so on a page of its own."""
    sent = request.form
    asked = _asked(form_keys.sent(sent.get("form_key", "")), tuple(sent.getlist("service")), sent.get("near", ""))
    try:
        referring.point(site.context(), asked)
    except PlaceNotKnownError:
        return _shown(
            asked, "We do not know this place. Use the first half of a postcode, such as ML1, or leave it empty"
        )
    except NothingChosenError:
        abort(404)
    return redirect(url_for(".logged", form_key=asked.form_key), 303)


@door.get("/staff/logged/<form_key>")
def logged(form_key: str) -> str:
    """What was logged, and what can be done next."""
    found = referring.logged(site.context(), form_key)
    return render_template("staff/logged.html", page=LoggedPage(form_key=form_key, logged=found))


@door.post("/staff/undo")
def undo() -> str | Answer:
    """Take it back."""
    form_key = request.form.get("form_key", "")
    try:
        referring.undo(site.context(), form_key)
    except TooLateError:
        return make_response(render_template("staff/too_late.html"), 409)
    return redirect(url_for(".logged", form_key=form_key), 303)


def _shown(asked: Pointing, wrong: str = "") -> str | Answer:
    try:
        groups = referring.chosen(site.context(), asked.slugs)
    except NothingChosenError:
        abort(404)
    page = render_template("staff/signpost.html", page=signpost_page(asked, groups, wrong))
    return make_response(page, 422) if wrong else page


def _asked(form_key: str, slugs: tuple[str, ...], near: str) -> Pointing:
    """What the form says; a code that is none of ours is the first choice, and whatever else was sent is not looked at."""
    sent = request.form
    texts = set(sent.getlist("reason"))
    return Pointing(
        form_key=form_key,
        slugs=slugs,
        level=Level.CODED if sent.get("level") == Level.CODED.value else Level.SIGNPOST,
        for_whom=_code(ForWhom, sent.get("for_whom", ""), ForWhom.OLDER_PERSON),
        how=_code(How, sent.get("how", ""), How.TOLD),
        age_band=_code(AgeBand, sent.get("age_band", ""), AgeBand.NOT_SAID),
        near=near[:80],
        locality_id=last_search.locality_of(near),
        reasons=tuple(reason for reason in Reason if reason.value in texts),
    )


def _code(kind: type[Code], text: str, otherwise: Code) -> Code:
    return next((one for one in kind if one.value == text), otherwise)
