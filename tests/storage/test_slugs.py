"""Addresses are promises: an old one leads to where its listing is now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.directory.listing import Listing
from locator.storage import listings, organizations, slugs
from locator.storage.database import Store
from locator.storage.slugs import SlugTakenError
from tests.directory.samples import GROUP, LUNCH


@pytest.fixture(autouse=True)
def group(store: Store) -> None:
    organizations.save(store, GROUP)


def at(slug: str, id_: str = "one") -> Listing:
    return Listing(service=replace(LUNCH, id=id_, slug=slug, terms=(), costs=()), organization=GROUP)


def test_every_old_address_leads_to_the_newest(store: Store) -> None:
    for slug in ("a", "b", "c"):
        listings.save(store, at(slug))
    assert [slugs.current(store, "service", slug) for slug in ("a", "b", "c", "d")] == ["c", "c", None, None]


def test_a_listing_may_go_back_to_its_old_address(store: Store) -> None:
    for slug in ("a", "b", "a"):
        listings.save(store, at(slug))
    assert slugs.current(store, "service", "a") is None
    assert slugs.current(store, "service", "b") == "a"


def test_an_old_address_belongs_to_whoever_takes_it(store: Store) -> None:
    listings.save(store, at("a"))
    listings.save(store, at("b"))
    listings.save(store, at("a", "two"))
    assert slugs.current(store, "service", "a") is None
    found = listings.by_slug(store, "a")
    assert found is not None
    assert found.service.id == "two"


def test_an_old_address_is_remembered_for_its_last_owner(store: Store) -> None:
    listings.save(store, at("a"))
    listings.save(store, at("b"))
    listings.save(store, at("a", "two"))
    listings.save(store, at("c", "two"))
    assert slugs.current(store, "service", "a") == "c"


def test_the_old_address_of_a_removed_listing_leads_nowhere(store: Store) -> None:
    listings.save(store, at("a"))
    listings.save(store, at("b"))
    listings.remove(store, "one")
    assert slugs.current(store, "service", "a") is None


def test_a_live_address_cannot_be_taken(store: Store) -> None:
    listings.save(store, at("a"))
    with pytest.raises(SlugTakenError, match="“a”"):
        listings.save(store, at("a", "two"))
    with pytest.raises(SlugTakenError):
        organizations.save(store, replace(GROUP, id="other", phones=()))


def test_an_unused_address_avoids_live_and_old_ones(store: Store) -> None:
    assert slugs.unused(store, "service", "a") == "a"
    for slug in ("a", "a-2"):
        listings.save(store, at(slug))
    assert slugs.unused(store, "service", "a") == "a-3"
    assert slugs.unused(store, "organization", "a") == "a"
