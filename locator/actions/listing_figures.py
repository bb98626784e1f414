"""How often a listing was seen and people were pointed to it, month by month, for those who look after it.

Only months that are over are shown, and no sums: a count from 1 to 4 is hidden by itself, and nothing gives it away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil.relativedelta import relativedelta

from locator.actions import keeping, permission
from locator.actions.context import LONDON, Context
from locator.actions.permission import NotYoursError
from locator.directory.listing import Listing
from locator.directory.seen import Seen, SeenKind
from locator.referral.referral import Level
from locator.referral.suppression import SMALLEST_SHOWN
from locator.roles import Permission
from locator.storage import listing_counts, listings

MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month, by its first day; a count is None where it is too small to be shown."""

    first_day: date
    views: int | None
    searches: int | None
    signposts: int | None
    referrals: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFigures:
    """A listing with its months, the newest first."""

    listing: Listing
    months: tuple[Month, ...]


def note_view(context: Context, listing: Listing) -> None:
    """Count that the page of a listing was opened, by anybody but those who look after it."""
    if context.user is None or listing.organization.id not in context.user.managed_ids:
        _note(context, (listing.service.id,), SeenKind.VIEW)


def note_search(context: Context, service_ids: Sequence[str]) -> None:
    """Count that these listings were on a page of results."""
    _note(context, service_ids, SeenKind.SEARCH)


def of_listing(context: Context, service_id: str) -> ListingFigures:
    """The figures of a listing of the person's own group; any for a curator. Raises NotYoursError, and writes the try down."""
    found = listings.by_ids(context.store, (service_id,), unpublished=True)
    if not found:
        raise NotYoursError
    (listing,) = found
    user = context.user
    if user is None or not user.can(Permission.CURATE):
        keeping.require_keeper(context, listing.organization.id)
    permission.require(context, Permission.EDIT_OWN)
    return ListingFigures(listing=listing, months=_months(context, service_id))


def _months(context: Context, service_id: str) -> tuple[Month, ...]:
    this = context.today.replace(day=1)
    first = this - relativedelta(months=MONTHS_SHOWN)
    last = this - relativedelta(months=1)
    seen = listing_counts.of_service(context.store, service_id, _name(first), _name(last))
    pointed: Counter[tuple[str, bool]] = Counter()
    for at, level in listing_counts.pointed_to(context.store, service_id, _start(first), _start(this)):
        pointed[_name(at.astimezone(LONDON).date()), level == Level.SIGNPOST.value] += 1
    days = [last - relativedelta(months=back) for back in range(MONTHS_SHOWN)]
    return tuple(
        Month(
            first_day=day,
            views=_shown(seen[_name(day), SeenKind.VIEW]),
            searches=_shown(seen[_name(day), SeenKind.SEARCH]),
            signposts=_shown(pointed[_name(day), True]),
            referrals=_shown(pointed[_name(day), False]),
        )
        for day in days
    )


def _shown(count: int) -> int | None:
    return None if 0 < count < SMALLEST_SHOWN else count


def _note(context: Context, service_ids: Sequence[str], kind: SeenKind) -> None:
    month = _name(context.today)
    context.log_seen([Seen(service_id=one, month=month, kind=kind) for one in dict.fromkeys(service_ids)])


def _name(day: date) -> str:
    return f"{day:%Y-%m}"


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
