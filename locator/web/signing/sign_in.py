"""The way in: a password, the second step, and out again."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.session import Stage
from locator.actions import demonstration_people, passwords, second_step, sessions
from locator.actions.signing import RefusedError
from locator.web.shared import signed_in, site
from locator.web.shared.frame import HOME
from locator.web.signing import coming_in, forms, organisation_words

door = Blueprint("sign_in", __name__)

SECOND_STEP = "/sign-in/code"


@door.route("/sign-in", methods=["GET", "POST"])
def first_step() -> Answer:
    """The page to sign in, and what it sends."""
    user = signed_in.user()
    if user is not None and not user.by_link and request.method == "GET":
        return redirect(coming_in.way_on() or HOME[user.role], 303)
    form = forms.SignInForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        try:
            return _enter(form.email.data, form.password.data)
        except passwords.WrongError:
            form.password.errors = [forms.WRONG]
    return _page(form, 422 if request.method == "POST" else 200)


@door.post("/sign-in/demonstration")
def demonstration() -> Answer:
    """Sign in as one of the people of the demonstration."""
    account_id = request.form.get("account", "")
    try:
        entered = demonstration_people.sign_in(site.context(), account_id, coming_in.device(), instead_of=_before())
    except RefusedError:
        return _page(forms.SignInForm(), 422)
    return coming_in.enter(entered, way=coming_in.way_on())


@door.route("/sign-in/code", methods=["GET", "POST"])
def code() -> Answer:
    """The second step: the code of the app."""
    context, session = site.context(), coming_in.session()
    if session.stage is Stage.WHOLE:
        return redirect("/sign-in", 303)
    if not second_step.is_asked_of(context, session):
        return redirect(_with_way("/account/second-factor"), 303)
    form = forms.CodeForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        try:
            entered = second_step.with_code(
                context, session, form.code.data, source=coming_in.source(), device=coming_in.device()
            )
            return coming_in.enter(entered, way=coming_in.way_on())
        except RefusedError:
            return _out()
        except second_step.WrongCodeError:
            form.code.errors = [forms.WRONG_CODE]
    return coming_in.page("signing/code.html", _status(form), form=form, way=coming_in.way_on())


@door.route("/sign-in/recovery", methods=["GET", "POST"])
def recovery() -> Answer:
    """The second step without the phone: a recovery code."""
    context, session = site.context(), coming_in.session()
    if session.stage is Stage.WHOLE or not second_step.is_asked_of(context, session):
        return redirect(_with_way(SECOND_STEP), 303)
    form = forms.RecoveryForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        try:
            entered = second_step.with_recovery_code(
                context, session, form.code.data, source=coming_in.source(), device=coming_in.device()
            )
            return coming_in.enter(entered, way=coming_in.way_on())
        except RefusedError:
            return _out()
        except second_step.WrongCodeError:
            form.code.errors = [forms.WRONG_RECOVERY_CODE]
    return coming_in.page("signing/recovery.html", _status(form), form=form, way=coming_in.way_on())


@door.post("/sign-out")
def sign_out() -> Answer:
    """Out: the cookie opens nothing any more, and neither does a copy of it."""
    sessions.end(site.context(), coming_in.session().id)
    return signed_in.forget(redirect("/sign-in?out=yes", 303))


def _enter(email: str, password: str) -> Answer:
    entered = passwords.sign_in(
        site.context(),
        email=email,
        password=password,
        source=coming_in.source(),
        device=coming_in.device(),
        instead_of=_before(),
    )
    return coming_in.enter(entered, step=_with_way(SECOND_STEP), way=coming_in.way_on())


def _out() -> Answer:
    """Back to the beginning, for whom the account was shut meanwhile."""
    return signed_in.forget(redirect("/sign-in", 303))


def _page(form: forms.SignInForm, status: int) -> Answer:
    return coming_in.page(
        "signing/sign_in.html",
        status,
        form=form,
        way=coming_in.way_on(),
        has_passkeys=coming_in.party() is not None,
        notice=_notice(),
        organisation=site.settings().identity_name if site.settings().identity_issuer else "",
        people=demonstration_people.listed(site.context()),
        demonstration_password=demonstration_people.PASSWORD,
        demonstration_secret=demonstration_people.SECRET,
    )


def _notice() -> str:
    if request.args.get("out") == "yes":
        return "You are signed out."
    if request.args.get("changed") == "yes":
        return "Your password is changed. Sign in with it."
    if request.args.get("passkey") == "no":
        return forms.WRONG_PASSKEY
    return organisation_words.sentence(request.args.get("organisation", ""))


def _before() -> str:
    """The session that a new one takes the place of."""
    current = signed_in.session()
    return current.id if current else ""


def _with_way(path: str) -> str:
    way = coming_in.way_on()
    return f"{path}?next={quote(way)}" if way else path


def _status(form: forms.CodeForm | forms.RecoveryForm) -> int:
    return 422 if form.errors else 200
