"""A card tells the session that somebody can still reach, at the venue that it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from locator.actions import find
from locator.actions.cards import Card, card
from locator.actions.context import Context
from locator.storage import listings
from locator.web.shared import card_view
from tests import making
from tests.conftest import OpenEngine

TUESDAY = making.TODAY
LUNCH = making.listing("Lunch Club", sites=(making.site(making.venue(), making.weekly("TU", "12:00", "14:00")),))
DAY_CENTRE = making.listing(
    "Day Centre",
    sites=(making.site(making.venue(), making.weekly("TU", "10:00", "12:00"), making.weekly("TU", "14:00", "16:00")),),
)
SWAP = making.listing("Slipper Swap", sites=(making.site(making.venue(), making.one_off(TUESDAY)),))
NIGHT = making.listing("Ceilidh", sites=(making.site(making.venue(), making.weekly("TU", "20:00", "00:30")),))
CHOIR = making.listing(
    "Choir",
    sites=(
        making.site(making.venue(making.MOTHERWELL, "Motherwell Hall"), making.weekly("FR", "10:00", "11:00")),
        making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("WE", "10:00", "11:00")),
    ),
)


@pytest.fixture
def context(open_engine: OpenEngine) -> Context:
    """A directory with groups that meet at different times and places."""
    return open_engine(LUNCH, DAY_CENTRE, SWAP, NIGHT, CHOIR).context()


def at(context: Context, hour: int, minute: int = 0) -> Context:
    """The same at another time of that Tuesday; it is winter, so London has the time of the world."""
    return replace(context, now=datetime(2026, 11, 24, hour, minute, tzinfo=UTC))


def seen(context: Context, listing: making.Listing) -> Card:
    """The card of the listing, of no place."""
    return card(context, listings.by_ids(context.store, [listing.service.id])[0])


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (10, 0, "Today: Tuesday 24 November, 12 noon to 2pm"),
        (13, 59, "Today: Tuesday 24 November, 12 noon to 2pm"),
        (14, 0, "Over for today. Next: Tuesday 1 December, 12 noon to 2pm"),
        (23, 59, "Over for today. Next: Tuesday 1 December, 12 noon to 2pm"),
    ],
)
def test_what_has_ended_is_not_announced(context: Context, hour: int, minute: int, words: str) -> None:
    one = card_view.view(seen(at(context, hour, minute), LUNCH)).words
    assert one.when == words
    assert ("On today" in [tag.text for tag in one.tags]) == words.startswith("Today")


def test_the_second_session_of_a_day_follows_the_first(context: Context) -> None:
    assert card_view.view(seen(at(context, 13), DAY_CENTRE)).words.when == "Today: Tuesday 24 November, 2pm to 4pm"


def test_an_event_that_is_over_says_so(context: Context) -> None:
    assert card_view.view(seen(at(context, 23), SWAP)).words.when == "It was on today, and is over"


def test_what_goes_on_past_midnight_is_not_over_in_the_evening(context: Context) -> None:
    assert card_view.view(seen(at(context, 21), NIGHT)).words.when.startswith("Today")


def test_without_a_place_the_card_names_the_venue_of_its_date(context: Context) -> None:
    words = card_view.view(seen(at(context, 9), CHOIR)).words
    assert words.where == "Airdrie Hall, Motherwell, and 1 other place"
    assert words.when == "Next: Wednesday 25 November, 10am to 11am"


def test_the_date_on_a_card_is_one_at_the_venue_on_it(context: Context) -> None:
    found = find.search(at(context, 9), find.Search(words="choir", near="ML1 1AB", radius_miles=None))
    words = card_view.view(found.cards[0]).words
    assert words.where.startswith("Motherwell Hall")
    assert words.when == (
        "Next here: Friday 27 November, 10am to 11am. Sooner at Airdrie Hall: Wednesday 25 November, 10am to 11am"
    )


def test_a_venue_without_dates_sends_nobody_there(context: Context, open_engine: OpenEngine) -> None:
    both = making.listing(
        "Painting",
        sites=(
            making.site(making.venue(making.MOTHERWELL, "Motherwell Hall")),
            making.site(making.venue(making.AIRDRIE, "Airdrie Hall"), making.weekly("WE", "10:00", "11:00")),
        ),
    )
    shown = card(context, both, site_id=both.sites[0].id)
    assert (
        card_view.view(shown).words.when
        == "No date here yet. Next at Airdrie Hall: Wednesday 25 November, 10am to 11am"
    )


def test_the_days_of_a_card_move_on_at_midnight_in_london(context: Context) -> None:
    later = replace(context, now=datetime(2026, 11, 24, 23, 59, tzinfo=UTC) + timedelta(minutes=2))
    assert card_view.view(seen(later, LUNCH)).words.when == "Next: Tuesday 1 December, 12 noon to 2pm"
