"""Passkeys: come in with one, add one to one's own account, name it, remove it.

A script asks for what the browser needs (`ask_...`, data for a program) and sends what the device answered as a form.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as Answer

from locator.accounts.passkey import RelyingParty
from locator.actions import passkeys, passwords
from locator.actions.passkeys import Asked, NotInError, NotKeptError, Shown, TooManyError
from locator.web.shared import doorkeeper, signed_in, site
from locator.web.signing import coming_in, forms, ticket_cookie

door = Blueprint("passkeys", __name__)


@door.post("/sign-in/passkey/ask")
def ask_to_sign_in() -> Answer:
    """What the browser is to ask for, from whoever sits there."""
    return _asked(passkeys.begin_sign_in(site.context(), _party()))


@door.post("/sign-in/passkey")
def sign_in() -> Answer:
    """Let the person in whose passkey was shown."""
    try:
        entered = passkeys.sign_in(site.context(), _party(), _shown())
    except NotInError:
        way = coming_in.way_on()
        back = f"{doorkeeper.SIGN_IN}?passkey=no{f'&next={quote(way)}' if way else ''}"
        return ticket_cookie.forget(redirect(back, 303))
    return ticket_cookie.forget(coming_in.enter(entered, way=coming_in.way_on()))


@door.route("/account/passkeys/new", methods=["GET", "POST"])
def add() -> Answer:
    """The page to add a passkey, and what the device made."""
    context, session, form = site.context(), coming_in.session(), forms.PasskeyForm(coming_in.form_data())
    if request.method == "POST" and form.validate():
        try:
            _add(form.name.data)
            return ticket_cookie.forget(redirect("/account?done=passkey", 303))
        except NotKeptError:
            form.name.errors = [forms.PASSKEY_NOT_KEPT]
        except TooManyError:
            form.name.errors = [forms.TOO_MANY_PASSKEYS]
    form.name.data = form.name.data or coming_in.device()
    return coming_in.page(
        "signing/add_passkey.html",
        422 if form.errors else 200,
        form=form,
        can_add=coming_in.party() is not None,
        must_confirm=passkeys.must_confirm(context, session),
    )


@door.post("/account/passkeys/ask")
def ask_to_add() -> Answer:
    """What the browser is to ask the device to make, once the person has shown their password again."""
    context, session, party = site.context(), coming_in.session(), _party()
    password = request.form.get("password", "")
    try:
        return _asked(passkeys.begin_adding(context, session, party, password=password, source=coming_in.source()))
    except passwords.WrongError:
        return _problem(forms.WRONG_PASSWORD)
    except passwords.SignInAgainError:
        return _problem(forms.SIGN_IN_AGAIN)
    except TooManyError:
        return _problem(forms.TOO_MANY_PASSKEYS)


@door.route("/account/passkeys/<passkey_id>", methods=["GET", "POST"])
def one(passkey_id: str) -> Answer:
    """One passkey: give it another name, or go on to remove it."""
    context, session = site.context(), coming_in.session()
    passkey = passkeys.one(context, session, passkey_id)
    form = forms.PasskeyNameForm(coming_in.form_data(), name=passkey.name)
    if request.method == "POST" and form.validate():
        passkeys.rename(context, session, passkey_id, form.name.data)
        return redirect("/account?done=passkey-name", 303)
    return coming_in.page("signing/passkey.html", 422 if form.errors else 200, form=form, passkey=passkey)


@door.post("/account/passkeys/<passkey_id>/remove")
def remove(passkey_id: str) -> Answer:
    """Remove one passkey."""
    passkeys.remove(site.context(), coming_in.session(), passkey_id)
    return redirect("/account?done=passkey-gone", 303)


def _party() -> RelyingParty:
    party = coming_in.party()
    if party is None:
        abort(404)
    return party


def _shown() -> Shown:
    current = signed_in.session()
    return Shown(
        answer=request.form.get("credential", ""),
        ticket=ticket_cookie.read(),
        source=coming_in.source(),
        device=coming_in.device(),
        instead_of=current.id if current else "",
    )


def _add(name: str) -> None:
    passkeys.finish_adding(
        site.context(),
        coming_in.session(),
        _party(),
        answer=request.form.get("credential", ""),
        ticket=ticket_cookie.read(),
        name=name,
    )


def _asked(asked: Asked) -> Answer:
    return ticket_cookie.remember(_private(asked.options), asked.ticket)


def _problem(sentence: str) -> Answer:
    answer = _private(json.dumps({"problem": sentence}))
    answer.status_code = 422
    return answer


def _private(text: str) -> Response:
    answer = Response(text, mimetype="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return answer
