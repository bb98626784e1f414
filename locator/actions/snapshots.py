"""Keep a listing as it was on the day somebody was pointed to it."""

from __future__ import annotations

import json
from dataclasses import asdict

from locator.actions.context import Context
from locator.directory.listing import Listing
from locator.referral.referral import Snapshot
from locator.storage import identifiers


def snapshot_of(context: Context, listing: Listing) -> Snapshot:
    """The listing as it is now; the same content has the same id, so that it is kept once."""
    content = json.dumps(asdict(listing), ensure_ascii=False, sort_keys=True, default=str)
    return Snapshot(
        id=identifiers.made_from("snapshot", content),
        service_id=listing.service.id,
        service_name=listing.service.name,
        organization_name=listing.organization.name,
        content=content,
        taken_at=context.now,
    )
