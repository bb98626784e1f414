"""Showing one service or organization."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from locator.actions import show
from locator.directory.cycle import Stage
from locator.directory.service import Assurance, AssuredHow, ServiceStatus, Term
from tests import making
from tests.conftest import OpenEngine, save

LUNCH_TERMS = (*making.themes("social"), Term(taxonomy="activity", code="lunch-club", name="Lunch club"))


def test_a_service_shows_its_next_three_dates_and_its_rule_in_words(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    view = show.service(open_engine(listing).context(), "lunch-club")
    assert view.listing == listing
    assert [session.on for session in view.next_sessions] == [date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8)]
    assert view.sites[0].rules == ("Every Tuesday, 10am to 11.30am",)


def test_several_venues_each_show_their_own_dates(open_engine: OpenEngine) -> None:
    monday = making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("MO"))
    tuesday = making.site(making.venue(making.MOTHERWELL, "Motherwell Hall"), making.weekly("TU"))
    view = show.service(open_engine(making.listing("Singing", sites=(monday, tuesday))).context(), "singing")
    by_venue = {site.site.location.name: site.sessions[0].on for site in view.sites}
    assert by_venue == {"Airdrie Hall": date(2026, 11, 30), "Motherwell Hall": date(2026, 11, 24)}


def test_how_fresh_a_listing_is_goes_by_when_it_was_checked(open_engine: OpenEngine) -> None:
    checked = Assurance(on=date(2026, 4, 1), by="VANL", how=AssuredHow.PHONE)
    engine = open_engine(making.listing("Lunch Club", assured=checked))
    assert show.service(engine.context(), "lunch-club").freshness.stage is Stage.CALL


def test_similar_groups_are_of_the_same_theme_and_nearest_first(open_engine: OpenEngine) -> None:
    here = making.listing("Dalziel Lunch Club", terms=LUNCH_TERMS)
    far = making.listing(
        "Cumbernauld Lunch Club",
        sites=(making.site(making.venue(making.CUMBERNAULD, "Town Hall"), making.weekly("WE")),),
        terms=LUNCH_TERMS,
    )
    near = making.listing(
        "Brandon Lunch Club", sites=(making.site(making.venue(name="Brandon Hall")),), terms=LUNCH_TERMS
    )
    other = making.listing("Men's Shed", terms=making.themes("making"))
    engine = open_engine(here, far, near, other)
    similar = show.service(engine.context(), "dalziel-lunch-club").similar
    assert [card.listing.service.name for card in similar] == ["Brandon Lunch Club", "Cumbernauld Lunch Club"]


def test_an_old_address_leads_to_the_new_one(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    engine = open_engine(listing)
    save(engine, replace(listing, service=replace(listing.service, slug="soup-club")))
    with pytest.raises(show.MovedError) as moved:
        show.service(engine.context(), "lunch-club")
    assert moved.value.slug == "soup-club"


def test_an_address_that_never_was_is_not_found(open_engine: OpenEngine) -> None:
    context = open_engine().context()
    with pytest.raises(show.NotFoundError):
        show.service(context, "nothing")
    with pytest.raises(show.NotFoundError):
        show.organization(context, "nobody")


def test_a_listing_that_is_not_published_has_no_page(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    engine = open_engine(replace(listing, service=replace(listing.service, status=ServiceStatus.INACTIVE)))
    with pytest.raises(show.NotFoundError):
        show.service(engine.context(), "lunch-club")


def test_a_group_that_closed_for_good_keeps_its_page(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    engine = open_engine(replace(listing, service=replace(listing.service, status=ServiceStatus.DEFUNCT)))
    assert show.service(engine.context(), "lunch-club").listing.service.status is ServiceStatus.DEFUNCT


def test_an_organization_shows_what_it_runs(open_engine: OpenEngine) -> None:
    run_by = making.organization("Dalziel Friends")
    engine = open_engine(
        making.listing("Lunch Club", run_by=run_by),
        making.listing("Men's Shed", run_by=run_by),
        making.listing("Singing", run_by=making.organization("Other")),
    )
    view = show.organization(engine.context(), "dalziel-friends")
    assert view.organization == run_by
    assert {card.listing.service.name for card in view.cards} == {"Lunch Club", "Men's Shed"}
