"""A listing that is there already is found before it is saved, and by night; what a curator decided stays decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.actions import duplicates, tasks
from locator.actions.context import Context
from locator.actions.duplicates import Found
from locator.actions.permission import NotAllowedError, NotSignedInError, NotYoursError
from locator.directory import likeness
from locator.directory.likeness import Reason
from locator.directory.listing import Listing
from locator.directory.location import Location
from locator.directory.service import ServiceStatus
from locator.revision import listing_content
from locator.storage import duplicates as stored
from locator.storage import listings
from locator.wiring import Engine
from tests import referred, signing
from tests.conftest import OpenEngine, save
from tests.making import AIRDRIE, identifier, listing, organization, site, venue, weekly
from tests.referred import CURATOR, NURSE


def shed(name: str, group: str, at: Location | None = None) -> Listing:
    """A Men's Shed on Mondays."""
    monday = weekly("MO", id=identifier("schedule", name))
    return listing(name, run_by=organization(group), sites=(site(at or venue(), monday),))


SHED = shed("Dalziel Men's Shed", "Dalziel Shed")
AGAIN = shed("The Mens Shed, Dalziel", "The Dalziel Shed")
ELSEWHERE = shed("Men's Shed, Airdrie", "Airdrie Shed", venue(AIRDRIE, "Airdrie Hall"))


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    engine = open_engine(SHED, AGAIN, ELSEWHERE)
    signing.add(engine, CURATOR, NURSE)
    return engine


@pytest.fixture
def curator(engine: Engine) -> Context:
    return signing.as_user(engine, CURATOR)


def state(context: Context) -> list[tuple[str, int]]:
    return [(one.state.value, one.likeness.score) for one in stored.every(context.store).values()]


def change(engine: Engine, one: Listing, **service: object) -> None:
    save(engine, replace(one, service=replace(one.service, **service)))  # type: ignore[arg-type]


def test_the_two_that_are_one_wait_for_a_curator_with_reasons(curator: Context) -> None:
    assert duplicates.find_all(curator) == Found(new=1, waiting=1)
    (found,) = duplicates.waiting(curator)
    assert {found.first.service.id, found.second.service.id} == {SHED.service.id, AGAIN.service.id}
    assert Reason.SAME_NAME in found.duplicate.likeness.reasons
    assert Reason.SAME_VENUE in found.duplicate.likeness.reasons


def test_searching_again_changes_nothing(curator: Context) -> None:
    duplicates.find_all(curator)
    before = stored.every(curator.store)
    assert duplicates.find_all(referred.later(curator, days=3)) == Found(waiting=1)
    assert stored.every(curator.store) == before


def test_what_was_decided_stays_decided(curator: Context) -> None:
    duplicates.find_all(curator)
    (found,) = duplicates.waiting(curator)
    assert duplicates.say_not_same(curator, found.duplicate.id)
    assert not duplicates.say_not_same(curator, found.duplicate.id)
    assert duplicates.find_all(referred.later(curator, days=1)) == Found()
    assert duplicates.waiting(curator) == ()
    actions = [action for (action,) in curator.store.rows("SELECT action FROM audit ORDER BY seq")]
    assert actions == ["duplicate.not_the_same"]


@pytest.mark.parametrize(
    ("field", "value", "comes_back"),
    [("name", "Dalziel Mens Shed", True), ("summary", "Wood and tea.", False), ("description", "New words.", False)],
)
def test_a_decision_holds_until_a_name_a_number_or_a_place_changes(
    engine: Engine, curator: Context, field: str, value: str, comes_back: bool
) -> None:
    duplicates.find_all(curator)
    duplicates.say_not_same(curator, duplicates.waiting(curator)[0].duplicate.id)
    change(engine, AGAIN, **{field: value})
    assert duplicates.find_all(curator).new == int(comes_back)
    assert len(duplicates.waiting(curator)) == int(comes_back)


def test_a_change_before_the_decision_is_part_of_it(engine: Engine, curator: Context) -> None:
    duplicates.find_all(curator)
    (found,) = duplicates.waiting(curator)
    change(engine, AGAIN, name="Dalziel Mens Shed")
    duplicates.say_not_same(curator, found.duplicate.id)
    assert duplicates.find_all(curator) == Found()


def test_a_pair_that_is_no_longer_alike_waits_for_nobody(engine: Engine, curator: Context) -> None:
    duplicates.find_all(curator)
    change(engine, AGAIN, name="Ukulele evening")
    assert duplicates.find_all(curator) == Found(gone=1)
    assert state(curator) == []


