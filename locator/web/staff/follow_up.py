"""What came of a referral: the form, and the sheet that a person fills in with a pen."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Field, Form, RadioField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Optional

from locator.actions import following_up
from locator.actions.following_up import Asking
from locator.referral import outcomes
from locator.referral.follow_up import Source
from locator.referral.referral import ForWhom
from locator.web.shared import history, next_steps, site

ATTENDED = {"yes": True, "no": False, "not known": None}
PREFIX = "outcome-"
SCORES = {str(score): words for score, words in outcomes.ANSWERS.items()}

door = Blueprint("follow_up", __name__)


class FollowUpForm(Form):  # type: ignore[misc]
    """Whether the person went, and who wrote the answers; the questions are added for whom they are asked."""

    attended = RadioField(
        "Did the person go?",
        choices=[
            SelectChoice(value="yes", label="Yes"),
            SelectChoice(value="no", label="No"),
            SelectChoice(value="not known", label="Not known"),
        ],
        validators=[AnyOf(list(ATTENDED), message="Choose if the person went")],
        validate_choice=False,
    )
    source = RadioField(
        "Where are the answers from?",
        choices=[
            SelectChoice(value=Source.STAFF.value, label="I asked the person"),
            SelectChoice(value=Source.PAPER.value, label="From the printed sheet"),
        ],
        default=Source.STAFF.value,
        validators=[AnyOf([source.value for source in Source], message="Choose where the answers are from")],
        validate_choice=False,
    )
    keep = SubmitField("Write it down")

    def questions(self) -> tuple[Field, ...]:
        """The fields of the questions, in order."""
        return tuple(one for one in self if one.name.startswith(PREFIX))

    def answers(self) -> dict[str, int]:
        """The answers that were given, by outcome code."""
        return {one.name.removeprefix(PREFIX): int(one.data) for one in self.questions() if one.data}


@door.route("/staff/referrals/<referral_id>/follow-up", methods=["GET", "POST"])
def form(referral_id: str) -> Answer:
    """The form, and what it sends."""
    asking = following_up.asking(site.context(), referral_id)
    sent = form_for(asking.referral.for_whom)(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _shown(asking, sent, next_steps.fresh_key())
    form_key = next_steps.sent_key()
    if not sent.validate():
        return _shown(asking, sent, form_key)
    following_up.write_down(
        site.context(),
        referral_id,
        has_attended=ATTENDED[sent.attended.data],
        answers=sent.answers(),
        source=Source(sent.source.data),
        form_key=form_key,
    )
    return redirect(url_for(".form", referral_id=referral_id, kept="yes"), 303)


@door.get("/staff/referrals/<referral_id>/sheet")
def sheet(referral_id: str) -> str:
    """The same questions in large print; all that it says about the person is the reference."""
    asking = following_up.asking(site.context(), referral_id)
    return render_template("staff/sheet.html", asking=asking, answers=list(outcomes.ANSWERS.values()))


@lru_cache(maxsize=len(ForWhom))
def form_for(for_whom: ForWhom) -> type[FollowUpForm]:
    """The form with the questions for whoever was referred."""
    fields = {
        f"{PREFIX}{outcome.code}": RadioField(
            outcome.question,
            choices=[SelectChoice(value=score, label=words) for score, words in SCORES.items()],
            validators=[Optional(), AnyOf(list(SCORES), message="Choose one of the answers")],
            validate_choice=False,
        )
        for outcome in outcomes.asked_of(for_whom)
    }
    return type("FollowUpFormWithQuestions", (FollowUpForm,), fields)


def _shown(asking: Asking, sent: FollowUpForm, form_key: str) -> Response:
    page = render_template(
        "staff/follow_up.html",
        asking=asking,
        form=sent,
        form_key=form_key,
        is_kept=request.args.get("kept") == "yes" and bool(asking.earlier),
        last=history.moment(asking.earlier[0].answered_at) if asking.earlier else "",
    )
    return make_response(page, 422 if sent.errors else 200)
