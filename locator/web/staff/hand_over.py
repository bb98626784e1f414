"""Hand somebody over: is anybody in danger, two permissions, the details, check, send.

Nothing is kept before the last button, and nothing is ever in an address or a cookie: what was filled in earlier goes along
in hidden fields, which is why these pages answer a POST with the next page itself.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer
from wtforms import Form

from locator.actions import hand_over as handing
from locator.actions import referring, show, whereabouts, wordings
from locator.actions.hand_over import HandOver
from locator.actions.whereabouts import PlaceNotKnownError, Whereabouts
from locator.directory.listing import Listing
from locator.referral.person import ContactKind, GivenBy, GivenHow, PermissionKind, Person
from locator.referral.referral import ForWhom
from locator.web.shared import site
from locator.web.staff import hand_over_forms, last_search
from locator.web.staff.hand_over_forms import DangerForm, DetailsForm, PermissionForm

UNDO_MINUTES = int(referring.UNDO.total_seconds()) // 60

door = Blueprint("hand_over", __name__)

FORMS: dict[str, type[Form]] = {"danger": DangerForm, "permission": PermissionForm, "details": DetailsForm}
STEPS = (*FORMS, "check", "send")
MOST_KEY_LETTERS = 64
CARRIED = tuple(name for form in FORMS.values() for name in form()._fields if name != "send")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the journey: its form, what is carried along from the others, and the key that makes it one hand-over."""

    name: str
    number: int
    listing: Listing
    form: Form
    carried: tuple[tuple[str, str], ...]
    form_key: str


@door.route("/staff/hand-over", methods=["GET", "POST"])
def hand_over() -> Answer:
    """The page that comes next; the last button sends."""
    slug = request.form.get("service", "") if request.method == "POST" else request.args.get("service", "")
    try:
        listing = handing.receiving(site.context(), slug)
    except (show.NotFoundError, handing.SwitchedOffError):
        abort(404)
    except show.MovedError as moved:
        return redirect(url_for(".hand_over", service=moved.slug), 303)
    except handing.NobodyReadsItError:
        return _page("nobody", service=show.listing(site.context(), slug).service)
    if request.method == "GET":
        return _show("danger", listing)
    return _next(listing)


@door.get("/staff/hand-over/<referral_id>/sent")
def sent(referral_id: str) -> Answer:
    """It was sent, and what happens now."""
    made = handing.made_by(site.context(), referral_id)
    logged = referring.logged(site.context(), made.form_key)
    if logged.is_undone:
        return redirect(url_for("signpost.logged", form_key=made.form_key), 303)
    return _page(
        "sent", referral=made, keep_days=site.settings().keep_named_days, undo_minutes=logged.can_undo and UNDO_MINUTES
    )


def _next(listing: Listing) -> Answer:
    """The first page on the way to the one asked for that is not yet as it must be, or that one."""
    back = request.form.get("back", "")
    if back in FORMS:
        return _show(back, listing)
    step = request.form.get("step", "")
    target = STEPS[STEPS.index(step) + 1] if step in STEPS[:-1] else "danger"
    for name in STEPS[: STEPS.index(target)]:
        if name in FORMS:
            stopped = _stopped(name, listing)
            if stopped:
                return stopped
    return _send(listing) if target == "send" else _show(target, listing)


def _stopped(name: str, listing: Listing) -> Answer | None:
    form = FORMS[name](request.form)
    if isinstance(form, PermissionForm) and "no" in (form.refer.data, form.share.data):
        return _page("no_permission", service=listing.service)
    if not _is_right(form):
        return _show(name, listing, form)
    if isinstance(form, DangerForm) and form.danger.data == "yes":
        return _page("in_danger", service=listing.service)
    return None


def _is_right(form: Form) -> bool:
    is_valid = bool(form.validate())
    if isinstance(form, DetailsForm):
        hand_over_forms.explain(form, handing.refusals(site.context(), _person(form)))
        hand_over_forms.check_contact(form)
        if _where(form) is None:
            hand_over_forms.explain_place(form)
    return is_valid and not form.errors


