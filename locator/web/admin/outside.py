"""Open a referral of another team: with a reason, which is written down and told to the privacy lead."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form, HiddenField, RadioField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired

from locator.actions import subject_access, subject_finding
from locator.actions.subject_access import Held
from locator.directory import dates
from locator.referral import state_words
from locator.referral.opening import OpenReason
from locator.web.shared import handed_over, site

door = Blueprint("outside", __name__)
MOST_KEY_LETTERS = 64
NOT_FOUND = (
    "No referral has this reference, and no details that are kept have this name or number. They may be erased already"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldShown:
    """What is held in the words of the page: the state, the person's details, each move and each follow-up."""

    state: str
    person: tuple[tuple[str, str], ...]
    moves: tuple[tuple[datetime, str], ...]
    follow_ups: tuple[tuple[datetime, str, tuple[tuple[str, str], ...]], ...]


class FindForm(Form):  # type: ignore[misc]
    """Which referral."""

    reference = StringField(
        "Reference of the referral, or who it is about",
        description="For example P-7K3M. Without it: the person’s name, or the number that they or their carer are phoned at.",
        validators=[DataRequired(message="Write the reference of the referral, a name or a phone number")],
    )
    send = SubmitField("Continue")


class ReasonForm(Form):  # type: ignore[misc]
    """Why it is opened."""

    why = RadioField(
        "Why do you open it?",
        choices=[SelectChoice(value=why.value, label=why.value.capitalize()) for why in OpenReason],
        validators=[AnyOf([why.value for why in OpenReason], message="Choose why you open it")],
        validate_choice=False,
    )
    form_key = HiddenField()
    send = SubmitField("Open it")


@door.route("/admin/open", methods=["GET", "POST"])
def find() -> Answer:
    """Which referral; its reference never gets into an address."""
    form = FindForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        referral_id = subject_access.find(site.context(), form.reference.data)
        if referral_id:
            return redirect(url_for(".one", referral_id=referral_id), 303)
        matches = _matches(form.reference.data)
        if matches:
            return _page("open_found", matches=[(one, dates.date_words(one.made_on)) for one in matches])
        form.reference.errors = [NOT_FOUND]
    return _page("open_find", form=form)


def _matches(typed: str) -> tuple[subject_finding.Match, ...]:
    try:
        return subject_finding.by_details(site.context(), typed)
    except subject_finding.TooLittleToFindError:
        return ()


@door.route("/admin/open/<referral_id>", methods=["GET", "POST"])
def one(referral_id: str) -> Answer:
    """The reason, and then all that is held; as a file for a machine where that was asked for."""
    form = ReasonForm(request.form if request.method == "POST" else None)
    if not (request.method == "POST" and form.validate()):
        form.form_key.data = form.form_key.data or secrets.token_urlsafe(16)
        is_told = bool(site.settings().privacy_email)
        return _page("open", form=form, referral_id=referral_id, is_told=is_told)
    key = (form.form_key.data or "")[:MOST_KEY_LETTERS]
    held = subject_access.open_outside_team(site.context(), referral_id, OpenReason(form.why.data), key)
    if request.form.get("as") == "json":
        answer = jsonify(subject_access.as_json(held))
        answer.headers["Content-Disposition"] = "attachment; filename=referral.json"
        return answer
    return _page("opened", held=held, shown=_shown(held), form=form, referral_id=referral_id)


def _shown(held: Held) -> HeldShown:
    told, person = state_words.told, held.person
    return HeldShown(
        state=told(held.referral.state, held.referral.closed_reason),
        person=(("Name", person.name), *handed_over.rows(person)) if person else (),
        moves=tuple((move.moved_at, told(move.to_state, move.closed_reason)) for move in held.moves),
        follow_ups=tuple(
            (
                one.answered_at,
                subject_access.WENT[one.has_attended],
                tuple(subject_access.answers_in_words(one).items()),
            )
            for one in held.follow_ups
        ),
    )


def _page(name: str, **parts: object) -> Response:
    return make_response(render_template(f"admin/{name}.html", **parts))
