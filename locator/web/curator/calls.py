"""The call list: whom to phone, one press for what came of it, and an undo."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import calls
from locator.actions.assuring import CheckedSinceError
from locator.actions.calls import Call, Done, Why
from locator.actions.context import LONDON
from locator.directory import contact
from locator.directory.service import AssuredHow
from locator.web.curator import narrowing
from locator.web.curator.narrowing import Choice
from locator.web.shared import paging, site, wording
from locator.web.shared.paging import Paging

PATH = "/curate/calls"
PAGE_SIZE = 20
WHY = {
    Why.UNCHECKED: "",
    Why.NO_EMAIL: "It has no email address, so nobody could be reminded.",
    Why.BOUNCED: "Letters to its email address come back. Ask for one that works.",
}
DID = {"phone": AssuredHow.PHONE, "visit": AssuredHow.VISIT, "no-answer": None}
SAID = {
    AssuredHow.PHONE: "checked by phone",
    AssuredHow.VISIT: "checked on a visit",
    None: "no answer. It comes again in 3 days",
}

door = Blueprint("calls", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One listing to phone about."""

    id: str
    name: str
    href: str
    edit_href: str
    organization: str
    phone: str
    phone_link: str
    checked: str
    why: str
    localities: str
    tries: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was done last, and the key to take it back with."""

    sentence: str
    form_key: str
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallsPage:
    """The page."""

    total: int
    locality: str
    choices: tuple[Choice, ...]
    lines: tuple[Line, ...]
    told: Told | None
    paging: Paging | None
    page: int
    pages: int


@door.get(PATH)
def page() -> str:
    """The list, the longest unchecked first."""
    return render_template("curator/calls.html", page=_page(""))


@door.post(PATH)
def press() -> Answer:
    """Write down what came of a call."""
    did, service_id, key = request.form.get("did", ""), request.form.get("service", ""), narrowing.form_key()
    if did not in DID:
        abort(400)
    how = DID[did]
    if how is None:
        calls.no_answer(site.context(), service_id, key)
    else:
        calls.checked(site.context(), service_id, how, key)
    return _back(key)


@door.post(f"{PATH}/undo")
def undo() -> Answer:
    """Take back what was written down."""
    key = narrowing.form_key()
    try:
        calls.undo(site.context(), key)
    except CheckedSinceError:
        text = "Somebody has checked it again since, so this was not taken back."
        return make_response(render_template("curator/calls.html", page=_page(text)), 409)
    return _back(key)


def _back(key: str) -> Answer:
    found = narrowing.locality()
    return redirect(narrowing.address(PATH, locality=found.slug if found else "", done=key), 303)


def _page(problem: str) -> CallsPage:
    chosen = narrowing.locality()
    found = calls.due(site.context(), chosen.id if chosen else "")
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(paging.page_number(request.args.get("page", "")), pages)
    slug = chosen.slug if chosen else ""
    shown = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return CallsPage(
        total=len(found),
        locality=slug,
        choices=narrowing.choices(chosen),
        lines=tuple(_line(one) for one in shown),
        told=Told(sentence=problem, form_key="", can_undo=False) if problem else _told(request.args.get("done", "")),
        paging=paging.paging(number, pages, lambda to: narrowing.address(PATH, locality=slug, page=to)),
        page=number,
        pages=pages,
    )


def _line(one: Call) -> Line:
    listing = one.stale.listing
    return Line(
        id=listing.service.id,
        name=listing.service.name,
        href=f"/services/{listing.service.slug}",
        edit_href=narrowing.edit_href(listing.service.id),
        organization=listing.organization.name,
        phone=contact.shown(one.phone) if one.phone else "",
        phone_link=contact.tel_link(one.phone) if one.phone else "",
        checked=narrowing.checked_words(one.stale.freshness),
        why=WHY[one.why],
        localities=narrowing.names(one.localities),
        tries=_tries(one),
    )


def _tries(one: Call) -> str:
    if not one.tries:
        return ""
    last = wording.day_with_year(one.tries[-1].astimezone(LONDON).date())
    return f"Tried {wording.counted(len(one.tries), 'time')}, last on {last}"


def _told(key: str) -> Told | None:
    done: Done | None = calls.done(site.context(), key) if key else None
    if done is None:
        return None
    said = "taken back" if done.is_undone else SAID[done.how]
    return Told(sentence=f"{done.name}: {said}.", form_key=key, can_undo=not done.is_undone)
