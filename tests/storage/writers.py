"""A process that saves a listing over and over until it is killed: `python -m tests.storage.writers FILE NAME ROUNDS`."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from locator.directory.listing import Listing
from locator.directory.service import CostOption
from locator.storage import listings
from locator.storage.database import open_store
from tests.directory.samples import LISTING, LUNCH


def version(number: int, writer: str = "") -> Listing:
    """A listing whose every part says the same number."""
    service = replace(
        LUNCH,
        name=f"Version {number}{writer}",
        costs=tuple(CostOption(amount_pence=number, option=str(n)) for n in range(number % 3 + 1)),
    )
    site = LISTING.sites[0]
    schedule = replace(site.schedules[0], notes=str(number), extra=(date(2026, 1, 1) + timedelta(days=number % 300),))
    location = replace(site.location, landmark=str(number))
    return replace(
        LISTING,
        service=service,
        sites=(replace(site, location=location, schedules=(schedule,), description=str(number)),),
        phones=(replace(LISTING.phones[0], description=str(number)),),
        contacts=(replace(LISTING.contacts[0], name=str(number)),),
    )


def number_of(listing: Listing) -> int:
    """The number that all parts of the listing say."""
    return int(listing.phones[0].description or 0)


if __name__ == "__main__":
    store = open_store(Path(sys.argv[1]))
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    for count in range(first, first + int(sys.argv[3])):
        listings.save(store, version(count, sys.argv[2]))
        sys.stdout.write(f"{count}\n")
        sys.stdout.flush()
    store.close()
