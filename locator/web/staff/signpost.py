"""Point somebody to a group: one page with the answers already chosen, one press to log it, and a way to take it back."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import my_work, referring
from locator.actions.referring import NoReferralsError, NothingChosenError, Pointing, TooLateError
from locator.actions.whereabouts import PlaceNotKnownError
from locator.referral import chi
from locator.referral.referral import AgeBand, ForWhom, How, Level, Reason
from locator.web.shared import form_keys, site
from locator.web.staff import last_search, words
from locator.web.staff.signpost_page import Wrong, logged_page, signpost_page

door = Blueprint("signpost", __name__)

Code = TypeVar("Code", bound=StrEnum)


@door.app_template_global()
def fresh_form_key() -> str:
    """A key for a form that a page shows; never in a piece of a page that is remembered."""
    return form_keys.fresh()


@door.get("/staff/signpost")
def form() -> str | Answer:
    """The page; its groups are in the address, and so is the key of its form, so that going back to it is no second time.

    Links to it have no key, because a public page remembers them for everybody: the first visit gives it one.
    """
    form_key, slugs = form_keys.sent(request.args.get("form", "")), request.args.getlist("service")
    level = _level(request.args.get("level", ""))
    if form_key != request.args.get("form"):
        asked_for = level.value if level is Level.CODED else None
        return redirect(url_for(".form", service=slugs, form=form_key, level=asked_for), 303)
    if referring.is_used(site.context(), form_key):
        return redirect(url_for(".logged", form_key=form_key), 303)
    asked = _asked(form_key, tuple(slugs))
    before = last_search.place()
    how = my_work.last_how(site.context())
    return _shown(replace(asked, level=level, how=how, near=before.outward_code, locality_id=before.locality_id or ""))


@door.post("/staff/signpost")
def log() -> str | Answer:
    """Log it, and say so on a page of its own."""
    sent = request.form
    asked = _asked(form_keys.sent(sent.get("form_key", "")), tuple(sent.getlist("service")))
    try:
        referring.point(site.context(), asked)
    except PlaceNotKnownError:
        return _place_unknown(asked)
    except NoReferralsError as wrong:
        return _shown(asked, Wrong(at="level", text=f"No referrals are taken by {wrong}. Take the tick away to log it"))
    except NothingChosenError:
        abort(404)
    return redirect(url_for(".logged", form_key=asked.form_key), 303)


@door.get("/staff/logged/<form_key>")
def logged(form_key: str) -> str:
    """What was logged, and what can be done next."""
    found = referring.logged(site.context(), form_key)
    return render_template("staff/logged.html", page=logged_page(site.context(), form_key, found))


@door.post("/staff/logged/<form_key>/code")
def code(form_key: str) -> str | Answer:
    """Make signposts into coded referrals."""
    try:
        return redirect(url_for(".logged", form_key=referring.code(site.context(), form_key)), 303)
    except TooLateError:
        return make_response(render_template("staff/too_late.html"), 409)
    except NoReferralsError:
        return redirect(url_for(".logged", form_key=form_key), 303)


@door.post("/staff/undo")
def undo() -> str | Answer:
    """Take it back."""
    form_key = request.form.get("form_key", "")
    try:
        referring.undo(site.context(), form_key)
    except TooLateError:
        return make_response(render_template("staff/too_late.html"), 409)
    return redirect(url_for(".logged", form_key=form_key), 303)


def _place_unknown(asked: Pointing) -> str | Answer:
    """The page again; what looks like a CHI number is not even shown again."""
    if chi.find(asked.near):
        text = "That looks like a CHI number. Never write one here: we do not want to know who it is"
        return _shown(replace(asked, near=""), Wrong(at="near", text=text))
    text = "We do not know this place. Use the first half of a postcode, such as ML1, or leave it empty"
    return _shown(asked, Wrong(at="near", text=text))


def _shown(asked: Pointing, wrong: Wrong | None = None) -> str | Answer:
    try:
        groups = referring.chosen(site.context(), asked.slugs)
    except NothingChosenError:
        abort(404)
    page = render_template("staff/signpost.html", page=signpost_page(site.context(), asked, groups, wrong))
    return make_response(page, 422) if wrong else page


def _asked(form_key: str, slugs: tuple[str, ...]) -> Pointing:
    """What the form says; a code that is none of ours is the first choice, and whatever else was sent is not looked at.

    The locality of the search before counts only as long as its place was not changed.
    """
    sent = request.form
    texts, near = set(sent.getlist("reason")), sent.get("near", "")[:80]
    how = _code(How, sent.get("how", ""), How.TOLD)
    return Pointing(
        form_key=form_key,
        slugs=slugs,
        level=_level(sent.get("level", "")),
        for_whom=_code(ForWhom, sent.get("for_whom", ""), ForWhom.OLDER_PERSON),
        how=how if how in words.HOW else How.TOLD,
        age_band=_code(AgeBand, sent.get("age_band", ""), AgeBand.NOT_SAID),
        near=near,
        locality_id=sent.get("locality_before", "") if near and near == sent.get("near_before") else "",
        reasons=tuple(reason for reason in Reason if reason.value in texts),
    )


def _level(text: str) -> Level:
    """A coded referral only where that was asked for; a hand-over has a journey of its own."""
    return Level.CODED if text == Level.CODED.value else Level.SIGNPOST


def _code(kind: type[Code], text: str, otherwise: Code) -> Code:
    return next((one for one in kind if one.value == text), otherwise)
