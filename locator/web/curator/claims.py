"""Claims: who says that a group is theirs, what to check it against, and yes or no with a reason."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import BooleanField, Form, HiddenField, SubmitField, TextAreaField
from wtforms.validators import InputRequired, Length

from locator.accounts.claim import ClaimState
from locator.actions import claims
from locator.actions.claims import InHand, MovedOnError, ReasonMissingError
from locator.actions.keeping import KeeperRefusedError
from locator.directory import contact
from locator.directory.organization import Phone
from locator.web.shared import keeper_words, site

door = Blueprint("claims", __name__, url_prefix="/curate/claims")

REASON = "Write why. They read it in an email"
DONE = {
    ClaimState.APPROVED: "You said yes. We have written to them.",
    ClaimState.REFUSED: "You said no. They get your reason in an email.",
}


class ApproveForm(Form):  # type: ignore[misc]
    """Yes."""

    is_lead = BooleanField()
    step = HiddenField()


class RefuseForm(Form):  # type: ignore[misc]
    """No, and why."""

    reason = TextAreaField(
        "Why not?",
        description="They read this. Say what they can do instead",
        validators=[
            InputRequired(REASON),
            Length(max=claims.LONGEST_REASON, message=f"Write {claims.LONGEST_REASON:,} letters or fewer"),
        ],
    )
    step = HiddenField()
    send = SubmitField("Say no")


@door.get("")
def every() -> str:
    """All that wait."""
    context = site.context()
    found = [claims.one(context, one.id) for one in claims.waiting(context)]
    return render_template("curator/claims.html", claims=found)


@door.get("/<claim_id>")
def one(claim_id: str) -> Answer:
    """One claim beside what is known of the group."""
    return _page(claims.one(site.context(), claim_id), RefuseForm())


@door.post("/<claim_id>/approve")
def approve(claim_id: str) -> Answer:
    """Say yes."""
    form = ApproveForm(request.form)
    try:
        claims.approve(site.context(), claim_id, is_lead=bool(form.is_lead.data), step=_step(form.step.data))
    except MovedOnError:
        return _page(claims.one(site.context(), claim_id), RefuseForm(), 409, has_moved=True)
    except KeeperRefusedError as refused:
        problem = keeper_words.REFUSALS[refused.why]
        return _page(claims.one(site.context(), claim_id), RefuseForm(), 409, problem=problem)
    return redirect(url_for(".one", claim_id=claim_id), 303)


@door.post("/<claim_id>/refuse")
def refuse(claim_id: str) -> Answer:
    """Say no."""
    form = RefuseForm(request.form)
    try:
        if form.validate():
            claims.refuse(site.context(), claim_id, form.reason.data, step=_step(form.step.data))
            return redirect(url_for(".one", claim_id=claim_id), 303)
    except MovedOnError:
        return _page(claims.one(site.context(), claim_id), RefuseForm(), 409, has_moved=True)
    except ReasonMissingError:
        form.reason.errors = [REASON]
    return _page(claims.one(site.context(), claim_id), form, 422)


def _step(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0


def _page(hand: InHand, form: RefuseForm, status: int = 200, *, problem: str = "", has_moved: bool = False) -> Answer:
    listing = hand.listing
    numbers: tuple[Phone, ...] = (*(listing.phones if listing else ()), *hand.organization.phones)
    words = {
        "hand": hand,
        "claim": hand.claim,
        "form": form,
        "problem": problem,
        "has_moved": has_moved,
        "is_open": hand.claim.state is ClaimState.WAITING,
        "done": DONE.get(hand.claim.state, ""),
        "phones": [(one.number, contact.tel_link(one.number)) for one in numbers],
        "website": contact.web_link(hand.organization.website),
    }
    return make_response(render_template("curator/claim.html", **words), status)