def _where(form: DetailsForm) -> Whereabouts | None:
    """Where they live, as far as it will be kept; None for a place that we do not know."""
    try:
        return whereabouts.of(site.context(), form.near.data or "", otherwise=_locality_before(form))
    except PlaceNotKnownError:
        return None


def _locality_before(form: DetailsForm) -> str:
    """The locality of the search before, as long as its place was not changed."""
    near = form.near.data or ""
    return str(form.locality_before.data or "") if near and near == form.near_before.data else ""


def _person(form: DetailsForm) -> Person:
    known = {kind.value for kind in ContactKind}
    kind = form.contact_kind.data
    texts = {name: (form[name].data or "").strip() for name in handing.LONGEST if name != "contact_kind"}
    return Person(contact_kind=ContactKind(kind) if kind in known else ContactKind.LANDLINE, **texts)


def _send(listing: Listing) -> Answer:
    permission, details = PermissionForm(request.form), DetailsForm(request.form)
    asked = HandOver(
        service_slug=listing.service.slug,
        form_key=_form_key(),
        person=_person(details),
        for_whom=ForWhom(details.for_whom.data),
        given=frozenset(PermissionKind),
        given_by=GivenBy(permission.given_by.data),
        given_how=GivenHow(permission.given_how.data),
        near=details.near.data or "",
        locality_id=_locality_before(details),
        text_version=permission.words_version.data or "",
    )
    made = handing.send(site.context(), asked)
    return redirect(url_for(".sent", referral_id=made.id), 303)


def _show(name: str, listing: Listing, form: Form | None = None) -> Response:
    """One page with what it was filled in with before, and the others' fields hidden in it."""
    shown = form or FORMS.get(name, Form)(request.form, **(_last_place() if name == "details" else {}))
    carried = tuple((one, request.form[one]) for one in CARRIED if one in request.form and one not in shown._fields)
    step = Step(
        name=name,
        number=STEPS.index(name) + 1,
        listing=listing,
        form=shown,
        carried=carried,
        form_key=_form_key(),
    )
    details = _rows(DetailsForm(request.form)) if name == "check" else ()
    version, words = wordings.permissions(site.context())
    return _page(name, step=step, words=words, version=version, details=details)


def _last_place() -> dict[str, str]:
    """The rough place of the person's last search, for boxes that were not filled in yet."""
    before = last_search.place()
    locality_id = before.locality_id or ""
    return {"near": before.outward_code, "near_before": before.outward_code, "locality_before": locality_id}


def _rows(form: DetailsForm) -> tuple[tuple[str, str], ...]:
    """What was filled in, as it will be read: (question, answer)."""
    named = {"for_whom": hand_over_forms.FOR_WHOM, "contact_kind": hand_over_forms.CONTACT}
    rows = []
    for name in (one for one in form._fields if one not in ("send", "near_before", "locality_before")):
        text = _place_words(form) if name == "near" else str(form[name].data or "").strip()
        label = str(form[name].label.text).replace(" (optional)", "")
        rows.append((label, str(named[name].get(text, text)) if name in named else text))
    return tuple((label, text) for label, text in rows if text)


def _place_words(form: DetailsForm) -> str:
    """What is kept of the place: "ML1, Motherwell"."""
    where = _where(form) or Whereabouts()
    names = {one.id: one.name for one in site.context().reference.localities(site.context().today)}
    return ", ".join(filter(None, (where.outward_code, names.get(where.locality_id or "", ""))))


def _form_key() -> str:
    return request.form.get("form_key", "")[:MOST_KEY_LETTERS] or secrets.token_urlsafe(16)


def _page(name: str, **parts: object) -> Response:
    return make_response(render_template(f"staff/hand_over/{name}.html", **parts))
