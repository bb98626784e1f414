"""A newer release brings its localities in, whatever has been logged in those that were there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from locator.accounts.account import Account
from locator.directory.locality import Locality, LocalitySet
from locator.referral.unmet import UnmetNeed, UnmetReason
from locator.storage import accounts, localities, unmet_needs
from locator.storage.database import Store
from tests.conftest import NOW
from tests.signing import NURSES, person

NURSE: Account = person()


def locality(name: str, *wards: str) -> Locality:
    slug = name.lower()
    return Locality(id=f"now/{slug}", slug=slug, name=name, ward_codes=frozenset(wards))


PLAINS, GLENMAVIS = locality("Plains", "W1"), locality("Glenmavis", "W2")
SET = LocalitySet(id="now", name="Now", valid_from=date(2026, 4, 1), valid_to=None, localities=(PLAINS, GLENMAVIS))
NEED = UnmetNeed(
    id="u1",
    form_key="f1",
    created_at=NOW,
    account_id=NURSE.id,
    team_id=NURSES.id,
    locality_id=PLAINS.id,
    reason=UnmetReason.FULL,
)


@pytest.fixture
def logged(store: Store) -> Store:
    """Something was logged in Plains, nothing in Glenmavis."""
    with store.atomic():
        localities.save_set(store, SET)
        accounts.save_team(store, NURSES)
        accounts.save(store, NURSE)
        unmet_needs.add(store, NEED)
    return store


def save(store: Store, *found: Locality) -> tuple[Locality, ...]:
    with store.atomic():
        localities.save_set(store, replace(SET, localities=found))
    (kept,) = localities.sets(store)
    return kept.localities


def test_a_locality_in_which_something_was_logged_can_change(logged: Store) -> None:
    changed = replace(PLAINS, name="Plains and Caldercruix", ward_codes=frozenset({"W1", "W3"}))
    assert save(logged, changed, GLENMAVIS) == (changed, GLENMAVIS)


def test_one_that_is_gone_stays_without_wards_where_something_was_logged_in_it(logged: Store) -> None:
    kept = save(logged, GLENMAVIS)
    assert set(kept) == {GLENMAVIS, replace(PLAINS, ward_codes=frozenset())}


def test_one_that_is_gone_and_was_never_used_goes(logged: Store) -> None:
    assert save(logged, PLAINS) == (PLAINS,)
