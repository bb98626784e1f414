"""A reminder is noted once for each listing, stage, check and address, whoever notes it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from locator.directory.cycle import Stage
from locator.storage import freshness_steps, listings, organizations
from locator.storage.database import Store
from tests.conftest import NOW
from tests.directory.samples import GROUP, LISTING

SERVICE, SINCE, ADDRESS = LISTING.service.id, date(2026, 3, 1), "a@example.org"


@pytest.fixture
def filled(store: Store) -> Store:
    with store.atomic():
        organizations.save(store, GROUP)
        listings.save(store, LISTING)
    return store


def test_the_same_step_is_taken_once(filled: Store) -> None:
    done = [freshness_steps.add(filled, SERVICE, Stage.REMIND, SINCE, ADDRESS, NOW) for _ in range(2)]
    assert done == [True, False]


def test_another_stage_check_or_address_is_a_step_of_its_own(filled: Store) -> None:
    later = NOW + timedelta(days=30)
    assert freshness_steps.add(filled, SERVICE, Stage.REMIND, SINCE, ADDRESS, NOW)
    assert freshness_steps.add(filled, SERVICE, Stage.REMIND_AGAIN, SINCE, ADDRESS, later)
    assert freshness_steps.add(filled, SERVICE, Stage.REMIND, date(2026, 9, 1), ADDRESS, NOW)
    assert freshness_steps.add(filled, SERVICE, Stage.REMIND, SINCE, "b@example.org", NOW)
    assert freshness_steps.taken(filled)[ADDRESS, SERVICE, SINCE] is Stage.REMIND_AGAIN
    assert freshness_steps.last(filled, ADDRESS) == later
    assert freshness_steps.last(filled, "nobody@example.org") is None


def test_a_listing_that_is_taken_away_takes_its_steps_along(filled: Store) -> None:
    freshness_steps.add(filled, SERVICE, Stage.REMIND, SINCE, ADDRESS, NOW)
    listings.remove(filled, SERVICE)
    assert freshness_steps.taken(filled) == {}
