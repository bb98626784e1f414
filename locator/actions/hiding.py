"""Hide a listing that nobody has checked for a year: a curator is asked and decides; it never happens by itself."""

from __future__ import annotations

from dataclasses import dataclass

from locator.actions import assuring, audit, documents, permission, revising, stale
from locator.actions.calls import localities_of
from locator.actions.context import Context
from locator.actions.stale import Stale
from locator.directory.cycle import Stage
from locator.directory.listing import Listing
from locator.directory.locality import Locality
from locator.directory.service import ServiceStatus
from locator.revision import subject
from locator.revision.subject import WayIn
from locator.roles import Permission
from locator.storage import hidings, identifiers, merges, referrals
from locator.storage.hidings import Hiding

LONGEST_REASON = 500


class OpenReferralsError(Exception):
    """People wait for an answer of this group: its referrals have to end first. `count` says how many."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} referrals are open.")
        self.count = count


class ReasonMissingError(Exception):
    """A listing is hidden for a reason of at most 500 letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHide:
    """A listing that is long unchecked; while it has open referrals it cannot be hidden."""

    stale: Stale
    open_referrals: int
    localities: tuple[Locality, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A listing that a curator has hidden."""

    hiding: Hiding
    listing: Listing


def due(context: Context) -> tuple[ToHide, ...]:
    """The listings that a curator is asked about, the longest unchecked first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    waiting = referrals.open_by_service(context.store)
    return tuple(
        ToHide(
            stale=one,
            open_referrals=waiting.get(one.listing.service.id, 0),
            localities=localities_of(context, one),
        )
        for one in stale.every(context, Stage.HIDE)
    )


def look(context: Context, service_id: str) -> ToHide:
    """The listing that somebody thinks of hiding, whatever its stage; raises NotAllowedError or NotYoursError."""
    permission.require(context, Permission.CURATE)
    listing = assuring.one(context, service_id)
    found = Stale(
        listing=listing,
        freshness=documents.freshness_of(listing, context.reference, context.today),
        reach=stale.addresses(context).of(listing),
    )
    waiting = referrals.open_by_service(context.store).get(service_id, 0)
    return ToHide(stale=found, open_referrals=waiting, localities=localities_of(context, found))


def hidden(context: Context) -> tuple[Hidden, ...]:
    """What curators have hidden and nobody has shown again, the newest first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    found = hidings.standing(context.store)
    return tuple(Hidden(hiding=one, listing=assuring.one(context, one.service_id)) for one in found)


def hide(context: Context, service_id: str, *, reason: str, form_key: str) -> Hiding:
    """Hide a listing, whatever its stage; the same form hides once. Nobody finds it, and nothing of it is lost.

    Raises NotAllowedError, NotYoursError, ReasonMissingError or OpenReferralsError.
    """
    user = permission.require(context, Permission.CURATE)
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise ReasonMissingError
    with context.store.atomic():
        known = hidings.of_form(context.store, form_key) or _standing(context, service_id, user.id)
        if known is not None:
            return known
        waiting = referrals.open_by_service(context.store).get(service_id, 0)
        if waiting:
            raise OpenReferralsError(waiting)
        made = Hiding(
            id=identifiers.fresh(),
            service_id=service_id,
            hidden_at=context.now,
            account_id=user.id,
            reason=why,
            status_before=_shown_as(assuring.one(context, service_id)),
            form_key=form_key,
        )
        hidings.add(context.store, made)
        _put(context, service_id, ServiceStatus.INACTIVE, why)
        audit.note(context, "service.hide", "service", service_id)
    return made


def show_again(context: Context, service_id: str) -> bool:
    """Show a hidden listing again as it was; False where it is not hidden (pressed twice), or was merged since. Raises NotAllowedError or NotYoursError."""
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        listing, known = assuring.one(context, service_id), hidings.of_service(context.store, service_id)
        is_merged = bool(merges.kept_for(context.store, (service_id,)))
        if known is None or is_merged or listing.service.status is not ServiceStatus.INACTIVE:
            return False
        hidings.show_again(context.store, known.id, context.now, user.id)
        _put(context, service_id, known.status_before, "Shown again.")
        audit.note(context, "service.show", "service", service_id)
    return True


def _shown_as(listing: Listing) -> ServiceStatus:
    """How it is shown again: as it is now, and as open where it was hidden in another way before."""
    status = listing.service.status
    return ServiceStatus.ACTIVE if status is ServiceStatus.INACTIVE else status


def _standing(context: Context, service_id: str, account_id: str) -> Hiding | None:
    """What hides the listing now; one that was overtaken, because the listing is public by another way, is ended."""
    known = hidings.of_service(context.store, service_id)
    if known is None or assuring.one(context, service_id).service.status is ServiceStatus.INACTIVE:
        return known
    hidings.show_again(context.store, known.id, context.now, account_id)
    return None


def _put(context: Context, service_id: str, status: ServiceStatus, why: str) -> None:
    revising.publish(context, subject.service(service_id), {"status": status.value}, way_in=WayIn.CURATOR, why=why)
