"""Of pairs as people type them, those that are one listing are found, and those that are two are let be."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from locator.actions import demonstration
from locator.directory import likely_pairs, likeness
from locator.directory.likeness import Likeness, Reason, Sketch
from locator.directory.organization import Phone
from locator.places import gazetteer
from tests.directory.like_pairs import NOT_THE_SAME, SAME, WRITTEN_LATER, LikePair
from tests.making import MOTHERWELL, TODAY, listing, organization, site, venue, weekly

PHONE = Phone(id="1", number="01632 960001")
PAIRS = (*((True, pair) for pair in SAME), *((False, pair) for pair in NOT_THE_SAME), *WRITTEN_LATER)
MISSED = frozenset({"next door's postcode", "a befriending service"})
"""What we know that we miss: a wrong postcode looks like another hall, and a longer name with nothing but a number to go by."""


def of(pair: LikePair) -> Likeness:
    return likeness.of(*pair.sketches)


def test_at_least_nine_in_ten_that_are_called_the_same_are_and_nine_in_ten_that_are_the_same_are_called_so() -> None:
    called = [(is_same, of(pair).is_likely) for is_same, pair in PAIRS]
    right = called.count((True, True))
    assert len(PAIRS) >= 70
    assert right / (right + called.count((False, True))) >= 0.9
    assert right / (right + called.count((True, False))) >= 0.9


@pytest.mark.parametrize(("is_same", "pair"), PAIRS, ids=lambda one: getattr(one, "why", str(one)))
def test_each_pair_is_called_what_it_is_but_for_those_that_we_know_we_miss(is_same: bool, pair: LikePair) -> None:
    assert of(pair).is_likely is (is_same and pair.why not in MISSED)


@pytest.mark.parametrize(("_", "pair"), PAIRS, ids=lambda one: getattr(one, "why", str(one)))
def test_it_does_not_matter_which_comes_first(_: bool, pair: LikePair) -> None:
    first, second = pair.sketches
    assert likeness.of(first, second) == likeness.of(second, first)


@pytest.fixture(scope="module")
def demonstrated(seed: Path, built: Path) -> list[Sketch]:
    """The listings of the demonstration, as they are compared."""
    places = gazetteer.open_gazetteer(built / "places", seed)
    return [likeness.sketch(one) for one in demonstration.read(seed / "demonstration", places, TODAY).listings]


def test_no_two_listings_of_the_demonstration_are_found_to_be_the_same(demonstrated: list[Sketch]) -> None:
    assert len(demonstrated) > 300
    assert likely_pairs.pairs(demonstrated) == ()


@pytest.mark.slow
def test_even_all_with_all_no_two_listings_of_the_demonstration_are_called_the_same(
    demonstrated: list[Sketch],
) -> None:
    pairs = combinations(demonstrated, 2)
    assert [(one.name, other.name) for one, other in pairs if likeness.of(one, other).is_likely] == []


LUNCH = Sketch(
    id="1",
    name="Lunch Club",
    organization_id="a",
    organization_name="Dalziel Friends",
    locations=frozenset({"hall"}),
    postcodes=frozenset({"ML11AB"}),
    phones=frozenset({"tel:+441632960001"}),
    times=frozenset({("TU", "12:00")}),
)


def test_what_speaks_for_it_is_named_the_weightiest_first() -> None:
    found = likeness.of(LUNCH, replace(LUNCH, id="2", organization_id="b", name="The Lunch Club"))
    assert found == Likeness(
        score=100,
        reasons=(Reason.SAME_NAME, Reason.SAME_PHONE, Reason.SAME_VENUE, Reason.SAME_TIMES, Reason.ALIKE_GROUP),
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"locations": frozenset({"other"})}, Reason.SAME_POSTCODE),
        ({"locations": frozenset({"other"}), "postcodes": frozenset({"ML21AA"})}, None),
        ({"locations": frozenset(), "postcodes": frozenset()}, None),
    ],
)
def test_a_postcode_stands_in_for_a_venue(change: dict[str, frozenset[str]], reason: Reason | None) -> None:
    found = likeness.of(LUNCH, replace(LUNCH, id="2", **change)).reasons  # type: ignore[arg-type]
    assert {Reason.SAME_VENUE, Reason.SAME_POSTCODE} & set(found) == ({reason} if reason else set())


@pytest.mark.parametrize(
    ("areas", "others", "is_for"), [({"w1"}, {"w1", "w2"}, True), ({"w1"}, {"w2"}, False), (set(), {"w2"}, None)]
)
def test_areas_stand_in_for_venues(areas: set[str], others: set[str], is_for: bool | None) -> None:
    bus = replace(LUNCH, name="Shopping bus", locations=frozenset(), postcodes=frozenset(), times=frozenset())
    found = likeness.of(replace(bus, areas=frozenset(areas)), replace(bus, id="2", areas=frozenset(others)))
    assert (Reason.SAME_AREA in found.reasons) is bool(is_for)
    assert found.is_likely is (is_for is not False)


def test_a_sketch_has_what_is_compared_and_the_groups_number_where_there_is_no_other() -> None:
    group = organization(phones=(replace(PHONE, number="01632 960009"), replace(PHONE, id="2", number="111")))
    made = listing("Tea", run_by=group, sites=(site(venue(), weekly("TU"), weekly("TH", "14:00")),))
    found = likeness.sketch(made)
    assert found.phones == {"tel:+441632960009"}
    assert found.postcodes == {MOTHERWELL[2].replace(" ", "")}
    assert found.times == {("TU", "10:00"), ("TH", "14:00")}
