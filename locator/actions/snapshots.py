"""Keep a listing as it was on the day somebody was pointed to it."""

from __future__ import annotations

import json
from dataclasses import asdict

from locator.actions.context import Context
from locator.directory import ages, cost, schedule
from locator.directory.listing import Listing
from locator.directory.location import Location
from locator.referral.referral import Snapshot
from locator.storage import identifiers


def snapshot_of(context: Context, listing: Listing) -> Snapshot:
    """The listing as it is now; the same content has the same id, so that it is kept once."""
    whole = {**asdict(listing), "said": said(listing)}
    content = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)
    return Snapshot(
        id=identifiers.made_from("snapshot", content),
        service_id=listing.service.id,
        service_name=listing.service.name,
        organization_name=listing.organization.name,
        content=content,
        taken_at=context.now,
    )


def said(listing: Listing) -> dict[str, tuple[str, ...]]:
    """What the page of the group said of it, in its words: when, where, what it costs, who it is for."""
    service = listing.service
    rules = [rule for site in listing.sites for rule in site.schedules] + list(listing.schedules)
    words = cost.describe(service)
    return {
        "when": tuple(dict.fromkeys(schedule.describe(rule) for rule in rules)),
        "where": (*(_address(site.location) for site in listing.sites), *(area.name for area in listing.areas)),
        "cost": cost.details(service) or ((words,) if words else ()),
        "who": (
            *(term.name for term in service.terms if term.taxonomy == "who"),
            *filter(None, (ages.describe(service), service.eligibility)),
        ),
    }


def _address(venue: Location) -> str:
    address = venue.address
    parts = (venue.name, address.address_1, address.address_2, address.city, address.postal_code)
    return ", ".join(part for part in parts if part)
