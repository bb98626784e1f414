"""A listing is read as it was saved, by few queries, and every change of it is noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from locator.directory.listing import Listing
from locator.directory.recurrence import BadRuleError
from locator.directory.service import CostOption, ServiceStatus
from locator.storage import changes, listings, organizations, slugs
from locator.storage.database import Store, StoreError
from locator.storage.memory import Memory
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


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The SELECTs that are run meanwhile."""
    said: list[str] = []
    store.connection.set_trace_callback(said.append)
    yield said
    store.connection.set_trace_callback(None)
    said[:] = [sql for sql in said if sql.lstrip().startswith("SELECT")]


def copies(store: Store, count: int) -> list[str]:
    """The ids of that many listings with everything, saved."""
    with store.atomic():
        for number in range(count):
            listings.save(store, copy(number))
    return [f"s{number}" for number in range(count)]


def copy(number: int) -> Listing:
    site = LISTING.sites[0]
    return replace(
        LISTING,
        service=replace(LUNCH, id=f"s{number}", slug=f"s{number}"),
        sites=(replace(site, id=f"x{number}", schedules=(replace(site.schedules[0], id=f"t{number}"),)),),
        phones=(replace(LISTING.phones[0], id=f"p{number}"),),
        contacts=(replace(LISTING.contacts[0], id=f"c{number}"),),
    )


@pytest.mark.parametrize("count", [1, 20, 60])
def test_any_number_of_listings_takes_the_same_few_queries(store: Store, count: int) -> None:
    ids = copies(store, count)
    with statements(store) as said:
        assert len(listings.by_ids(store, ids)) == count
    assert len(said) == 14


def test_listings_read_before_take_one_query(store: Store) -> None:
    ids = copies(store, 20)
    listings.by_ids(store, ids)
    with statements(store) as said:
        assert len(listings.by_ids(store, ids)) == 20
    assert len(said) == 1


def test_listings_read_before_take_no_transaction(store: Store) -> None:
    ids = copies(store, 2)
    listings.by_ids(store, ids)
    said: list[str] = []
    store.connection.set_trace_callback(said.append)
    listings.by_ids(store, ids)
    store.connection.set_trace_callback(None)
    assert said == ["SELECT MAX(seq) FROM change_log"]


def test_only_what_changed_is_read_again(store: Store) -> None:
    ids = copies(store, 3)
    before = listings.by_ids(store, ids)
    listings.save(store, replace(copy(1), service=replace(copy(1).service, name="Tea")))
    after = listings.by_ids(store, ids)
    assert [listing.service.name for listing in after] == [LUNCH.name, "Tea", LUNCH.name]
    assert (after[0] is before[0], after[1] is before[1]) == (True, False)


def test_memory_starts_again_where_the_log_is_shorter(store: Store) -> None:
    ids = copies(store, 2)
    listings.by_ids(store, ids)
    with store.atomic():
        store.write("DELETE FROM change_log WHERE seq > 1")
        store.write("UPDATE service SET name = 'Restored' WHERE id = 's0'")
    assert listings.by_ids(store, ids)[0].service.name == "Restored"


def test_memory_is_bounded_and_drops_the_oldest() -> None:
    memory: Memory[int] = Memory(most=2)
    memory.recall(1, (), lambda _: ())
    memory.keep(1, {"a": 1, "b": 2, "c": 3})
    assert memory.recall(1, ("a", "b", "c"), lambda _: ()) == {"b": 2, "c": 3}


def test_what_was_read_before_a_change_is_not_remembered_after_it() -> None:
    memory: Memory[int] = Memory()
    memory.recall(1, (), lambda _: ())
    memory.recall(2, (), lambda _: ("a",))
    memory.keep(1, {"a": 1})
    assert memory.recall(2, ("a",), lambda _: ()) == {}


def rows_of(store: Store, table: str) -> dict[str, tuple[object, ...]]:
    columns = {"cost_option": "option, amount_pence", "service_area": "extent, name", "attribute": "taxonomy_term_id"}
    return {row[0]: row[1:] for row in store.rows(f"SELECT id, {columns[table]} FROM {table} ORDER BY position")}


