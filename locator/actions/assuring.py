"""Write down that a listing is still correct: by whom it was checked, and how. What the listing says does not change."""

from __future__ import annotations

from locator.actions import audit, permission, terminal
from locator.actions.context import Context
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.directory.listing import Listing
from locator.directory.service import Assurance, AssuredHow
from locator.revision.check import Check
from locator.revision.subject import WayIn
from locator.roles import Permission
from locator.storage import assurances, identifiers, listings

LONGEST_NOTE = 500


class CheckedSinceError(Exception):
    """Somebody has checked the listing again since, so that this check is no longer the one that counts."""


def assure(
    context: Context, service_id: str, how: AssuredHow, *, by: str = "", note: str = "", form_key: str = ""
) -> Check:
    """The signed-in person says that a listing is still correct; the same form says it once.

    A curator may say so in any way; whoever looks after the group's listings may say it for the group. `by` is shown to
    everybody: without it a curator's check is that of the site's team. Raises NotAllowedError or NotYoursError.
    """
    user = context.user
    listing = one(context, service_id)
    if user is not None and user.can(Permission.CURATE):
        said = by or f"the {context.settings.site_name} team"
        way_in = WayIn.CURATOR
    else:
        said, way_in = listing.organization.name, _way_of_group(context, listing, how)
    assurance = Assurance(on=context.today, by=said, how=how)
    return record(context, listing, assurance, way_in=way_in, note=note, form_key=form_key)


def record(
    context: Context, listing: Listing, assurance: Assurance, *, way_in: WayIn, note: str = "", form_key: str = ""
) -> Check:
    """Keep a check whose right was looked at before (a link, an import), once however often the form is sent."""
    key = form_key or identifiers.fresh()
    with context.store.atomic():
        known = assurances.of_form(context.store, key)
        if known is not None:
            return known
        check = Check(
            id=identifiers.fresh(),
            service_id=listing.service.id,
            assurance=assurance,
            note=note.strip()[:LONGEST_NOTE],
            way_in=way_in,
            account_id=terminal.account_of(context),
            form_key=key,
            made_at=context.now,
            before=one(context, listing.service.id).service.assured,
        )
        assurances.add(context.store, check)
        audit.note(context, "service.assure", "service", listing.service.id, why=assurance.how.value)
    return check


def undo(context: Context, form_key: str) -> Check:
    """Take a check back; twice is once. Raises NotAllowedError, NotYoursError, or CheckedSinceError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        check = assurances.of_form(context.store, form_key)
        if check is None:
            raise NotYoursError
        if check.undone_at is not None:
            return check
        newest = assurances.newest(context.store, check.service_id)
        if newest is None or newest.id != check.id or one(context, check.service_id).service.assured != check.assurance:
            raise CheckedSinceError
        assurances.undo(context.store, check, context.now)
        audit.note(context, "service.assure_undone", "service", check.service_id)
        return assurances.of_form(context.store, form_key) or check


def history(context: Context, service_id: str) -> tuple[Check, ...]:
    """Every check of a listing, the newest first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    return assurances.of_service(context.store, service_id)


def one(context: Context, service_id: str) -> Listing:
    """The listing, published or not; raises NotYoursError where there is none."""
    found = listings.by_ids(context.store, (service_id,), unpublished=True)
    if not found:
        raise NotYoursError
    return found[0]


def _way_of_group(context: Context, listing: Listing, how: AssuredHow) -> WayIn:
    user = permission.require(context, Permission.EDIT_OWN)
    if listing.organization.id not in user.managed_ids:
        raise NotYoursError
    if how is not AssuredHow.GROUP:
        raise NotAllowedError(Permission.CURATE)
    return WayIn.LINK if user.by_link else WayIn.ACCOUNT
