"""What a listing says goes into content and comes back, and nothing that it cannot hold gets in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.directory import recurrence
from locator.directory.listing import Listing
from locator.directory.schedule import Gap, Schedule
from locator.revision import listing_content, place_content
from locator.revision.content import EMPTY_SERVICE, SMALL, ContentError, whole
from locator.revision.subject import SubjectKind
from tests import making
from tests.directory.samples import GROUP, HALL, LISTING

NAMES = {(term.taxonomy, term.code): term.name for term in LISTING.service.terms}


def remade(listing: Listing, content: Mapping[str, Any]) -> Listing:
    return listing_content.made(
        listing,
        content,
        service=listing.service,
        organization=listing.organization,
        locations={site.location.id: site.location for site in listing.sites},
        names=NAMES,
        make_id=making.identifier,
    )


def by_taxonomy(listing: Listing) -> Listing:
    order = ("theme", "activity", "who", "accreditation", "language")
    terms = tuple(sorted(listing.service.terms, key=lambda term: order.index(term.taxonomy)))
    return replace(listing, service=replace(listing.service, terms=terms))


def test_a_listing_comes_back_as_it_was_with_all_its_ids() -> None:
    content = json.loads(json.dumps(listing_content.of(LISTING)))
    assert remade(LISTING, content) == by_taxonomy(LISTING)


def test_a_listing_can_be_made_from_its_content_alone() -> None:
    content = listing_content.of(LISTING)
    bare = replace(making.listing(), sites=LISTING.sites, organization=GROUP)
    assert listing_content.of(remade(bare, content)) == content


def test_every_field_of_a_listing_has_an_empty_value() -> None:
    assert set(listing_content.of(LISTING)) == set(EMPTY_SERVICE)
    assert set(EMPTY_SERVICE) >= SMALL


def test_a_venue_and_a_group_come_back_as_they_were() -> None:
    assert place_content.location(HALL.id, place_content.of_location(HALL)) == HALL
    assert place_content.organization(GROUP, place_content.of_organization(GROUP), making.identifier) == GROUP


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("status", "gone"),
        ("joining", "climb in"),
        ("themes", ["no-such-theme"]),
        ("venues", [{"location_id": "elsewhere", "description": ""}]),
        ("venues", [{"location_id": HALL.id, "description": ""}] * 2),
        ("sessions", [{"location_id": HALL.id}]),
        ("areas", [{"kind": "planet", "code": "x", "name": "x"}]),
    ],
)
def test_what_a_listing_cannot_hold_is_refused_and_the_field_is_named(field: str, value: object) -> None:
    with pytest.raises(ContentError) as refused:
        remade(LISTING, {**listing_content.of(LISTING), field: value})
    assert refused.value.field == field


def test_a_time_at_a_place_that_was_taken_away_is_refused() -> None:
    with pytest.raises(ContentError) as refused:
        remade(LISTING, {**listing_content.of(LISTING), "venues": []})
    assert refused.value.field == "sessions"


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(ContentError):
        whole(SubjectKind.SERVICE, {"slug": "mine"})


def test_a_rule_that_nobody_can_follow_is_refused() -> None:
    value = listing_content.session_value(making.weekly(), None) | {"rrule": "FREQ=SECONDLY"}
    with pytest.raises(ContentError):
        listing_content.session(value, "id")


def test_a_session_that_did_not_change_keeps_its_id_wherever_it_stands() -> None:
    content = listing_content.of(LISTING)
    new = listing_content.session_value(making.weekly("FR"), HALL.id)
    after = remade(LISTING, {**content, "sessions": [new, *content["sessions"]]})
    ids = [one.id for site in after.sites for one in site.schedules]
    assert ids[1:] == [one.id for site in LISTING.sites for one in site.schedules]
    assert len(set(ids)) == len(ids)


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
TIMES = st.none() | st.times().map(lambda at: time(at.hour, at.minute))
RULES = st.sampled_from([None, "FREQ=WEEKLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=WEEKLY;INTERVAL=2"])
SCHEDULES = st.builds(
    Schedule,
    id=st.just("id"),
    starts_on=DAYS,
    rrule=RULES,
    opens_at=TIMES,
    closes_at=TIMES,
    ends_on=st.none() | DAYS,
    cancelled=st.lists(DAYS, max_size=3).map(tuple),
    extra=st.lists(DAYS, max_size=3).map(tuple),
    gaps=st.lists(st.builds(Gap, starts_on=DAYS, ends_on=DAYS, reason=st.text(max_size=20)), max_size=2).map(tuple),
    notes=st.text(max_size=30),
)


@given(schedule=SCHEDULES)
def test_every_rule_comes_back_from_its_content(schedule: Schedule) -> None:
    assert recurrence.parts(schedule.rrule) if schedule.rrule else True
    value = json.loads(json.dumps(listing_content.session_value(schedule, None)))
    assert listing_content.session(value, "id") == schedule
