"""Two divisions of the same wards: what was counted by the six and what is counted by the nine add up to the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from locator.actions import find
from locator.actions.find import Search
from locator.actions.reference import Reference
from locator.directory.locality import LocalitySet
from locator.directory.location import AreaKind
from locator.wiring import Engine
from search_index.query import Query
from tests import making
from tests.conftest import OpenEngine
from tests.proof.rows import Directory, Row, is_in_locality

COUNCIL_WARDS = 21


@pytest.fixture(scope="module")
def reference(demonstration: Directory) -> Reference:
    """The reference data of this release."""
    found: Reference = demonstration.engine.context().reference
    return found


def wards(locality_set: LocalitySet) -> list[str]:
    """Every ward of every locality of a set."""
    return [ward for locality in locality_set.localities for ward in locality.ward_codes]


def test_both_sets_divide_the_same_wards_and_no_ward_is_in_two(reference: Reference) -> None:
    six, nine = sorted(reference.locality_sets, key=lambda one: len(one.localities))
    assert (len(six.localities), len(nine.localities)) == (6, 9)
    assert sorted(wards(six)) == sorted(wards(nine)) == sorted(set(wards(six)))
    assert len(wards(six)) == COUNCIL_WARDS


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2020, 1, 1), 6),
        (date(2026, 3, 31), 6),
        (date(2026, 4, 1), 9),
        (date(2030, 1, 1), 9),
        (date(2001, 1, 1), 0),
    ],
)
def test_each_day_has_the_set_that_was_in_force(reference: Reference, day: date, count: int) -> None:
    assert len(reference.localities(day)) == count


def counted(directory: Directory, locality_set: LocalitySet) -> dict[str, int]:
    """How many services each locality of the set has, as the index says."""
    counts = directory.engine.index.search(Query(today=making.TODAY.toordinal(), limit=0)).counts["locality"]
    return {locality.id: counts[locality.id] for locality in locality_set.localities}


def rows_where(directory: Directory, claim: Callable[[Row], bool]) -> list[Row]:
    """The offered rows of which that is true."""
    return [row for row in directory.rows if row.is_offered and claim(row)]


def test_every_total_of_both_sets_is_what_the_rows_say(demonstration: Directory, reference: Reference) -> None:
    directory = demonstration
    directory.search(Search())
    for locality_set in reference.locality_sets:
        for id_, count in counted(directory, locality_set).items():
            assert count == len(rows_where(directory, lambda row, id_=id_: is_in_locality(row, id_)))  # type: ignore[misc]


def in_one_ward(row: Row) -> bool:
    """Whether the service meets in one ward alone and covers no area."""
    return len({site.location.ward_code for site in row.listing.sites}) == 1 and not row.areas


def test_services_of_one_ward_add_up_to_the_same_by_the_six_and_by_the_nine(
    demonstration: Directory, reference: Reference
) -> None:
    own = set(wards(reference.locality_sets[0]))
    local = rows_where(demonstration, lambda row: in_one_ward(row) and row.listing.sites[0].location.ward_code in own)
    assert len(local) > 50
    for locality_set in reference.locality_sets:
        by_locality = [sum(is_in_locality(row, one.id) for row in local) for one in locality_set.localities]
        assert sum(by_locality) == len(local)


def test_whoever_covers_the_council_area_is_in_every_locality_of_both(
    demonstration: Directory, reference: Reference
) -> None:
    wide = rows_where(demonstration, lambda row: any(area.kind is AreaKind.COUNCIL for area in row.listing.areas))
    assert wide
    for locality_set in reference.locality_sets:
        for locality in locality_set.localities:
            assert all(is_in_locality(row, locality.id) for row in wide)


def test_a_locality_that_kept_its_wards_keeps_its_total(demonstration: Directory, reference: Reference) -> None:
    totals: dict[frozenset[str], set[int]] = {}
    demonstration.search(Search())
    for locality_set in reference.locality_sets:
        counts = counted(demonstration, locality_set)
        for locality in locality_set.localities:
            totals.setdefault(locality.ward_codes, set()).add(counts[locality.id])
    assert any(len(wards) for wards in totals)
    assert all(len(found) == 1 for found in totals.values())


def total(engine: Engine, slug: str, on: date) -> int:
    """How many a filter by locality finds, on that day."""
    context = replace(engine.context(), now=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    return find.search(context, Search(chosen={"locality": frozenset({slug})})).total


def test_the_filter_goes_by_the_set_of_the_day(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Cumbernauld Shed", sites=(making.site(making.venue(making.CUMBERNAULD)),)))
    before, after = date(2026, 3, 31), date(2026, 4, 1)
    names = {
        on: {one.slug for one in engine.context().reference.localities(on) if making.CUMBERNAULD[3] in one.ward_codes}
        for on in (before, after)
    }
    for on in (before, after):
        (slug,) = names[on]
        assert total(engine, slug, on) == 1
    for slug in names[before] - names[after]:
        assert total(engine, slug, after) == 0
