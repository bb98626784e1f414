"""Every listing by name, hidden ones too."""

from __future__ import annotations

import pytest

from locator.directory.service import ServiceStatus
from locator.storage import account_localities, accounts, listing_names, listings, organizations
from locator.storage.database import Store
from tests import making, signing


@pytest.fixture
def listed(store: Store) -> Store:
    with store.atomic():
        for name, status in (("50% Club", ServiceStatus.ACTIVE), ("500 Club", ServiceStatus.INACTIVE)):
            one = making.listing(name, status=status)
            organizations.save(store, one.organization)
            listings.save(store, one)
    return store


@pytest.mark.parametrize(
    ("words", "status", "found"),
    [
        ((), None, ["50% Club", "500 Club"]),
        (("club", "dalziel"), None, ["50% Club", "500 Club"]),
        (("50%",), None, ["50% Club"]),
        (("500_",), None, []),
        ((), ServiceStatus.INACTIVE, ["500 Club"]),
        (("'; DROP TABLE service; --",), None, []),
    ],
)
def test_listings_are_found_by_all_words_and_by_status(
    listed: Store, words: tuple[str, ...], status: ServiceStatus | None, found: list[str]
) -> None:
    assert [one.name for one in listing_names.some(listed, words, status)] == found
    assert listing_names.count(listed, words, status) == len(found)


def test_a_list_comes_in_pages(listed: Store) -> None:
    assert [one.name for one in listing_names.some(listed, (), None, offset=1, limit=1)] == ["500 Club"]


def test_the_localities_of_a_curator_are_what_was_saved_last(store: Store) -> None:
    person = signing.person()
    with store.atomic():
        accounts.save_team(store, signing.NURSES)
        accounts.save(store, person)
        account_localities.save(store, person.id, ("a", "b"))
        account_localities.save(store, person.id, ("b", "c"))
    assert account_localities.of(store, person.id) == {"b", "c"}
    assert account_localities.of(store, "nobody") == frozenset()
