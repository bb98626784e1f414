"""Venues are put right once, with what looks wrong said first; two become one and no session is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from locator.actions import deciding, find, revising, venues
from locator.actions.context import Context
from locator.actions.find import Search
from locator.actions.permission import NotAllowedError, NotYoursError
from locator.actions.venues import Doubt, DoubtfulError, MergedError
from locator.actions.wrong import ChangedMeanwhileError, WrongError
from locator.directory.location import Address, Location
from locator.revision import subject
from locator.revision.subject import WayIn
from locator.roles import Role
from locator.storage import listings, locations
from locator.wiring import Engine
from tests import making, signing
from tests.conftest import OpenEngine
from tests.conftest import save as save_listing
from tests.noted import deeds

CURATOR = signing.person(Role.CURATOR)
HALL = making.venue()
LATITUDE, LONGITUDE = HALL.latitude, HALL.longitude
ANNEXE = making.venue(name="Dalziel Hall annexe", latitude=LATITUDE + 0.0001, longitude=LONGITUDE)
AIRDRIE = making.venue(making.AIRDRIE, "Airdrie Hall")
LUNCH = making.listing("Lunch Club", sites=(making.site(HALL, making.weekly("TU")),))
CHOIR = making.listing(
    "Choir", sites=(making.site(HALL, making.weekly("WE")), making.site(ANNEXE, making.weekly("FR")))
)
WALKERS = making.listing("Walkers", sites=(making.site(AIRDRIE, making.weekly("MO")),))


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    made = open_engine(LUNCH, CHOIR, WALKERS)
    signing.add(made, CURATOR)
    return made


def kept(context: Context, location_id: str) -> Location:
    return locations.by_ids(context.store, (location_id,))[location_id]


def save(context: Context, there: Location, accepted: str = "", **changes: object) -> None:
    venues.save(context, replace(there, **changes), seen=venues.state(there), accepted=accepted)  # type: ignore[arg-type]


def merge(context: Context, gone: Location, into: Location) -> None:
    venues.merge(context, gone.id, into.id, seen=venues.both_state(gone, into))


def test_a_new_name_is_found_at_once(engine: Engine) -> None:
    save(signing.as_user(engine, CURATOR), AIRDRIE, name="Sir John Wilson Town Hall")
    found = find.search(engine.context(), Search(words="wilson"))
    assert [card.listing.service.name for card in found.cards] == ["Walkers"]
    assert deeds(engine) == ["location.publish"]


def test_a_double_click_changes_a_venue_once(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    save(context, AIRDRIE, name="Town Hall")
    save(context, AIRDRIE, name="Town Hall")
    assert deeds(engine) == ["location.publish"]


def test_who_changes_what_somebody_else_has_changed_is_told(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    save(context, AIRDRIE, name="Town Hall")
    with pytest.raises(ChangedMeanwhileError):
        save(context, AIRDRIE, name="Church Hall")
    assert kept(context, AIRDRIE.id).name == "Town Hall"


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"latitude": AIRDRIE.latitude + 0.01}, Doubt.FAR),
        ({"latitude": 55.8605, "longitude": -4.258}, Doubt.OUTSIDE),
        ({"address": Address(postal_code="ML6 9ZZ")}, Doubt.UNKNOWN_POSTCODE),
        ({"address": Address()}, Doubt.UNKNOWN_POSTCODE),
        ({"latitude": LATITUDE, "longitude": LONGITUDE}, Doubt.SAME),
    ],
    ids=["far", "outside", "unknown postcode", "no postcode", "same"],
)
def test_what_looks_wrong_is_kept_only_when_somebody_has_looked(
    engine: Engine, changes: dict[str, object], doubt: Doubt
) -> None:
    context = signing.as_user(engine, CURATOR)
    with pytest.raises(DoubtfulError) as doubtful:
        save(context, AIRDRIE, **changes)
    assert doubt in {one.doubt for one in doubtful.value.warnings}
    assert kept(context, AIRDRIE.id) == AIRDRIE
    save(context, AIRDRIE, accepted=doubtful.value.mark, **changes)
    assert kept(context, AIRDRIE.id) != AIRDRIE


def test_having_looked_at_one_doubt_does_not_accept_another(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    with pytest.raises(DoubtfulError) as doubtful:
        save(context, AIRDRIE, latitude=AIRDRIE.latitude + 0.01)
    with pytest.raises(DoubtfulError):
        save(context, AIRDRIE, accepted=doubtful.value.mark, latitude=AIRDRIE.latitude + 0.02)


def test_another_postcode_brings_its_ward_and_is_written_as_it_should_be(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    at = replace(AIRDRIE.address, postal_code="g671dz")
    save(context, AIRDRIE, address=at, latitude=making.CUMBERNAULD[0], longitude=making.CUMBERNAULD[1])
    found = kept(context, AIRDRIE.id)
    assert (found.address.postal_code, found.ward_code) == ("G67 1DZ", making.CUMBERNAULD[3])


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"directions": "x" * 1001}, "directions"),
        ({"address": Address(city="x" * 121)}, "city"),
        ({"latitude": 89.0}, "latitude"),
        ({"longitude": 90.0}, "longitude"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_a_venue_is_refused(engine: Engine, changes: dict[str, object], at: str) -> None:
    with pytest.raises(WrongError) as wrong:
        save(signing.as_user(engine, CURATOR), AIRDRIE, **changes)
    assert wrong.value.at == at


def test_two_venues_become_one_and_no_session_is_lost(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    merge(context, HALL, ANNEXE)
    lunch, choir = listings.by_ids(context.store, (LUNCH.service.id, CHOIR.service.id))
    assert [site.location.name for site in lunch.sites] == ["Dalziel Hall annexe"]
    assert [[rule.rrule for rule in site.schedules] for site in choir.sites] == [
        ["FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=FR"]
    ]
    assert locations.services_at(context.store, HALL.id) == []
    found = find.search(engine.context(), Search(words="annexe"))
    assert {card.listing.service.name for card in found.cards} == {"Lunch Club", "Choir"}


def test_a_listing_that_is_twice_at_one_venue_can_be_changed_and_is_there_once(engine: Engine) -> None:
    rules = [making.weekly(day, id=making.identifier("tai chi", day)) for day in ("MO", "TH")]
    twice = making.listing("Tai Chi", sites=tuple(making.site(HALL, rule) for rule in rules))
    save_listing(engine, twice)
    context = signing.as_user(engine, CURATOR)
    revising.publish(context, subject.service(twice.service.id), {"summary": "Slow moves."}, way_in=WayIn.CURATOR)
    (found,) = listings.by_ids(context.store, (twice.service.id,))
    assert [[rule.rrule for rule in one.schedules] for one in found.sites] == [
        ["FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=TH"]
    ]


def test_a_merged_venue_is_in_no_list_and_leads_to_the_other(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    merge(context, HALL, ANNEXE)
    merge(context, HALL, ANNEXE)
    assert deeds(engine).count("venue.merge") == 1
    assert HALL.id not in {one.location.id for one in venues.search(context, "", 1).venues}
    assert venues.one(context, ANNEXE.id).near == ()
    with pytest.raises(MergedError) as merged:
        venues.one(context, HALL.id)
    assert merged.value.location_id == ANNEXE.id


def test_what_is_restored_after_a_merger_is_at_the_venue_that_stayed(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    about = subject.service(CHOIR.service.id)
    revising.publish(context, about, {"summary": "We sing."}, way_in=WayIn.CURATOR)
    merge(context, HALL, ANNEXE)
    deciding.restore(context, about, 1, seen_number=revising.number_of(context, about))
    (choir,) = listings.by_ids(context.store, (CHOIR.service.id,))
    assert choir.service.summary == CHOIR.service.summary
    assert [site.location.id for site in choir.sites] == [ANNEXE.id]
    assert len(choir.sites[0].schedules) == 2


def test_venues_merged_one_after_the_other_lead_to_the_last(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    merge(context, HALL, ANNEXE)
    merge(context, ANNEXE, AIRDRIE)
    assert locations.merged_into(context.store, HALL.id) == AIRDRIE.id
    assert len(locations.services_at(context.store, AIRDRIE.id)) == 3


def test_a_merger_of_what_has_changed_is_not_made(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)
    save(context, AIRDRIE, name="Town Hall")
    with pytest.raises(ChangedMeanwhileError):
        merge(context, HALL, AIRDRIE)
    assert locations.merged_into(context.store, HALL.id) is None


def test_a_venue_is_not_merged_into_itself(engine: Engine) -> None:
    with pytest.raises(WrongError):
        merge(signing.as_user(engine, CURATOR), HALL, HALL)


def test_venues_are_found_by_any_of_their_words(engine: Engine) -> None:
    context = signing.as_user(engine, CURATOR)

    def names(words: str) -> list[str]:
        return [one.location.name for one in venues.search(context, words, 1).venues]

    assert names("ml6") == ["Airdrie Hall"]
    assert names("dalziel 1ab") == ["Dalziel Hall", "Dalziel Hall annexe"]
    assert names("%") == names("_") == names("!") == []
    assert venues.search(context, "", 99).page == 1


def test_a_venue_shows_what_meets_there_and_what_is_close(engine: Engine) -> None:
    found = venues.one(signing.as_user(engine, CURATOR), HALL.id)
    assert {one.service.name for one in found.listings} == {"Lunch Club", "Choir"}
    assert [(metres, one.name) for metres, one in found.near] == [(11, "Dalziel Hall annexe")]


def test_nobody_but_a_curator_may(engine: Engine) -> None:
    nurse = signing.person(Role.STAFF)
    signing.add(engine, nurse)
    context = signing.as_user(engine, nurse)
    tries: list[Callable[[], object]] = [
        lambda: venues.search(context, "", 1),
        lambda: venues.one(context, HALL.id),
        lambda: save(context, AIRDRIE, name="Mine"),
        lambda: merge(context, HALL, ANNEXE),
    ]
    for deed in tries:
        with pytest.raises(NotAllowedError):
            deed()
    assert deeds(engine) == []


def test_a_venue_that_is_not_there_is_nobodys(engine: Engine) -> None:
    with pytest.raises(NotYoursError):
        venues.one(signing.as_user(engine, CURATOR), "nothing")
