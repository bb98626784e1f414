"""One's own account: where one is signed in, the password, the app for the second step, recovery codes."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

import segno
from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.passkey import MOST
from locator.accounts.session import Stage
from locator.actions import own_account, passwords, second_step
from locator.actions.signing import RefusedError
from locator.web.shared import signed_in, site
from locator.web.signing import coming_in, forms

door = Blueprint("account", __name__, url_prefix="/account")


@door.get("")
def overview() -> Answer:
    """Where the person is signed in, and what they can change."""
    own = own_account.overview(site.context(), coming_in.session())
    return coming_in.page(
        "signing/account.html",
        own=own,
        can_add=coming_in.party() is not None,
        most=MOST,
        done=request.args.get("done", ""),
    )


@door.post("/sessions/end")
def end_session() -> Answer:
    """End one of one's own sessions."""
    own_account.end_session(site.context(), coming_in.session(), request.form.get("session", ""))
    return redirect("/account?done=session", 303)


@door.post("/sessions/end-others")
def end_others() -> Answer:
    """End all of one's own sessions but this."""
    own_account.end_others(site.context(), coming_in.session())
    return redirect("/account?done=sessions", 303)


@door.route("/password", methods=["GET", "POST"])
def password() -> Answer:
    """Choose another password."""
    form = forms.ChangePasswordForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        try:
            return _changed(form)
        except passwords.WrongError:
            form.password.errors = [forms.WRONG_PASSWORD]
        except passwords.SignInAgainError:
            form.password.errors = [forms.SIGN_IN_AGAIN]
        except passwords.PasswordRefusedError as refused:
            form.new.errors = [forms.PROBLEMS[refused.what]]
    return coming_in.page("signing/change_password.html", 422 if form.errors else 200, form=form)


@door.route("/second-factor", methods=["GET", "POST"])
def second_factor() -> Answer:
    """Set an app up: on the way in where the role needs one, or later."""
    context, session = site.context(), coming_in.session()
    if session.stage is Stage.PASSWORD and second_step.is_asked_of(context, session):
        return redirect("/sign-in/code", 303)
    form = forms.SecondFactorForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        try:
            return _set_up(form)
        except second_step.WrongCodeError:
            form.code.errors = [forms.WRONG_CODE]
        except passwords.WrongError:
            form.password.errors = [forms.WRONG_PASSWORD]
        except passwords.SignInAgainError:
            form.password.errors = [forms.SIGN_IN_AGAIN]
    return coming_in.page(
        "signing/second_factor.html",
        422 if form.errors else 200,
        form=form,
        way=coming_in.way_on(),
        secret=second_step.pending_secret(context, session),
        must_confirm=second_step.must_confirm(context, session),
        is_on_the_way_in=session.stage is Stage.PASSWORD,
    )


@door.get("/second-factor.svg")
def second_factor_picture() -> Response:
    """The square code that an app takes the secret in from."""
    context, session = site.context(), coming_in.session()
    if session.stage is Stage.PASSWORD and second_step.is_asked_of(context, session):
        abort(404)
    picture, address = BytesIO(), second_step.pending_address(context, session)
    segno.make(address, error="m", micro=False).save(picture, kind="svg", scale=6, border=4, light="#fff")
    return Response(picture.getvalue(), mimetype="image/svg+xml")


@door.route("/recovery-codes", methods=["GET", "POST"])
def recovery_codes() -> Answer:
    """Make new recovery codes, which are shown this once."""
    context, session = site.context(), coming_in.session()
    form, way = forms.RecoveryCodesForm(coming_in.form_data()), coming_in.way_on()
    if not second_step.is_asked_of(context, session):
        return redirect("/account/second-factor", 303)
    if request.method == "POST":
        try:
            codes = second_step.new_codes(
                context, session, password=form.password.data or "", source=coming_in.source()
            )
            return coming_in.page("signing/recovery_codes.html", codes=codes, way=way)
        except passwords.WrongError:
            form.password.errors = [forms.WRONG_PASSWORD]
        except passwords.SignInAgainError:
            form.password.errors = [forms.SIGN_IN_AGAIN]
    must_confirm = second_step.needs_password_for_codes(context, session)
    words = {"form": form, "way": way, "must_confirm": must_confirm}
    return coming_in.page("signing/make_recovery_codes.html", 422 if form.password.errors else 200, **words)


def _changed(form: forms.ChangePasswordForm) -> Answer:
    entered = passwords.change(
        site.context(),
        coming_in.session(),
        password=form.password.data or "",
        new=form.new.data,
        source=coming_in.source(),
        device=coming_in.device(),
    )
    return coming_in.enter(entered, way="/account?done=password")


def _set_up(form: forms.SecondFactorForm) -> Answer:
    try:
        entered = second_step.set_up(
            site.context(),
            coming_in.session(),
            code=form.code.data,
            password=form.password.data or "",
            source=coming_in.source(),
            device=coming_in.device(),
        )
    except RefusedError:
        return signed_in.forget(redirect("/sign-in", 303))
    way = coming_in.way_on()
    return coming_in.enter(
        entered, way=f"/account/recovery-codes?next={quote(way)}" if way else "/account/recovery-codes"
    )
