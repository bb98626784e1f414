"""Edit a listing: one page in sections that keeps whatever was typed, a look at how it would be, and sending it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import contact_checks, editing, previewing
from locator.actions.duplicates import Alike
from locator.actions.permission import NotYoursError
from locator.actions.proposing import AlreadySentError, Draft, NothingChangedError
from locator.actions.revising import OwnerMissingError
from locator.revision.content import ContentError
from locator.web.organiser import edit_page, living
from locator.web.organiser.listing_form import sections
from locator.web.organiser.listing_form.sections import Sent
from locator.web.shared import contact_words, form_keys, service_page, site, wording

door = Blueprint("edit", __name__, url_prefix="/organise/listings")
living.follow(door)

LONGEST_WHY = 500
BY_SCRIPT = "X-Saved-By-Script"
CROSSED = "You changed the same part in another window. Press “Save for later” here to look at both."


@door.route("/<service_id>/edit", methods=["GET", "POST"])
def listing(service_id: str) -> Answer:
    """The page, and what its buttons send: whatever the button, everything that was typed is kept first."""
    if request.method == "GET":
        draft = editing.prepare(site.context(), service_id, form_keys.fresh())
        return _page(draft, saved=_saved_words() if request.args.get("saved") == "yes" else "")
    try:
        draft, sent = _keep(service_id)
    except AlreadySentError as sent_before:
        return redirect(url_for("changes.one", proposal_id=sent_before.proposal.id), 303)
    if request.headers.get(BY_SCRIPT):
        return _told_script(draft, sent)
    return _go_on(service_id, draft, sent)


@door.get("/<service_id>/preview")
def preview(service_id: str) -> Answer:
    """The listing's page as it would be."""
    context = site.context()
    draft = editing.prepare(context, service_id, form_keys.fresh())
    try:
        view = previewing.of_proposal(context, draft.proposal, draft.content)
    except ContentError:
        return _page(draft, is_checked=True, status=422)
    page = service_page.page(view, context.today, ())
    return make_response(
        render_template("organiser/edit/preview.html", page=page, service_id=service_id, key=draft.proposal.form_key)
    )


@door.post("/<service_id>/send")
def send(service_id: str) -> Answer:
    """Send the draft as it is."""
    return _send(service_id, editing.prepare(site.context(), service_id, _key()))


def _keep(service_id: str) -> tuple[Draft, Sent]:
    """Keep what the page sent in the draft. A page older than what was sent begins another change, if it says more.

    Raises AlreadySentError where it says no more: it was pressed twice.
    """
    context, key = site.context(), _key()
    before = editing.prepare(context, service_id, key)
    sent = sections.sent(
        request.form,
        before.content,
        before.proposal.typed,
        edit_page.offer(context),
        keeps_crossed=BY_SCRIPT not in request.headers,
    )
    why = request.form.get("why", "")[:LONGEST_WHY] if "why" in request.form else None
    if sent.wrong or any(before.content[name] != value for name, value in sent.fields.items()):
        key = editing.living_key(context, key)
    return editing.keep(context, service_id, key, sent.fields, sent.typed, why=why), sent


def _go_on(service_id: str, draft: Draft, sent: Sent) -> Answer:
    deed = request.form.get("deed", "save")
    if sent.crossed:
        return _page(draft, sent=sent, status=409)
    if deed == "places":
        return redirect(url_for("places.page", service_id=service_id), 303)
    if deed == "times":
        return redirect(url_for("times.page", service_id=service_id), 303)
    if sent.wrong or _has_mistake(draft):
        return _page(draft, is_checked=True, status=422)
    if deed == "preview":
        return redirect(url_for(".preview", service_id=service_id), 303)
    if deed == "send":
        return _send(service_id, draft)
    return redirect(url_for(".listing", service_id=service_id, saved="yes"), 303)


def _send(service_id: str, draft: Draft) -> Answer:
    if _has_mistake(draft):
        return _page(draft, is_checked=True, status=422)
    unreachable = _unreachable(draft)
    if unreachable:
        return _page(draft, beside=unreachable, status=422)
    found = () if request.form.get("is_another") == "yes" else editing.alike(site.context(), service_id)
    if found:
        return _ask_whether_it_is_there(service_id, draft, found)
    try:
        sent = editing.send(site.context(), service_id)
    except NothingChangedError:
        return _page(draft, saved="Nothing is different from what the directory says already.", status=422)
    except (ContentError, OwnerMissingError):
        return _page(draft, is_checked=True, status=422)
    except NotYoursError:
        return redirect(url_for("changes.every"), 303)  # pressed twice: it is sent
    return redirect(url_for("changes.one", proposal_id=sent[-1].id, sent="yes"), 303)


def _ask_whether_it_is_there(service_id: str, draft: Draft, found: tuple[Alike, ...]) -> Response:
    html = render_template(
        "organiser/edit/alike.html",
        service_id=service_id,
        name=draft.content["name"],
        alike=found,
        form_key=draft.proposal.form_key,
    )
    return make_response(html, 409)


def _unreachable(draft: Draft) -> dict[str, str]:
    """What is wrong with an email address that was typed, as far as its domain says so; nobody waits long for the answer."""
    changed = {one.name: one.after for one in draft.proposal.fields if one.name == "email"}
    found = contact_checks.problems(site.context(), changed)
    return {one.field: contact_words.WORDS[one.what] for one in found}


def _has_mistake(draft: Draft) -> bool:
    found = sections.check(draft.content, draft.proposal.typed, edit_page.offer(site.context()))
    return any(one.form.errors for one in found)


def _page(
    draft: Draft,
    *,
    is_checked: bool = False,
    beside: Mapping[str, str] | None = None,
    sent: Sent | None = None,
    saved: str = "",
    status: int = 200,
) -> Response:
    page = edit_page.page(site.context(), draft, is_checked=is_checked, beside=beside, sent=sent, saved=saved)
    return make_response(render_template("organiser/edit/listing.html", page=page), status)


def _told_script(draft: Draft, sent: Sent) -> Response:
    """The marks of the sections as they are kept now, so that the page knows what it has to send next."""
    page = edit_page.page(site.context(), draft)
    marks = {f"{sections.WAS}{one.form.KEY}": one.was for one in page.sections if one.form.KEY not in sent.crossed}
    words = CROSSED if sent.crossed else _saved_words()
    answer: Response = jsonify({"saved": words, "was": marks, "form_key": page.form_key})
    return answer


def _saved_words() -> str:
    return f"Saved at {wording.clock(site.context().now)}. Nobody else sees it until you send it."


def _key() -> str:
    return form_keys.sent(request.form.get("form_key", ""))
