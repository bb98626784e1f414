"""Change many listings at once: choose them, look at what would change, do it in one transaction, take it back."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from locator.actions import assuring, audit, documents, reference, revising
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.actions.wrong import WrongError, check, mark
from locator.directory.listing import Listing
from locator.directory.organization import Organization
from locator.directory.service import Assurance, AssuredHow, ServiceStatus
from locator.revision import bulk, listing_content, subject
from locator.revision.bulk import ASSURED, MOST, Deed, DeedKind, Outcome, Skip
from locator.revision.content import TAXONOMIES, Content, ContentError, Json
from locator.revision.subject import WayIn
from locator.roles import Permission
from locator.storage import bulk_deeds, identifiers, listings, organizations, referrals, services
from locator.storage.bulk_deeds import BulkDeed, BulkItem

MOST_NOTE, MOST_BY, MOST_WORDS = 300, 100, 100
RECENT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which listings; what is empty or None asks for nothing. `checked_before` takes those that were never checked too."""

    words: str = ""
    locality_id: str = ""
    theme_code: str = ""
    organization_id: str = ""
    status: ServiceStatus | None = None
    checked_before: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One listing of a plan: the fields that change, before and after, or why it is left out."""

    listing: Listing
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    skip: Skip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would change and what would not; `beyond` counts those over the most, `mark` stands for all of it."""

    changing: tuple[Line, ...]
    skipped: tuple[Line, ...]
    beyond: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A deed with its listings; `can_undo` where nobody has taken it back yet."""

    deed: BulkDeed
    items: tuple[tuple[BulkItem, Listing], ...]
    can_undo: bool


def choose(context: Context, wanted: Filter) -> tuple[Listing, ...]:
    """The listings that fit, hidden ones too, by name."""
    require(context, Permission.CURATE)
    merged = services.merged_away(context.store)
    every = (one for one in listings.every(context.store, unpublished=True) if one.service.id not in merged)
    found = [one for one in every if _fits(context, one, wanted)]
    return tuple(sorted(found, key=lambda one: (one.service.name.casefold(), one.service.id)))


def groups(context: Context) -> tuple[Organization, ...]:
    """Every organization, by name: to choose by, and to move to."""
    require(context, Permission.CURATE)
    return organizations.every(context.store)


def plan(context: Context, wanted: Filter, deed: Deed) -> Plan:
    """What the deed would do to the listings that fit; nothing is written. Raises WrongError."""
    _check_deed(context, deed)
    with context.store.snapshot():
        busy = referrals.open_by_service(context.store) if deed.kind is DeedKind.HIDE else {}
        lines = [_line(one, deed, busy) for one in choose(context, wanted)]
    changing = tuple(line for line in lines if line.skip is None)
    return Plan(
        changing=changing[:MOST],
        skipped=tuple(line for line in lines if line.skip is not None),
        beyond=max(0, len(changing) - MOST),
        mark=mark(repr(deed), *(_text([one.listing.service.id, one.before, one.after]) for one in changing[:MOST])),
    )


def do(
    context: Context,
    wanted: Filter,
    deed: Deed,
    *,
    seen: str,
    left_out: Collection[str],
    form_key: str,
    details: Mapping[str, str],
) -> str:
    """Do it to every listing of the plan that was `seen`, but for those left out; the id of the deed. Sent twice it is done once.

    `details` are kept to say later what was done. Raises WrongError, or ChangedMeanwhileError where another plan would come out now.
    """
    user = require(context, Permission.CURATE)
    deed_id = identifiers.made_from("bulk_deed", form_key)
    with context.store.atomic():
        context = replace(
            context, reference=reference.load(context.store)
        )  # a term may be newer than what is remembered
        if bulk_deeds.by_id(context.store, deed_id):
            return deed_id
        planned = plan(context, wanted, deed)
        check(seen, planned.mark)
        lines = [one for one in planned.changing if one.listing.service.id not in left_out]
        if not lines:
            raise WrongError("left_out", "Nothing is left to change")
        made = BulkDeed(id=deed_id, kind=deed.kind, details=details, made_at=context.now, account_id=user.id)
        items = [BulkItem(service_id=one.listing.service.id, before=one.before, after=one.after) for one in lines]
        bulk_deeds.add(context.store, made, items)
        for one in lines:
            _do(context, deed_id, one)
        audit.note(context, f"bulk.{deed.kind.value}", "bulk_deed", deed_id)
    return deed_id


def _do(context: Context, deed_id: str, line: Line) -> None:
    try:
        _write(context, deed_id, line.listing, line.after)
    except ContentError as error:
        raise WrongError("left_out", f"“{line.listing.service.name}” has to be put right first: {error}") from error


def result(context: Context, deed_id: str) -> Result:
    """A deed and its listings as they are now; raises NotYoursError."""
    require(context, Permission.CURATE)
    with context.store.snapshot():
        deed = bulk_deeds.by_id(context.store, deed_id)
        if deed is None:
            raise NotYoursError
        items = bulk_deeds.items(context.store, deed_id)
        ids = [item.service_id for item in items]
        found = {one.service.id: one for one in listings.by_ids(context.store, ids, unpublished=True)}
    return Result(
        deed=deed,
        items=tuple((item, found[item.service_id]) for item in items if item.service_id in found),
        can_undo=deed.undone_at is None,
    )


def recent(context: Context) -> tuple[tuple[BulkDeed, int], ...]:
    """The newest deeds, each with how many listings it changed."""
    require(context, Permission.CURATE)
    return bulk_deeds.newest(context.store, RECENT)


def undo(context: Context, deed_id: str) -> None:
    """Take a deed back where its listings still say what it made of them; the others are kept as they are. Once."""
    user = require(context, Permission.CURATE)
    with context.store.atomic():
        found = result(context, deed_id)
        if not found.can_undo:
            return
        outcomes = {item.service_id: _undo(context, deed_id, item, listing) for item, listing in found.items}
        bulk_deeds.undo(context.store, deed_id, context.now, user.id, outcomes)
        audit.note(context, "bulk.undo", "bulk_deed", deed_id)


def _undo(context: Context, deed_id: str, item: BulkItem, listing: Listing) -> Outcome:
    if not bulk.can_be_undone(item.after, _said(listing)):
        return Outcome.KEPT
    try:
        with context.store.atomic():
            if ASSURED in item.after:
                assuring.undo(context, _check_key(deed_id, listing))
            else:
                _write(context, deed_id, listing, item.before)
    except (
        ContentError,
        revising.OwnerMissingError,
        assuring.CheckedSinceError,
    ):  # or its old group or term is no more
        return Outcome.KEPT
    return Outcome.UNDONE


def _fits(context: Context, listing: Listing, wanted: Filter) -> bool:
    service = listing.service
    assured = service.assured.on if service.assured else date.min
    said = f"{service.name} {service.summary} {listing.organization.name}".casefold()
    return (
        all(word in said for word in wanted.words.casefold().split())
        and wanted.organization_id in ("", service.organization_id)
        and wanted.status in (None, service.status)
        and (wanted.checked_before is None or assured < wanted.checked_before)
        and (not wanted.theme_code or any((t.taxonomy, t.code) == ("theme", wanted.theme_code) for t in service.terms))
        and (not wanted.locality_id or wanted.locality_id in documents.localities(listing, context.reference))
    )


def _line(listing: Listing, deed: Deed, busy: Collection[str]) -> Line:
    said = _said(listing)
    skip = bulk.skipped(deed, said, has_open_referrals=listing.service.id in busy)
    after = {} if skip else bulk.changes(deed, said)
    return Line(listing=listing, before={name: said[name] for name in after}, after=after, skip=skip)


def _said(listing: Listing) -> dict[str, Json]:
    """What the listing says, and when it was last checked."""
    one = listing.service.assured
    assured = {"on": one.on.isoformat(), "by": one.by, "how": one.how.value} if one else None
    return {**listing_content.of(listing), ASSURED: assured}


def _write(context: Context, deed_id: str, listing: Listing, fields: Content) -> None:
    """The one place where a listing is changed by a deed."""
    said = {name: value for name, value in fields.items() if name != ASSURED}
    if said:
        revising.publish(context, subject.service(listing.service.id), said, way_in=WayIn.CURATOR)
    if ASSURED in fields:
        value = fields[ASSURED]
        assured = Assurance(on=date.fromisoformat(value["on"]), by=value["by"], how=AssuredHow(value["how"]))
        assuring.record(context, listing, assured, way_in=WayIn.CURATOR, form_key=_check_key(deed_id, listing))


def _check_key(deed_id: str, listing: Listing) -> str:
    return f"{deed_id}/{listing.service.id}"


def _check_deed(context: Context, deed: Deed) -> None:
    """Raise WrongError for a deed that nothing can be done with."""
    if deed.kind is DeedKind.CHECK:
        _check_assurance(context, deed.assured or {})
    if deed.kind in (DeedKind.GIVE, DeedKind.TAKE) and (deed.taxonomy, deed.code) not in _codes(context):
        raise WrongError("term", "Choose a theme or a term")
    if deed.kind is DeedKind.CLOSE and not 0 < len(deed.note) <= MOST_NOTE:
        raise WrongError("note", f"Say why it is closed, and until when if you know, in {MOST_NOTE} letters or fewer")
    if deed.kind is DeedKind.MOVE and not organizations.by_ids(context.store, (deed.organization_id,)):
        raise WrongError("group", "Choose the group that the listings move to")


def _codes(context: Context) -> set[tuple[str, str]]:
    """Every term that listings may have."""
    known = set(TAXONOMIES.values())
    return {(taxonomy, code) for taxonomy, code in context.reference.names if taxonomy in known}


def _check_assurance(context: Context, assured: Mapping[str, str]) -> None:
    try:
        on = date.fromisoformat(assured.get("on", ""))
    except ValueError:
        raise WrongError("on", "Type the day of the check, such as 2026-11-24") from None
    if on > context.today:
        raise WrongError("on", "Choose today or a day before")
    if assured.get("how") not in {how.value for how in AssuredHow}:
        raise WrongError("how", "Choose how it was checked")
    if not 0 < len(assured.get("by", "")) <= MOST_BY:
        raise WrongError("by", f"Say who checked, in {MOST_BY} letters or fewer")


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
