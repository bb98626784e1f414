"""Who looks after a group: its people and its lead, who asks others in and takes them off."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer
from wtforms import EmailField, Form, HiddenField, StringField, SubmitField
from wtforms.validators import InputRequired

from locator.actions import claims, keeping
from locator.actions.claims import MovedOnError
from locator.actions.keeping import KeeperRefusedError, Refusal
from locator.web.organiser import coming
from locator.web.shared import form_keys, keeper_words, site

door = Blueprint("organise_people", __name__, url_prefix="/organise/people")

DONE = {
    "invited": "We have written to them. They are in the list once they can look after the group.",
    "lead": "They lead the group now.",
    "taken-off": "They do not look after the group any more.",
    "left": "You do not look after that group any more.",
    "yes": "They can look after the group now. We have written to them.",
    "no": "Thank you. We will look at it, and decide.",
    "moved": "Somebody else has answered that already.",
}


class InviteForm(Form):  # type: ignore[misc]
    """Whom to ask to look after the group too."""

    name = StringField("Their name", validators=[InputRequired("Type their name")])
    email = EmailField("Their email address", validators=[InputRequired("Type their email address")])
    organization = HiddenField()
    form_key = HiddenField()
    send = SubmitField("Ask them")


@door.get("")
def page() -> Answer:
    """The people of each of one's groups."""
    return _page(InviteForm())


@door.post("/invite")
def invite() -> Answer:
    """Ask somebody to look after the group too."""
    form = InviteForm(request.form)
    if form.validate():
        try:
            keeping.invite(
                site.context(),
                form.organization.data or "",
                name=form.name.data,
                email=form.email.data,
                form_key=form_keys.sent(form.form_key.data or ""),
            )
            return _done("invited")
        except KeeperRefusedError as refused:
            box = form.name if refused.why is Refusal.NAME else form.email
            box.errors = [keeper_words.REFUSALS[refused.why]]
    return _page(form, 422)


@door.post("/lead")
def lead() -> Answer:
    """Hand the lead over."""
    return _deed("lead", lambda: keeping.hand_lead_over(site.context(), _of("organization"), _of("account")))


@door.post("/take-off")
def take_off() -> Answer:
    """Take somebody off."""
    return _deed("taken-off", lambda: keeping.take_off(site.context(), _of("organization"), _of("account")))


@door.post("/leave")
def leave() -> Answer:
    """Look after a group no longer."""
    return _deed("left", lambda: keeping.leave(site.context(), _of("organization")))


@door.post("/claims/<claim_id>")
def answer(claim_id: str) -> Answer:
    """Say yes or no to somebody who says that the group is theirs too."""
    is_yes = request.form.get("answer") == "yes"
    step = request.form.get("step", "")

    def say() -> None:
        claims.lead_says(site.context(), claim_id, is_yes=is_yes, step=int(step) if step.isdecimal() else 0)

    try:
        return _deed("yes" if is_yes else "no", say)
    except MovedOnError:
        return _done("moved")


def _of(name: str) -> str:
    return request.form.get(name, "")[:64]


def _deed(done: str, act: Callable[[], object]) -> Answer:
    try:
        act()
    except KeeperRefusedError as refused:
        return _page(InviteForm(), 409, problem=keeper_words.REFUSALS[refused.why])
    return _done(done)


def _done(word: str) -> Answer:
    return redirect(f"/organise/people?done={word}", 303)


def _page(form: InviteForm, status: int = 200, *, problem: str = "") -> Answer:
    context = site.context()
    form.form_key.data = form.form_key.data or form_keys.fresh()
    return coming.page(
        "organiser/people.html",
        status,
        form=form,
        groups=keeping.of_my_groups(context),
        you=context.user.id if context.user else "",
        done=DONE.get(request.args.get("done", ""), ""),
        problem=problem,
    )
