"""Links that work once: an invitation, a new password. Looking at one changes nothing, pressing its button does."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.link import Purpose
from locator.actions import entry_links, passwords, signing
from locator.web.shared import site
from locator.web.signing import coming_in, forms

door = Blueprint("links", __name__)


@door.route("/forgotten", methods=["GET", "POST"])
def forgotten() -> Answer:
    """Ask for a link; the answer is the same whoever asks."""
    form = forms.ForgottenForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        entry_links.forgotten(site.context(), email=form.email.data, source=coming_in.source())
        return redirect("/forgotten/sent", 303)
    return coming_in.page("signing/forgotten.html", 422 if form.errors else 200, form=form)


@door.get("/forgotten/sent")
def sent() -> Answer:
    """What happens next."""
    return coming_in.page("signing/forgotten_sent.html")


@door.route("/invite/<token>", methods=["GET", "POST"])
def invite(token: str) -> Answer:
    """Take an invitation up: choose a password, and go on to the second step."""
    return _chosen(Purpose.INVITE, token)


@door.route("/reset/<token>", methods=["GET", "POST"])
def reset(token: str) -> Answer:
    """Choose a new password, then sign in with it: the second step is asked for as ever."""
    return _chosen(Purpose.RESET, token)


def _chosen(purpose: Purpose, token: str) -> Answer:
    context, form = site.context(), forms.NewPasswordForm(coming_in.form_data())
    try:
        account = entry_links.account_behind(context, purpose, token)
        if request.method == "POST" and form.validate():
            account = entry_links.choose_password(context, purpose, token, form.new.data)
            return _go_on(purpose, account.id)
    except entry_links.LinkDeadError:
        return coming_in.page("signing/link_dead.html", 410)
    except passwords.PasswordRefusedError as refused:
        form.new.errors = [forms.PROBLEMS[refused.what]]
    words = {"form": form, "name": account.name, "email": account.email, "is_invite": purpose is Purpose.INVITE}
    return coming_in.page("signing/choose_password.html", 422 if form.errors else 200, **words)


def _go_on(purpose: Purpose, account_id: str) -> Answer:
    if purpose is Purpose.RESET:
        return redirect("/sign-in?changed=yes", 303)
    try:
        entered = signing.first_time(site.context(), account_id, coming_in.device())
    except signing.RefusedError:
        return redirect("/sign-in", 303)
    return coming_in.enter(entered, step="/sign-in/code")
