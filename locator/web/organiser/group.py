"""Referrals to the groups that a person answers for: the list, one of them, and what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import answering, moving
from locator.actions.answering import Entry, Opened
from locator.actions.moving import MovedOnError, ReasonMissingError
from locator.referral import state_words
from locator.referral.states import FINAL, UNANSWERED, Mover
from locator.web.shared import history, next_steps, site
from locator.web.shared.history import HistoryStep
from locator.web.shared.next_steps import CloseForm, NextSteps

door = Blueprint("group", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One referral in the list."""

    id: str
    group: str
    reference: str
    sentence: str
    sent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the list; `nothing` is what is said where it is empty."""

    heading: str
    nothing: str
    entries: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """The list, what waits for an answer first."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """One referral."""

    id: str
    group: str
    reference: str
    team: str
    steps: NextSteps
    history: tuple[HistoryStep, ...]


@door.get("/group")
def group() -> str:
    """The list."""
    return render_template("organiser/group.html", page=_list(answering.of_my_groups(site.context())))


@door.get("/group/referrals/<referral_id>")
def referral(referral_id: str) -> Response:
    """One referral, and the buttons for what happens next."""
    return _shown(answering.open_one(site.context(), referral_id))


@door.post("/group/referrals/<referral_id>/move")
def move(referral_id: str) -> Answer:
    """Move it on; a page that was out of date says how the referral stands now."""
    try:
        moving.move_by_group(site.context(), referral_id, next_steps.sent_step())
    except MovedOnError as moved:
        return _shown(
            answering.open_one(site.context(), referral_id),
            problem=state_words.told_to_group(moved.referral.state, moved.referral.closed_reason),
            status=409,
        )
    except ReasonMissingError:
        close = next_steps.close_form_sent()
        return _shown(answering.open_one(site.context(), referral_id), close=close, status=422)
    return redirect(url_for(".referral", referral_id=referral_id), 303)


def _shown(opened: Opened, *, close: CloseForm | None = None, problem: str = "", status: int = 200) -> Response:
    one = opened.referral
    steps = next_steps.of(one, Mover.GROUP, url_for(".move", referral_id=one.id), close=close)
    page = ReferralPage(
        id=one.id,
        group=opened.group,
        reference=one.reference or "",
        team=opened.team,
        steps=steps,
        history=history.of(one, opened.moves),
    )
    return make_response(render_template("organiser/referral.html", page=page, referral=one, problem=problem), status)


def _list(entries: Sequence[Entry]) -> GroupPage:
    new = tuple(_line(entry) for entry in entries if entry.referral.state in UNANSWERED)
    over = tuple(_line(entry) for entry in entries if entry.referral.state in FINAL)
    ongoing = tuple(_line(entry) for entry in entries if entry.referral.state not in FINAL | UNANSWERED)
    return GroupPage(
        parts=(
            Part(heading="Waiting for your answer", nothing="Nobody waits for you.", entries=new),
            Part(heading="Going on", nothing="None now.", entries=ongoing),
            Part(heading="Ended", nothing="None yet.", entries=over),
        )
    )


def _line(entry: Entry) -> Line:
    one = entry.referral
    return Line(
        id=one.id,
        group=entry.group,
        reference=one.reference or "",
        sentence=state_words.told_to_group(one.state, one.closed_reason),
        sent=history.moment(one.created_at),
    )
