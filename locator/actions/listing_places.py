"""The localities of today's set that a listing, or what somebody would like it to say, belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from locator.actions import documents, previewing
from locator.actions.context import Context
from locator.directory.listing import Listing
from locator.directory.location import AreaKind
from locator.revision.content import Content, ContentError
from locator.storage import account_localities

EVERYWHERE = frozenset[str]()
"""What stands for no locality that we know of: such a thing is shown to every curator, so that nobody misses it."""
MINE = "mine"


def of_listing(context: Context, listing: Listing) -> frozenset[str]:
    """The ids of the localities that it meets in or covers a part of."""
    return _today(context, documents.localities(listing, context.reference))


def of_content(context: Context, content: Content, organization_id: str) -> frozenset[str]:
    """The same of a content, whose venues may only be proposed too."""
    try:
        venues = previewing.venues_of(context, content, organization_id).values()
        codes = {venue.ward_code for venue in venues if venue.ward_code}
        kinds = {area["kind"] for area in content["areas"]}
        codes |= {code for area in content["areas"] for code in _wards(context, area["kind"], area["code"])}
    except (ContentError, KeyError, TypeError):
        return EVERYWHERE
    is_wide = bool(kinds & {AreaKind.COUNCIL.value, AreaKind.COUNTRY.value})
    return frozenset(one.id for one in context.reference.localities(context.today) if is_wide or one.ward_codes & codes)


def of_wards(context: Context, wards: Iterable[str | None]) -> frozenset[str]:
    """The localities that these wards are in."""
    known = frozenset(ward for ward in wards if ward)
    return frozenset(one.id for one in context.reference.localities(context.today) if one.ward_codes & known)


def asked(context: Context, locality: str) -> frozenset[str] | None:
    """The ids that a filter means: a locality's slug, or "mine" for those of the curator; None narrows nothing."""
    if locality == MINE:
        mine = account_localities.of(context.store, context.user.id) if context.user else EVERYWHERE
        return _today(context, mine) or None
    found = frozenset(one.id for one in context.reference.localities(context.today) if one.slug == locality)
    return found or None


def has_own(context: Context) -> bool:
    """Whether the curator looks after some localities and not after all."""
    return asked(context, MINE) is not None


def fits(localities: frozenset[str], wanted: frozenset[str] | None) -> bool:
    """Whether something in these localities belongs to what is asked for."""
    return wanted is None or not localities or bool(localities & wanted)


def _wards(context: Context, kind: str, code: str) -> frozenset[str]:
    return context.reference.wards_of(code) if kind == AreaKind.LOCALITY.value else frozenset({code})


def _today(context: Context, ids: frozenset[str]) -> frozenset[str]:
    return ids & {one.id for one in context.reference.localities(context.today)}
