"""What the edit page shows: the sections, the places and times, and what is still missing and why it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from locator.actions import about_group, previewing
from locator.actions.context import Context
from locator.actions.editing import NearVenue
from locator.actions.proposing import Draft
from locator.directory import session_words
from locator.directory.location import Location
from locator.places import distance
from locator.revision import listing_content
from locator.revision.content import Content, ContentError
from locator.web.organiser import living
from locator.web.organiser.listing_form import sections
from locator.web.organiser.listing_form.section import Offer
from locator.web.organiser.listing_form.sections import Sent, Shown
from locator.web.shared import wording
from locator.web.shared.what_next import WhatNext, what_next

SECTIONS: Mapping[str, str] = {
    "summary": "basics",
    "description": "basics",
    "phone": "join",
    "place": "places",
    "times": "times",
    "joining": "join",
    "cost": "cost",
    "audience": "who",
    "theme": "kind",
    "access": "places",
}
"""For each part of a listing (`quality.PARTS`) the section where it is filled in."""


BEGUN_WITH = ("basics", "cost", "join")
"""The sections that a new listing is not much without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place of the draft."""

    id: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Something that the listing lacks, where to say it, and why it matters."""

    section: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditPage:
    """The page."""

    service_id: str
    name: str
    is_new: bool
    form_key: str
    why: str
    sections: tuple[Shown, ...]
    places: tuple[PlaceLine, ...]
    times: tuple[str, ...]
    missing: tuple[Missing, ...]
    score: int | None
    moved: tuple[str, ...]
    crossed: tuple[str, ...]
    elsewhere: tuple[tuple[str, str], ...]
    saved: str
    has_followed: bool
    group_href: str
    group_reach: tuple[str, ...]

    def is_open(self, shown: Shown) -> bool:
        """Whether a section is there to be filled in: what is wrong, what is needed first, and the first that lacks something."""
        first = tuple(one.section for one in self.missing if one.section in {each.form.KEY for each in self.sections})[
            :1
        ]
        needed = BEGUN_WITH if self.is_new else first
        return bool(shown.form.errors) or shown.form.KEY in (*needed, *self.crossed)

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Each thing to put right, with the id of its box."""
        return tuple((str(one.errors[0]), str(one.id)) for shown in self.sections for one in shown.form if one.errors)


def offer(context: Context) -> Offer:
    """What there is to choose from."""
    return Offer(reference=context.reference, localities=context.reference.localities(context.today))


def page(
    context: Context,
    draft: Draft,
    *,
    is_checked: bool = False,
    beside: Mapping[str, str] | None = None,
    sent: Sent | None = None,
    saved: str = "",
) -> EditPage:
    """The page of a draft; `is_checked` says what is wrong in it, `beside` what is wrong for a reason that no box knows."""
    proposal = draft.proposal
    venues = _venues(context, draft)
    todo = _what_next(context, draft)
    return EditPage(
        service_id=proposal.subject.id,
        name=str(draft.content["name"]),
        is_new=proposal.is_new,
        form_key=proposal.form_key,
        why=proposal.why,
        sections=sections.check(draft.content, proposal.typed, offer(context), beside)
        if is_checked or beside
        else sections.shown(draft.content, proposal.typed, offer(context)),
        places=tuple(_place(one, venues) for one in draft.content["venues"]),
        times=times(draft.content, venues, context.today),
        missing=tuple(
            Missing(section=SECTIONS[one.part], what=one.what, why=one.why)
            for one in (todo.things if todo else ())
            if one.part in SECTIONS
        ),
        score=todo.score if todo else None,
        moved=draft.moved,
        crossed=tuple(sent.crossed) if sent else (),
        elsewhere=tuple(sent.elsewhere) if sent else (),
        saved=saved,
        has_followed=living.has_followed(),
        group_href=f"/organise/organizations/{proposal.organization_id}/edit",
        group_reach=about_group.reached_at(context, proposal.organization_id),
    )


def venue_names(context: Context, draft: Draft) -> dict[str, str]:
    """The names of the draft's places, by id."""
    return {id_: one.name for id_, one in _venues(context, draft).items()}


def near(found: Sequence[NearVenue]) -> tuple[PlaceLine, ...]:
    """The places to choose from, each with how far it is from the postcode."""
    lines = []
    for one in found:
        address = one.location.address
        parts = [part for part in (address.address_1, address.city, address.postal_code) if part]
        away = [] if one.metres is None else [f"{wording.miles(one.metres / distance.METRES_PER_MILE)} away"]
        lines.append(PlaceLine(id=one.location.id, name=one.location.name, address=", ".join([*parts, *away])))
    return tuple(lines)


def times(content: Content, venues: Mapping[str, Location], today: date) -> tuple[str, ...]:
    """When it is on in words, dates off and all, each with its place where there are several."""
    found = []
    for value in content["sessions"]:
        try:
            words = session_words.sentence(listing_content.session(value, "id"), today)
        except ContentError:
            continue
        at = venues.get(value["location_id"] or "")
        found.append(f"{words}, {at.name}" if at is not None and len(content["venues"]) > 1 else words)
    return tuple(found)


def _venues(context: Context, draft: Draft) -> Mapping[str, Location]:
    try:
        return previewing.venues_of(context, draft.content, draft.proposal.organization_id)
    except ContentError:
        return {}


def _place(value: Mapping[str, str], venues: Mapping[str, Location]) -> PlaceLine:
    at = venues.get(value["location_id"])
    if at is None:
        return PlaceLine(id=value["location_id"], name="A place that is gone", address="")
    lines = (at.address.address_1, at.address.city, at.address.postal_code)
    return PlaceLine(id=at.id, name=at.name, address=", ".join(line for line in lines if line))


def _what_next(context: Context, draft: Draft) -> WhatNext | None:
    """What the listing would still lack; None where that cannot be told yet."""
    try:
        return what_next(previewing.of_proposal(context, draft.proposal, draft.content).listing)
    except ContentError:
        return None
