"""Answer a referral with the link in a message: opening it changes nothing, pressing a button does, once."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import answering
from locator.actions.answering import Asked, LinkState, LinkUnknownError
from locator.actions.moving import ReasonMissingError
from locator.referral import state_words
from locator.referral.states import State
from locator.web.shared import history, next_steps, site
from locator.web.shared.next_steps import CloseForm

ANSWERS = frozenset({State.ACCEPTED, State.WAITING_LIST, State.CLOSED})

door = Blueprint("answer", __name__)


@door.get("/answer/<token>")
def page(token: str) -> Response:
    """What is asked, or what was answered."""
    try:
        return _shown(answering.look(site.context(), token), CloseForm())
    except LinkUnknownError:
        return _private(render_template("organiser/answered.html", **_words("This link does not work")), 404)


@door.post("/answer/<token>")
def press(token: str) -> Answer:
    """Take the answer."""
    to = request.form.get("to", "")
    if to not in ANSWERS:
        abort(400)
    try:
        answering.answer(site.context(), token, State(to), next_steps.sent_reason())
    except LinkUnknownError:
        return _private(render_template("organiser/answered.html", **_words("This link does not work")), 404)
    except ReasonMissingError:
        return _shown(answering.look(site.context(), token), next_steps.close_form_sent())
    return _private("", 303, redirect(url_for(".page", token=token), 303))


def _shown(asked: Asked, close: CloseForm) -> Response:
    if asked.state is LinkState.OPEN:
        text = render_template("organiser/answer.html", asked=asked, close=close, sent=history.moment(asked.sent_at))
        return _private(text, 422 if close.errors else 200)
    if asked.state is LinkState.ENDED:
        return _private(render_template("organiser/answered.html", **_words("This link has run out")), 410)
    if asked.state is LinkState.TAKEN_BACK:
        return _private(render_template("organiser/taken_back.html", asked=asked), 200)
    heading = "Thank you" if asked.answered else "This referral was answered"
    return _private(render_template("organiser/answered.html", **_words(heading, asked)), 200)


def _words(heading: str, asked: Asked | None = None) -> dict[str, object]:
    if asked is None:
        return {"heading": heading, "asked": None, "is_over": True, "is_changed": False}
    move, referral = asked.answered, asked.referral
    now = state_words.told_to_group(referral.state, referral.closed_reason)
    return {
        "heading": heading,
        "asked": asked,
        "sentence": state_words.told_to_group(move.to_state, move.closed_reason) if move else now,
        "answered": history.moment(move.moved_at) if move else "",
        "is_changed": move is not None and move.to_state is not referral.state,
        "now": now,
        "is_over": False,
    }


def _private(text: str, status: int, answer: Answer | None = None) -> Response:
    """An answer that nobody keeps, and whose address is told to nobody: it opens the door."""
    response = make_response(answer if answer is not None else text, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
