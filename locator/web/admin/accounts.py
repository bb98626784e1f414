"""Accounts: the list, an invitation, one account with all that can be done to it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import curator_places, passwords, people, teams
from locator.actions.people import AccountRefusedError, Invited
from locator.web.admin import forms
from locator.web.shared import signed_in, site

Done = TypeVar("Done")

door = Blueprint("accounts", __name__, url_prefix="/admin/accounts")


@door.get("")
def every() -> str:
    """Every account."""
    names = {team.id: team.name for team in teams.every(site.context())}
    return render_template("admin/accounts.html", accounts=people.every(site.context()), teams=names)


@door.route("/new", methods=["GET", "POST"])
def new() -> Answer:
    """An invitation."""
    form = forms.InviteForm(request.form if request.method == "POST" else None)
    _offer(form)
    if request.method == "POST" and form.validate():
        invited = _try(form, lambda: _invite(form))
        if invited is not None:
            return redirect(f"/admin/accounts/{invited.account.id}?done=invited", 303)
    form.form_key.data = form.form_key.data or secrets.token_urlsafe(16)
    return make_response(render_template("admin/account_new.html", form=form), 422 if form.errors else 200)


@door.route("/<account_id>", methods=["GET", "POST"])
def one(account_id: str) -> Answer:
    """One account, to change its role, team or group."""
    account = people.one(site.context(), account_id)
    groups = account.organization_ids
    form = forms.StandingForm(
        request.form if request.method == "POST" else None,
        role=account.role.value,
        team=account.team_id or "",
        group=groups[0] if groups else "",
    )
    _offer(form)
    if request.method == "POST" and form.validate():
        done = _try(form, lambda: _change(account_id, form.standing(groups)))
        if done:
            return redirect(f"/admin/accounts/{account_id}?done=changed", 303)
    return _account_page(account_id, form, 422 if form.errors else 200)


@door.post("/<account_id>/areas")
def areas(account_id: str) -> Answer:
    """Say which areas a curator looks after."""
    curator_places.choose(site.context(), account_id, request.form.getlist("area"))
    return redirect(f"/admin/accounts/{account_id}?done=areas", 303)


@door.post("/<account_id>/disable")
def disable(account_id: str) -> Answer:
    """Let the account open nothing any more."""
    return _deed(account_id, "disabled", people.disable)


@door.post("/<account_id>/enable")
def enable(account_id: str) -> Answer:
    """Let the account in again, by a fresh link."""
    return _deed(account_id, "enabled", people.enable)


@door.post("/<account_id>/reset")
def reset(account_id: str) -> Answer:
    """Send a link for a password."""
    return _deed(account_id, "reset", people.reset)


@door.post("/<account_id>/end-sessions")
def end_sessions(account_id: str) -> Answer:
    """Sign the account out everywhere."""
    return _deed(account_id, "ended", people.end_sessions)


@door.route("/<account_id>/phone", methods=["GET", "POST"])
def phone(account_id: str) -> Answer:
    """Take the app and the recovery codes off an account."""
    account = people.one(site.context(), account_id)
    form = forms.ConfirmForm(request.form if request.method == "POST" else None)
    if request.method == "POST":
        try:
            _confirm(form.password.data or "")
            people.take_second_factor_away(site.context(), account_id)
            return redirect(f"/admin/accounts/{account_id}?done=phone", 303)
        except passwords.WrongError:
            form.password.errors = [forms.WRONG_PASSWORD]
        except passwords.SignInAgainError:
            form.password.errors = [forms.SIGN_IN_AGAIN]
        except AccountRefusedError as refused:
            form.password.errors = [forms.REFUSALS[refused.why][1]]
    page = render_template("admin/phone.html", form=form, account=account)
    return make_response(page, 422 if form.password.errors else 200)


def _deed(account_id: str, done: str, act: Callable[..., object]) -> Answer:
    try:
        act(site.context(), account_id)
    except AccountRefusedError as refused:
        return redirect(f"/admin/accounts/{account_id}?done={refused.why.name.lower()}", 303)
    return redirect(f"/admin/accounts/{account_id}?done={done}", 303)


def _account_page(account_id: str, form: forms.StandingForm, status: int) -> Answer:
    account = people.one(site.context(), account_id)
    user = site.context().user
    is_own = user is not None and user.id == account_id
    places = curator_places.of_account(site.context(), account_id)
    words = {"form": form, "account": account, "is_own": is_own, "done": request.args.get("done", ""), "places": places}
    count = people.passkeys_of(site.context(), account_id)
    return make_response(render_template("admin/account.html", passkeys=count, **words), status)


def _offer(form: forms.StandingForm) -> None:
    context = site.context()
    form.offer(teams.every(context), people.groups(context))


def _invite(form: forms.InviteForm) -> Invited:
    return people.invite(
        site.context(),
        email=form.email.data,
        name=form.name.data,
        standing=form.standing(),
        form_key=form.form_key.data or secrets.token_urlsafe(16),
    )


def _change(account_id: str, standing: people.Standing) -> bool:
    people.change(site.context(), account_id, standing)
    return True


def _try(form: forms.StandingForm, act: Callable[[], Done]) -> Done | None:
    """What the deed answers, once the administrator has shown who they are; None where the form says what is wrong."""
    try:
        _confirm(form.password.data or "")
        return act()
    except passwords.WrongError:
        form.password.errors = [forms.WRONG_PASSWORD]
    except passwords.SignInAgainError:
        form.password.errors = [forms.SIGN_IN_AGAIN]
    except AccountRefusedError as refused:
        forms.refuse(form, refused.why)
    return None


def _confirm(password: str) -> None:
    session = signed_in.session()
    if session is None:
        raise passwords.SignInAgainError
    passwords.confirm(site.context(), session, password, request.remote_addr or "unknown")
