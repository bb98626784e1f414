"""Where somebody who looks after groups begins, and the figures of one listing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as Answer

from locator.actions import claims, listing_figures, organiser_home
from locator.actions.listing_figures import ListingFigures
from locator.actions.organiser_home import OwnListing
from locator.directory import dates
from locator.directory.service import Service, ServiceStatus
from locator.web.shared import form_keys, site, wording
from locator.web.shared import what_next as next_words
from locator.web.shared.what_next import WhatNext

door = Blueprint("organise_home", __name__, url_prefix="/organise")

STATES = {
    ServiceStatus.ACTIVE: "In the directory",
    ServiceStatus.TEMPORARILY_CLOSED: "In the directory, closed for now",
    ServiceStatus.DEFUNCT: "In the directory, closed for good",
    ServiceStatus.INACTIVE: "Not in the directory. Ask us if you do not know why",
}
DONE = {
    "correct": "Thank you. People can see that it was checked today.",
    "password": "We will look at it, and write to you.",
}
HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One listing of the page; `part_of` is the name of the one that it is a part of now, with its page if it has one."""

    id: str
    name: str
    state: str
    href: str
    checked: str
    waiting: str
    has_draft: bool
    is_public: bool
    next: WhatNext
    part_of: str
    part_of_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One month, as it is shown."""

    name: str
    cells: tuple[str, ...]


@door.get("")
def home() -> str:
    """The groups, their listings, and what to do next."""
    found = organiser_home.home(site.context())
    groups = [(group, tuple(_line(one) for one in group.listings)) for group in found.groups]
    return render_template(
        "organiser/home.html",
        home=found,
        groups=groups,
        form_key=form_keys.fresh(),
        done=DONE.get(request.args.get("done", ""), ""),
        user=site.context().user,
    )


@door.post("/listings/<service_id>/correct")
def correct(service_id: str) -> Answer:
    """One press: it is all still correct."""
    organiser_home.all_correct(site.context(), service_id, form_keys.sent(request.form.get("form_key", "")))
    return redirect("/organise?done=correct", 303)


@door.post("/password")
def password() -> Answer:
    """Ask for a password, to answer referrals."""
    organization_id = request.form.get("organization", "")[:64]
    claims.ask_for_password(site.context(), organization_id, form_keys.sent(request.form.get("form_key", "")))
    return redirect("/organise?done=password", 303)


@door.get("/listings/<service_id>/figures")
def figures(service_id: str) -> str:
    """How often a listing was seen and people were pointed to it."""
    found = listing_figures.of_listing(site.context(), service_id)
    return render_template("organiser/figures.html", listing=found.listing, rows=_rows(found))


def _line(one: OwnListing) -> Line:
    service = one.listing.service
    is_public = service.status is not ServiceStatus.INACTIVE
    return Line(
        id=service.id,
        name=service.name,
        state=STATES[service.status],
        href=_page_of(service),
        checked=f"Last checked {dates.date_words(service.assured.on)}" if service.assured else "Not checked yet",
        waiting=wording.counted(one.waiting, "change") + (" waits" if one.waiting == 1 else " wait")
        if one.waiting
        else "",
        has_draft=one.has_draft,
        is_public=is_public,
        next=next_words.what_next(one.listing),
        part_of=one.kept.service.name if one.kept else "",
        part_of_href=_page_of(one.kept.service) if one.kept else "",
    )


def _page_of(service: Service) -> str:
    return "" if service.status is ServiceStatus.INACTIVE else f"/services/{service.slug}"


def _rows(found: ListingFigures) -> tuple[Row, ...]:
    return tuple(
        Row(
            name=f"{dates.MONTHS[one.first_day.month - 1]} {one.first_day.year}",
            cells=tuple(
                HIDDEN if count is None else f"{count:,}"
                for count in (one.views, one.searches, one.signposts, one.referrals)
            ),
        )
        for one in found.months
    )
