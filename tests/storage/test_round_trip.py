"""Whatever a listing holds is read as it was saved: from the tables, from memory and through another process's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from locator.directory.listing import Listing
from locator.directory.service import Term
from locator.storage import changes, listings, locations, migrations, organizations, terms
from locator.storage.database import Store, open_store
from tests.directory import strategies
from tests.directory.samples import GROUP, HALL, LISTING, LUNCH, TUESDAYS

NAMES = st.sampled_from(["Lunch", "Tea", "Supper"])
NUMBERS = st.integers(1, 3)


class RolledBackError(Exception):
    """Undoes what an example did."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("round") / "locator.sqlite")
    migrations.migrate(opened)
    yield opened
    opened.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(strategies.listings("a"), strategies.listings("b"))
def test_any_listing_is_read_as_it_was_saved_and_as_it_was_changed(
    shared: Store, first: Listing, second: Listing
) -> None:
    changed = replace(second, service=replace(second.service, id=first.service.id))
    with suppress(RolledBackError), shared.atomic():
        for listing in (first, changed):
            organizations.save(shared, listing.organization)
            listings.save(shared, listing)
            assert listings.by_ids(shared, [listing.service.id], unpublished=True) == (listing,)
            assert organizations.by_slug(shared, listing.organization.slug) == listing.organization
        assert not listings.save(shared, changed)
        raise RolledBackError
    assert listings.by_ids(shared, [first.service.id], unpublished=True) == ()


class TwoProcesses(RuleBasedStateMachine):
    """Two stores over one file, as two processes have them, against a plain dictionary of what should be there."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = Path(self.folder.name) / "locator.sqlite"
        self.stores = [open_store(path), open_store(path)]
        migrations.migrate(self.stores[0])
        self.groups = dict.fromkeys(range(1, 4), GROUP.name)
        self.halls = dict.fromkeys(range(1, 4), HALL.name)
        self.term = "Meeting people"
        self.services: dict[int, tuple[str, int, int]] = {}
        self.head = 0
        for number in self.groups:
            organizations.save(self.stores[0], self.group(number))

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        self.folder.cleanup()

    def group(self, number: int) -> object:
        return replace(GROUP, id=f"g{number}", slug=f"g{number}", name=self.groups[number], phones=())

    def listing(self, number: int) -> Listing:
        name, group, hall = self.services[number]
        service = replace(
            LUNCH,
            id=f"s{number}",
            slug=f"s{number}",
            organization_id=f"g{group}",
            name=name,
            terms=(Term(taxonomy="theme", code="social", name=self.term),),
        )
        venue = replace(HALL, id=f"h{hall}", name=self.halls[hall])
        site = replace(
            LISTING.sites[0], id=f"x{number}", location=venue, schedules=(replace(TUESDAYS, id=f"t{number}"),)
        )
        return Listing(service=service, organization=self.group(group), sites=(site,))

    @rule(which=st.booleans(), number=NUMBERS, name=NAMES, group=NUMBERS, hall=NUMBERS)
    def save(self, which: bool, number: int, name: str, group: int, hall: int) -> None:
        self.services[number] = (name, group, hall)
        listings.save(self.stores[which], self.listing(number))

    @rule(which=st.booleans(), number=NUMBERS)
    def remove(self, which: bool, number: int) -> None:
        assert listings.remove(self.stores[which], f"s{number}") == (number in self.services)
        self.services.pop(number, None)

    @rule(which=st.booleans(), number=NUMBERS, name=NAMES)
    def rename_group(self, which: bool, number: int, name: str) -> None:
        self.groups[number] = name
        organizations.save(self.stores[which], self.group(number))

    @rule(which=st.booleans(), number=NUMBERS, name=NAMES)
    def rename_hall(self, which: bool, number: int, name: str) -> None:
        self.halls[number] = name
        locations.save(self.stores[which], replace(HALL, id=f"h{number}", name=name))

    @rule(which=st.booleans(), name=NAMES)
    def rename_term(self, which: bool, name: str) -> None:
        self.term = name
        terms.save(self.stores[which], [Term(taxonomy="theme", code="social", name=name)])

    @rule(which=st.booleans(), number=NUMBERS, name=NAMES)
    def change_and_think_again(self, which: bool, number: int, name: str) -> None:
        store = self.stores[which]
        with suppress(RolledBackError), store.atomic():
            for (id_,) in store.rows("SELECT id FROM service WHERE id = ?", (f"s{number}",)):
                (found,) = listings.by_ids(store, [id_])
                listings.save(store, replace(found, service=replace(found.service, name=f"{name} no more")))
                assert listings.by_ids(store, [id_])[0].service.name == f"{name} no more"
            raise RolledBackError

    @invariant()
    def both_see_what_is_there(self) -> None:
        expected = tuple(self.listing(number) for number in (3, 1, 2) if number in self.services)
        for store in self.stores:
            assert listings.by_ids(store, ["s3", "s1", "s2"]) == expected
            assert changes.head(store) >= self.head
        self.head = changes.head(self.stores[0])


TwoProcesses.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
test_two_processes_always_see_what_is_there = TwoProcesses.TestCase
