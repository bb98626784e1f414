"""The more a reader is told, the better a listing is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.directory import quality
from locator.directory.listing import Listing
from locator.directory.location import Accessibility
from locator.directory.service import Delivery
from tests.directory.samples import GROUP, HALL, LISTING, LUNCH


def without(part: str) -> Listing:
    site = LISTING.sites[0]
    unknown = replace(site, location=replace(HALL, accessibility=Accessibility()))
    return {
        "summary": replace(LISTING, service=replace(LUNCH, summary="")),
        "description": replace(LISTING, service=replace(LUNCH, description="")),
        "phone": replace(LISTING, phones=(), organization=replace(GROUP, phones=())),
        "place": replace(LISTING, sites=(), areas=(), schedules=site.schedules),
        "times": replace(LISTING, sites=(replace(site, schedules=()),)),
        "joining": replace(LISTING, service=replace(LUNCH, joining=None)),
        "cost": replace(LISTING, service=replace(LUNCH, is_free=None, costs=())),
        "audience": replace(LISTING, service=replace(LUNCH, eligibility="")),
        "theme": replace(LISTING, service=replace(LUNCH, terms=())),
        "access": replace(LISTING, sites=(unknown,)),
        "assurance": replace(LISTING, service=replace(LUNCH, assured=None)),
    }[part]


def test_a_listing_with_everything_is_perfect() -> None:
    assert quality.missing(LISTING) == ()
    assert quality.score(LISTING) == 1


@pytest.mark.parametrize("part", quality.PARTS)
def test_each_missing_part_is_named_and_costs_its_weight(part: str) -> None:
    listing = without(part)
    whole = sum(one.weight for one in quality.PARTS.values())
    assert quality.missing(listing) == (part,)
    assert quality.score(listing) == pytest.approx(1 - quality.PARTS[part].weight / whole)


def test_a_home_visit_needs_neither_venue_nor_sessions() -> None:
    visit = replace(LISTING, service=replace(LUNCH, deliveries=(Delivery.HOME,)), sites=())
    assert quality.missing(visit) == ()


def test_the_weightiest_lacks_come_first() -> None:
    bare = replace(LISTING, service=replace(LUNCH, summary=""), phones=(), organization=replace(GROUP, phones=()))
    assert quality.missing(bare) == ("phone", "summary")