def test_rows_that_did_not_change_keep_their_ids(store: Store) -> None:
    lunch, tea, cake = (
        CostOption(amount_pence=pence, option=option) for pence, option in ((350, "L"), (80, "T"), (99, "C"))
    )
    listings.save(store, replace(LISTING, service=replace(LUNCH, costs=(lunch, tea))))
    before = {value: id_ for id_, value in rows_of(store, "cost_option").items()}
    dearer = replace(tea, amount_pence=90)
    listings.save(store, replace(LISTING, service=replace(LUNCH, costs=(cake, dearer, lunch))))
    after = {value: id_ for id_, value in rows_of(store, "cost_option").items()}
    assert list(after) == [("C", 99), ("T", 90), ("L", 350)]
    assert after["L", 350] == before["L", 350]
    assert before["T", 80] in (after["T", 90], after["C", 99])
    assert len(set(after.values())) == 3


def test_the_same_price_twice_is_two_rows(store: Store) -> None:
    costs = (CostOption(amount_pence=100), CostOption(amount_pence=100))
    listings.save(store, replace(LISTING, service=replace(LUNCH, costs=costs)))
    assert len(rows_of(store, "cost_option")) == 2


def test_two_parts_with_one_id_are_refused(store: Store) -> None:
    twice = replace(LISTING, phones=LISTING.phones * 2)
    with pytest.raises(StoreError, match="same id"):
        listings.save(store, twice)


def test_a_rule_that_nobody_can_follow_is_refused(store: Store) -> None:
    site = LISTING.sites[0]
    odd = replace(site, schedules=(replace(site.schedules[0], rrule="FREQ=FORTNIGHTLY"),))
    with pytest.raises(BadRuleError):
        listings.save(store, replace(LISTING, sites=(odd,)))
    assert listings.by_slug(store, LUNCH.slug) is None


def test_values_of_another_version_are_read_with_care(store: Store) -> None:
    listings.save(store, LISTING)
    store.connection.execute("PRAGMA ignore_check_constraints = ON")
    with store.atomic():
        store.write("UPDATE service SET capacity = 'overflowing', joining = 'by raven', assured_how = 'by raven'")
        store.write("UPDATE service_delivery SET delivery = 'by raven'")
        store.write("UPDATE service_area SET extent_type = 'planet'")
        store.write("DELETE FROM change_log")
    (found,) = listings.by_ids(store, [LUNCH.id])
    assert (found.service.capacity, found.service.joining, found.service.assured) == (None, None, None)
    assert (found.service.deliveries, found.areas) == ((), ())


def test_a_service_of_unknown_status_is_not_published(store: Store) -> None:
    listings.save(store, LISTING)
    store.connection.execute("PRAGMA ignore_check_constraints = ON")
    with store.atomic():
        store.write("UPDATE service SET status = 'haunted'")
    assert listings.by_slug(store, LUNCH.slug) is None
    assert listings.by_slug(store, LUNCH.slug, unpublished=True) is not None


def test_every_listing_is_read_in_more_than_one_run(store: Store) -> None:
    ids = copies(store, 7)
    hidden = replace(copy(3), service=replace(copy(3).service, status=ServiceStatus.INACTIVE))
    listings.save(store, hidden)
    shown = [listing.service.id for listing in listings.every(store)]
    assert shown == [id_ for id_ in ids if id_ != "s3"]
    assert len(list(listings.every(store, unpublished=True))) == 7
    assert listings.count(store) == 6


def test_a_removed_listing_leaves_no_rows_of_its_own(store: Store) -> None:
    listings.save(store, LISTING)
    listings.remove(store, LUNCH.id)
    for table in ("schedule", "schedule_exception", "cost_option", "attribute", "language", "contact", "service_area"):
        assert store.row(f"SELECT COUNT(*) FROM {table}") == (0,), table
    assert store.row("SELECT COUNT(*) FROM location") == (1,)
