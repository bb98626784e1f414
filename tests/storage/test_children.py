"""The rows of one parent: what is the same keeps its id, in whatever order it comes."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from locator.storage import children, listings, organizations
from locator.storage.children import ChildTable
from locator.storage.database import Store, StoreError
from tests.directory.samples import GROUP, LISTING, LUNCH

PRICES = ChildTable("cost_option", "service_id", ("option", "amount_pence"))
ROWS = st.lists(st.tuples(st.sampled_from(["Lunch", "Tea"]), st.none() | st.integers(1, 3)), max_size=5)


@pytest.fixture(autouse=True)
def lunch(store: Store) -> None:
    organizations.save(store, GROUP)
    listings.save(store, LISTING)


def saved(store: Store) -> list[tuple[str, tuple[object, ...]]]:
    return [(row[0], row[1:-1]) for row in store.rows(PRICES.select, (LUNCH.id,))]


def make(store: Store, rows: list[tuple[str, int | None]]) -> None:
    with store.atomic():
        children.replace_values(store, PRICES, LUNCH.id, rows)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, ROWS)
def test_rows_are_what_was_wanted_and_the_same_ones_keep_their_ids(
    store: Store, first: list[tuple[str, int | None]], second: list[tuple[str, int | None]]
) -> None:
    make(store, first)
    before = saved(store)
    make(store, second)
    after = saved(store)
    assert [row for _, row in after] == second
    assert len({id_ for id_, _ in after}) == len(second)
    kept = Counter(row for id_, row in after if (id_, row) in before)
    assert kept == Counter(first) & Counter(second)
    assert len({id_ for id_, _ in before} & {id_ for id_, _ in after}) == min(len(first), len(second))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_the_same_rows_again_are_not_touched(store: Store, rows: list[tuple[str, int | None]]) -> None:
    make(store, rows)
    before = store.connection.total_changes
    make(store, rows)
    assert store.connection.total_changes == before


def test_rows_can_stand_at_positions_of_their_own(store: Store) -> None:
    with store.atomic():
        children.replace(store, PRICES, LUNCH.id, [("a", "Tea", 1), ("b", "Lunch", 2)], positions=[7, 3])
    assert [id_ for id_, _ in saved(store)] == ["b", "a"]


def test_a_row_of_another_parent_is_never_taken_over(store: Store) -> None:
    with store.atomic():
        children.replace(store, PRICES, LUNCH.id, [("a", "Tea", 1)])
    with pytest.raises(Exception, match="UNIQUE"), store.atomic():
        children.replace(store, PRICES, "another", [("a", "Tea", 1)])
    assert saved(store) == [("a", ("Tea", 1))]


def test_two_rows_of_one_id_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="cost_option have the same id"), store.atomic():
        children.replace(store, PRICES, LUNCH.id, [("a", "Tea", 1), ("a", "Tea", 2)])