@pytest.mark.parametrize("status", [ServiceStatus.INACTIVE, ServiceStatus.DEFUNCT])
def test_a_listing_that_was_hidden_or_closed_waits_for_nobody(
    engine: Engine, curator: Context, status: ServiceStatus
) -> None:
    duplicates.find_all(curator)
    change(engine, AGAIN, status=status)
    assert duplicates.find_all(curator).waiting == 0


def test_a_listing_that_is_gone_takes_its_pairs_with_it(curator: Context) -> None:
    duplicates.find_all(curator)
    with curator.store.atomic():
        listings.remove(curator.store, AGAIN.service.id)
    assert duplicates.waiting(curator) == ()
    assert duplicates.find_all(curator) == Found()


def test_a_merge_is_written_down_and_its_other_pairs_wait_for_nobody(engine: Engine, curator: Context) -> None:
    save(engine, shed("Men's Shed Dalziel", "Dalziel Shed Group"))
    assert duplicates.find_all(curator).waiting == 3
    duplicates.note_merged(curator, kept_id=SHED.service.id, merged_id=AGAIN.service.id)
    assert sorted(one for one, _ in state(curator)) == ["merged", "waiting"]
    (left,) = duplicates.waiting(curator)
    assert AGAIN.service.id not in {left.first.service.id, left.second.service.id}


def test_before_it_is_saved_a_listing_is_compared_by_what_was_typed(engine: Engine, curator: Context) -> None:
    content = listing_content.of(SHED) | {"name": "Dalziel mens shed"}
    asked = duplicates.sketched(curator, content, organization_id="new", organization_name="Shed at Dalziel")
    found = duplicates.alike(engine.context(), asked)
    assert {one.listing.service.id for one in found} == {SHED.service.id, AGAIN.service.id}
    assert all(one.likeness.is_likely for one in found)


def test_content_gives_the_sketch_that_the_listing_would(curator: Context) -> None:
    made = duplicates.sketched(
        curator,
        listing_content.of(SHED),
        organization_id=SHED.organization.id,
        organization_name=SHED.organization.name,
        service_id=SHED.service.id,
    )
    assert made == likeness.sketch(SHED)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"name": None, "venues": None, "phones": "01632", "sessions": 7, "areas": [None]},
        {"name": "Shed", "venues": [{"location_id": 3}], "sessions": [{}, {"rrule": "x", "starts_on": "never"}]},
    ],
)
def test_what_is_missing_or_odd_is_not_compared(curator: Context, content: dict[str, object]) -> None:
    sketch = duplicates.sketched(curator, content, organization_id="", organization_name="")
    assert duplicates.alike(curator, sketch) == ()


def test_a_file_is_compared_with_the_directory_read_once(curator: Context) -> None:
    among = duplicates.known(curator)
    rows = [replace(likeness.sketch(one), id="") for one in (SHED, ELSEWHERE)]
    found = [duplicates.alike(curator, row, among)[0].listing.service.name for row in rows]
    assert found[1] == ELSEWHERE.service.name
    assert found[0] in {SHED.service.name, AGAIN.service.name}


def test_what_is_not_published_is_named_to_nobody(engine: Engine, curator: Context) -> None:
    change(engine, SHED, status=ServiceStatus.INACTIVE)
    change(engine, AGAIN, status=ServiceStatus.INACTIVE)
    assert duplicates.alike(curator, replace(likeness.sketch(SHED), id="")) == ()


def test_the_timer_searches_once_a_day(engine: Engine) -> None:
    def words(days: int) -> str:
        done = tasks.run(lambda: referred.later(engine.context(), days=days))
        return next(one.words for one in done if one.name == "Listings that are there twice")

    assert [words(0), words(0), words(1)] == ["1 found, 1 waiting", "done today already", "0 found, 1 waiting"]


def test_only_curators_see_and_decide(engine: Engine, curator: Context) -> None:
    duplicates.find_all(curator)
    (found,) = duplicates.waiting(curator)
    for who, problem in ((engine.context(), NotSignedInError), (signing.as_user(engine, NURSE), NotAllowedError)):
        with pytest.raises(problem):
            duplicates.waiting(who)
        with pytest.raises(problem):
            duplicates.say_not_same(who, found.duplicate.id)
        with pytest.raises(problem):
            duplicates.note_merged(who, kept_id=SHED.service.id, merged_id=AGAIN.service.id)
    assert state(curator) == [("waiting", found.duplicate.likeness.score)]


def test_a_pair_that_is_not_there_is_not_decided(curator: Context) -> None:
    with pytest.raises(NotYoursError):
        duplicates.say_not_same(curator, "nothing")
