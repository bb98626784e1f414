"""Settings by form: two forms on one page, the second for administrators with their own password."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer
from wtforms import Form, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from locator.actions import own_settings, passwords
from locator.actions.own_settings import Setting
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.roles import Permission
from locator.web.curator import typed
from locator.web.shared import signed_in, site

door = Blueprint("own_settings", __name__, url_prefix="/curate/settings")

WRONG_PASSWORD = "This is not your password, or there were too many tries. Try again, or wait 5 minutes"
SIGN_IN_AGAIN = "You signed in too long ago for this. Sign out, sign in again, and come back"
LABELS: Mapping[str, tuple[str, str]] = {
    "site_name": ("Name of the site", "It stands at the top of every page"),
    "enquiries_phone": ("Phone number for questions", "Leave it empty if nobody can be rung"),
    "enquiries_email": ("Email address for questions", "Leave it empty if there is none"),
    "privacy_email": ("Email address of the privacy lead", "Who is told when somebody opens another team’s referral"),
    "has_named_hand_over": ("May staff hand a person over by name?", "Read the page on privacy before you say yes"),
    "keep_named_days": ("Names and details, after the end", "Days"),
    "keep_abandoned_days": ("Names and details, when nothing happens", "Days"),
    "keep_coded_days": ("References, rough age and place", "Days"),
    "keep_staff_link_days": ("Which member of staff it was", "Days"),
    "keep_search_log_days": ("Words that people searched for", "Days"),
    "keep_report_days": ("Reports that something is wrong", "Days"),
    "keep_tries_days": ("Tries to sign in", "Days"),
    "keep_mail_days": ("Messages that were sent", "Days"),
}
_YES_NO = [SelectChoice(value="no", label="No"), SelectChoice(value="yes", label="Yes")]


@door.get("")
def page() -> Answer:
    """The settings as they are."""
    return _page()


@door.post("")
def keep() -> Answer:
    """Keep the name and how the site is reached."""
    return _kept(guarded=False)


@door.post("/people")
def keep_guarded() -> Answer:
    """Keep what is kept about people, with the administrator's own password."""
    return _kept(guarded=True)


def _kept(*, guarded: bool) -> Answer:
    found = own_settings.every(site.context(), guarded=guarded)
    form = _form(found, guarded=guarded)(request.form)
    values = {one.rule.name: typed.line(request.form.get(one.rule.name), 300) for one in found if not one.is_given}
    try:
        if guarded:
            _confirm(request.form.get("password", ""))
        own_settings.change(site.context(), values, guarded=guarded, seen=request.form.get("seen", ""))
    except WrongError as wrong:
        (form[wrong.at] if wrong.at in form else form[next(iter(form._fields))]).errors = [wrong.sentence]
        return _page(form, guarded=guarded, seen=request.form.get("seen", ""), status=422)
    except passwords.WrongError:
        form.password.errors = [WRONG_PASSWORD]
        return _page(form, guarded=guarded, seen=request.form.get("seen", ""), status=422)
    except passwords.SignInAgainError:
        form.password.errors = [SIGN_IN_AGAIN]
        return _page(form, guarded=guarded, seen=request.form.get("seen", ""), status=422)
    except ChangedMeanwhileError:
        return _page(form, guarded=guarded, status=409)
    return redirect("/curate/settings?done=kept", 303)


def _page(sent: Form | None = None, *, guarded: bool = False, seen: str = "", status: int = 200) -> Answer:
    """Both forms as they are, or one as it was sent; `seen` stays what it was where a box was wrong."""
    context = site.context()
    plain = own_settings.every(context, guarded=False)
    is_manager = context.user is not None and context.user.can(Permission.MANAGE_ACCOUNTS)
    secured = own_settings.every(context, guarded=True) if is_manager else ()
    parts = []
    for found, is_guarded in ((plain, False), (secured, True)):
        is_sent = sent is not None and guarded is is_guarded
        form = sent if is_sent else _form(found, guarded=is_guarded)(data={one.rule.name: one.value for one in found})
        parts.append((form, seen if is_sent and seen else own_settings.state(found), found))
    now = tuple((LABELS[one.rule.name][0], one.value) for one in (secured if guarded else plain))
    answer = render_template(
        "curator/settings.html",
        parts=parts,
        is_manager=is_manager,
        errors=sent if sent is not None and sent.errors else None,
        labels=LABELS,
        now=now,
        has_changed=status == 409,
        told="That is kept. Every page uses it now." if request.args.get("done") == "kept" else "",
    )
    return make_response(answer, status)


def _form(found: tuple[Setting, ...], *, guarded: bool) -> type[Form]:
    """A form with a box for each setting that the server leaves open."""
    boxes: dict[str, object] = {}
    for one in found:
        label, hint = LABELS[one.rule.name]
        if one.is_given:
            continue
        if one.rule.kind == "yes":
            boxes[one.rule.name] = SelectField(label, description=hint, choices=_YES_NO, validate_choice=False)
        else:
            limits = f", from {one.rule.least} to {one.rule.most:,}" if one.rule.kind == "days" else ""
            boxes[one.rule.name] = StringField(label, description=f"{hint}{limits}")
    if guarded:
        boxes["password"] = PasswordField(
            "Your own password", description="So that nobody else does this at your computer"
        )
    return type("SettingsForm", (Form,), boxes)


def _confirm(password: str) -> None:
    session = signed_in.session()
    if session is None:
        raise passwords.SignInAgainError
    passwords.confirm(site.context(), session, password, request.remote_addr or "unknown")
