"""A listing is read as it was saved, by few queries, and every change of it is noted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.directory.service import ServiceStatus
from locator.storage import changes, listings, organizations, slugs
from locator.storage.database import Store, StoreError
from tests.directory.samples import GROUP, HALL, LISTING, LUNCH


@pytest.fixture(autouse=True)
def group(store: Store) -> None:
    organizations.save(store, GROUP)


def test_a_listing_is_read_as_it_was_saved(store: Store) -> None:
    listings.save(store, LISTING)
    assert listings.by_slug(store, LUNCH.slug) == LISTING
    assert listings.of_organization(store, GROUP.id) == (LISTING,)
    assert tuple(listings.every(store)) == (LISTING,)


def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    assert listings.save(store, LISTING)
    head = changes.head(store)
    assert not listings.save(store, LISTING)
    assert changes.head(store) == head


def test_the_listing_of_an_unknown_organization_is_refused(store: Store) -> None:
    stray = replace(LISTING, service=replace(LUNCH, organization_id="nobody"))
    with pytest.raises(StoreError, match="Save the organization"):
        listings.save(store, stray)


def test_listings_come_in_the_order_asked_for_without_the_unpublished(store: Store) -> None:
    hidden = replace(LUNCH, id="hidden", slug="hidden", status=ServiceStatus.INACTIVE)
    other = replace(LUNCH, id="other", slug="other")
    listings.save(store, LISTING)
    listings.save(store, replace(LISTING, service=hidden, sites=(), phones=(), contacts=()))
    listings.save(store, replace(LISTING, service=other, sites=(), phones=(), contacts=()))
    found = listings.by_ids(store, ["other", "hidden", "unknown", LUNCH.id])
    assert [listing.service.id for listing in found] == ["other", LUNCH.id]
    assert listings.by_slug(store, "hidden") is None
    assert listings.by_slug(store, "hidden", unpublished=True) is not None


def test_an_old_address_leads_to_the_new_one(store: Store) -> None:
    listings.save(store, LISTING)
    listings.save(store, replace(LISTING, service=replace(LUNCH, slug="dinner")))
    listings.save(store, replace(LISTING, service=replace(LUNCH, slug="tea")))
    assert slugs.current(store, "service", LUNCH.slug) == "tea"
    assert slugs.current(store, "service", "dinner") == "tea"
    assert slugs.current(store, "service", "tea") is None
    assert slugs.unused(store, "service", "tea") == "tea-2"


def test_an_address_of_another_listing_is_refused(store: Store) -> None:
    listings.save(store, LISTING)
    twin = replace(LISTING, service=replace(LUNCH, id="twin"), sites=(), phones=(), contacts=())
    with pytest.raises(slugs.SlugTakenError):
        listings.save(store, twin)


def test_a_change_of_venue_is_noted_for_every_service_there(store: Store) -> None:
    other = replace(LUNCH, id="other", slug="other")
    site = replace(LISTING.sites[0], id="site of other", schedules=())
    listings.save(store, LISTING)
    listings.save(store, replace(LISTING, service=other, sites=(site,), phones=(), contacts=()))
    head = changes.head(store)
    moved = replace(LISTING.sites[0], location=replace(HALL, name="Broomlea Town Hall"))
    listings.save(store, replace(LISTING, sites=(moved,)))
    assert {service_id for _, service_id in changes.since(store, head)} == {LUNCH.id, "other"}


def test_a_removed_listing_is_gone_and_noted(store: Store) -> None:
    listings.save(store, LISTING)
    head = changes.head(store)
    assert listings.remove(store, LUNCH.id)
    assert listings.by_slug(store, LUNCH.slug) is None
    assert changes.since(store, head) == ((head + 1, LUNCH.id),)
    assert not listings.remove(store, LUNCH.id)
