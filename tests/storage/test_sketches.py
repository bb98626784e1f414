"""What is read in one go to be compared is what whole listings would give."""

from __future__ import annotations

from datetime import date

from locator.directory import likeness
from locator.directory.service import ServiceStatus
from locator.storage import listings, organizations, sketches
from locator.storage.database import Store
from tests.directory.samples import GROUP, LISTING
from tests.making import listing, one_off, organization, site, venue
from tests.web import village


def saved(store: Store, *found: object) -> None:
    with store.atomic():
        for one in found:
            organizations.save(store, one.organization)  # type: ignore[attr-defined]
            listings.save(store, one)  # type: ignore[arg-type]


def test_a_sketch_is_the_same_from_the_tables_as_from_the_listing(store: Store) -> None:
    everybody = (*village.EVERY, LISTING, listing("Fair", sites=(site(venue(), one_off(date(2026, 12, 5))),)))
    saved(store, *everybody)
    wanted = [likeness.sketch(one) for one in listings.every(store) if one.service.status is not ServiceStatus.DEFUNCT]
    assert list(sketches.every(store)) == wanted
    assert GROUP.id in {one.organization_id for one in wanted}


def test_what_is_not_published_closed_or_merged_is_not_compared(store: Store) -> None:
    group = organization("Tea Friends")
    saved(
        store,
        listing("Open", run_by=group),
        listing("Draft", run_by=group, status=ServiceStatus.INACTIVE),
        listing("Over", run_by=group, status=ServiceStatus.DEFUNCT),
        listing("Merged", run_by=group),
    )
    with store.atomic():
        store.write(
            "UPDATE service SET merged_into = (SELECT id FROM service WHERE name = 'Open') WHERE name = 'Merged'"
        )
    assert [one.name for one in sketches.every(store)] == ["Open"]


def test_listings_at_one_hall_each_have_its_postcode(store: Store) -> None:
    hall = venue()
    saved(store, *(listing(f"Tea {number}", sites=(site(hall),)) for number in range(12)))
    assert [one.postcodes for one in sketches.every(store)] == [{"ML11AB"}] * 12
    assert sketches.postcodes_of(store, [hall.id, "nowhere"]) == {"ML11AB"}
    assert sketches.postcodes_of(store, []) == frozenset()
