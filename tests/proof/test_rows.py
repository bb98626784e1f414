"""The search says what a slow and obvious look at every row says: words, filters, counts, distances, order, pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from locator.actions import find
from locator.actions.cards import Card
from locator.actions.find import MILE_METRES, Found, Search
from locator.directory.service import ServiceStatus
from locator.places.place import Place
from search_index.analysis import STOP_WORDS
from tests.proof.rows import ANSWERS, DAYS, PARTS, Chosen, Directory

VALUES = {
    "theme": ("active", "social", "befriending", "carers", "dementia", "making"),
    "who": ("older-people", "carers", "dementia", "men", "women"),
    "cost": ("free",),
    "transport": ("offered",),
    "referrals": ("taken",),
    "places": ("has-places", "waiting-list", "full"),
    "access": ("step-free", "toilet", "hearing-loop", "parking"),
    "locality": ("airdrie", "motherwell", "kilsyth", "northern-corridor"),
    "delivery": ("venue", "home", "phone", "online"),
    "day": DAYS,
    "time": tuple(PARTS),
    "when": ("today", "week"),
}
"""Values of every filter, some of which belong to many services and some to few."""

PLACES = (
    "ML1 1AB",
    "ML6 6AB",
    "G67 1DZ",
    "ML1",
    "Plains",
    "Kilsyth",
    "Shotts",
    "G2 1DY",
    "ML11 7LW",
    "EH1 1YZ",
    "Wishaw",
)
TYPED = (
    "lunch club",
    "walking",
    "singing",
    "dementia",
    "men's shed",
    "falls",
    "lonely",
    "strength and balance",
    "cafe",
)
SOME, FEW = (hypothesis_settings(max_examples=number) for number in (40, 12))


def chosen() -> st.SearchStrategy[Chosen]:
    """A few filters with a value or two each."""
    one = st.sampled_from(sorted(VALUES)).flatmap(
        lambda name: st.tuples(
            st.just(name), st.frozensets(st.sampled_from(VALUES[name]), min_size=1, max_size=1 if name == "when" else 2)
        )
    )
    return st.lists(one, max_size=3).map(dict)


def searches(words: st.SearchStrategy[str]) -> st.SearchStrategy[Search]:
    """Searches with or without words, place, radius, order and filters."""
    return st.builds(
        Search,
        words=words,
        near=st.just("") | st.sampled_from(PLACES),
        radius_miles=st.none() | st.sampled_from(find.RADII_MILES),
        sort=st.sampled_from(["", "best", "nearest"]),
        chosen=chosen(),
    )


SEARCHES = searches(st.just("") | st.sampled_from(TYPED))


def pages(directory: Directory, asked: Search) -> list[Found]:
    """Every page of a search."""
    first = directory.search(asked)
    later = (directory.search(replace(asked, page=number)) for number in range(2, first.pages + 1))
    return [first, *later]


def cards(found: Iterable[Found]) -> list[Card]:
    """The cards with all words of these pages."""
    return [card for page in found for card in page.cards]


def ids(found: Iterable[Card]) -> set[str]:
    """The ids of the services on these cards."""
    return {card.listing.service.id for card in found}


def with_the_words(directory: Directory, words: str) -> frozenset[str]:
    """The services that have the words, wherever they are and whatever else they are."""
    return directory.remembered(words, lambda: frozenset(ids(cards(pages(directory, Search(words=words))))))


def metres(asked: Search) -> float | None:
    return asked.radius_miles * MILE_METRES if asked.radius_miles else None


def expected(directory: Directory, asked: Search, place: Place | None) -> set[str]:
    """The rows that have the words, pass the filters and are of use at the place."""
    worded = with_the_words(directory, asked.words)
    passing = (row for row in directory.rows if row.id in worded and row.passes(asked.chosen))
    return {row.id for row in passing if place is None or row.is_within(place, metres(asked))}


def with_value(asked: Search, group: str, value: str) -> Search:
    """The search with one more box of the panel ticked, in place of others of its group unless those add up."""
    others = asked.chosen.get(group, frozenset()) if group == "access" else frozenset()
    return replace(asked, chosen={**asked.chosen, group: others | {value}})


@given(asked=SEARCHES)
def test_what_is_found_is_what_the_rows_say(demonstration: Directory, asked: Search) -> None:
    found = pages(demonstration, asked)
    assert ids(cards(found)) == expected(demonstration, asked, found[0].place)


@given(asked=SEARCHES)
@SOME
def test_pages_are_disjoint_complete_and_agree_on_the_totals(demonstration: Directory, asked: Search) -> None:
    found = pages(demonstration, asked)
    shown = [card.listing.service.id for page in found for card in (*page.cards, *page.other_cards)]
    assert len(shown) == len(set(shown)) == found[0].total + found[0].total_other
    assert len(cards(found)) == found[0].total
    assert {(page.total, page.total_other, page.pages) for page in found} == {
        (found[0].total, found[0].total_other, found[0].pages)
    }
    assert all(len(page.cards) + len(page.other_cards) == find.PAGE_SIZE for page in found[:-1])


@given(asked=SEARCHES)
@FEW
def test_every_count_is_what_ticking_that_box_would_find(demonstration: Directory, asked: Search) -> None:
    found = demonstration.search(asked)
    told = {(group, value): found.counts[group].get(value, 0) for group, values in VALUES.items() for value in values}
    counted = {
        (group, value): len(expected(demonstration, with_value(asked, group, value), found.place))
        for group, value in told
    }
    assert told == counted


@given(asked=SEARCHES)
@SOME
def test_silence_is_counted_as_not_known_and_never_found_as_a_yes(demonstration: Directory, asked: Search) -> None:
    found = demonstration.search(asked)
    by_id = {row.id: row for row in demonstration.rows}
    for group in set(asked.chosen) & set(ANSWERS):
        for value in asked.chosen[group]:
            others = asked.chosen[group] - {value} if group == "access" else frozenset()
            lifted = replace(asked, chosen={**asked.chosen, group: others})
            left_out = expected(demonstration, lifted, found.place) - expected(demonstration, asked, found.place)
            silent = [one for one in left_out if by_id[one].has(group, value) is None]
            assert found.not_known[f"{group}:{value}"] == len(silent)


@given(asked=SEARCHES.filter(lambda asked: bool(asked.near)))
@SOME
def test_distances_are_those_of_a_geodesic_and_never_of_an_area(demonstration: Directory, asked: Search) -> None:
    by_id = {row.id: row for row in demonstration.rows}
    found = pages(demonstration, asked)
    place = found[0].place
    assert place is not None
    for card in cards(found):
        row = by_id[card.listing.service.id]
        away = row.metres(place)
        assert card.covers_area == bool(row.areas & place.area_codes)
        if away is None or (asked.radius_miles and away > asked.radius_miles * MILE_METRES * 1.001):
            assert card.distance_miles is None
            assert card.covers_area or asked.radius_miles is None
        else:
            assert card.distance_miles == pytest.approx(away / MILE_METRES, rel=0.001, abs=0.001)


@given(asked=SEARCHES.filter(lambda asked: bool(asked.near)))
@SOME
def test_the_nearest_come_first(demonstration: Directory, asked: Search) -> None:
    found = cards(pages(demonstration, replace(asked, sort="nearest")))
    for is_close in (True, False):
        away = [c.distance_miles for c in found if c.is_close is is_close and not c.covers_area]
        miles = [one for one in away if one is not None]
        assert miles == sorted(miles)
        assert away[: len(miles)] == miles, "what has no distance comes last"
    assert [card.is_close for card in found] == sorted((card.is_close for card in found), reverse=True)


@given(asked=SEARCHES)
@FEW
def test_asking_again_finds_the_same_in_the_same_order(demonstration: Directory, asked: Search) -> None:
    assert cards(pages(demonstration, asked)) == cards(pages(demonstration, asked))


@given(data=st.data())
@SOME
def test_whoever_says_the_words_is_found_by_them(demonstration: Directory, data: st.DataObject) -> None:
    said = {row.id: row.words for row in demonstration.rows if row.is_offered}
    from_one = data.draw(st.sampled_from(sorted(said)))
    telling = sorted(word for word in said[from_one] - STOP_WORDS if word.isalpha())
    typed = data.draw(st.lists(st.sampled_from(telling), min_size=1, max_size=3, unique=True))
    literal = {one for one, has in said.items() if has >= set(typed)}
    found = demonstration.search(Search(words=" ".join(typed)))
    assert found.shown_for is None
    assert literal <= with_the_words(demonstration, " ".join(typed))
    if len(typed) > 1:
        some = {one for one, has in said.items() if has & set(typed)}
        assert found.total + found.total_other >= len(some)


@pytest.mark.parametrize("status", list(ServiceStatus))
def test_what_is_not_offered_is_in_no_page_and_no_count(demonstration: Directory, status: ServiceStatus) -> None:
    shown = ids(cards(pages(demonstration, Search())))
    mine = {row.id for row in demonstration.rows if row.listing.service.status is status and row.is_offered}
    assert {row.id for row in demonstration.rows if row.listing.service.status is status and row.id in shown} == mine
    assert bool(mine) == (status in (ServiceStatus.ACTIVE, ServiceStatus.TEMPORARILY_CLOSED))
