"""The words of a card are made once for as long as they say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from locator.actions.cards import Card, card
from locator.actions.context import Context
from locator.storage import listings
from locator.web.shared import card_view
from tests import making
from tests.conftest import NOW, OpenEngine

CLUB = making.listing("Lunch Club")


@pytest.fixture
def context(open_engine: OpenEngine) -> Context:
    """A directory of one lunch club."""
    return open_engine(CLUB).context()


def seen(context: Context) -> Card:
    """The card of the club as it is now."""
    return card(context, listings.by_ids(context.store, [CLUB.service.id])[0])


def test_the_words_are_the_same_object_from_one_request_to_the_next(context: Context) -> None:
    assert card_view.view(seen(context)).words is card_view.view(seen(context)).words


def test_the_person_s_own_part_is_not_remembered(context: Context) -> None:
    near = seen(context)._replace(distance_miles=1.2)
    assert card_view.view(near).distance == "1.2 miles away"
    assert card_view.view(seen(context), {CLUB.service.id}).is_kept
    assert not card_view.view(seen(context)).is_kept


@pytest.mark.parametrize(
    ("miles", "words"),
    [
        (0.4, "0.4 miles away, about 15 minutes’ walk"),
        (1.0, "1 mile away, about 35 minutes’ walk"),
        (1.2, "1.2 miles away"),
    ],
)
def test_a_way_that_people_walk_is_told_in_minutes(context: Context, miles: float, words: str) -> None:
    assert card_view.view(seen(context)._replace(distance_miles=miles)).distance == words


def test_another_group_in_the_same_hall_is_at_the_same_place(context: Context) -> None:
    same = seen(context)._replace(distance_miles=0.0)
    assert card_view.view(same, (), "from this one").distance == "At the same place"
    assert card_view.view(same).distance == "less than 0.1 miles away, about 5 minutes’ walk"


def test_a_change_is_seen_at_once(context: Context) -> None:
    card_view.view(seen(context))
    with context.store.atomic():
        listings.save(context.store, replace(CLUB, service=replace(CLUB.service, name="Soup Club")))
    assert card_view.view(seen(context)).words.name == "Soup Club"


def test_the_next_date_moves_on_with_the_days(context: Context) -> None:
    assert card_view.view(seen(context)).words.when.startswith("Today: Tuesday 24 November")
    tomorrow = replace(context, now=NOW + timedelta(days=1))
    assert card_view.view(seen(tomorrow)).words.when.startswith("Next: Tuesday 1 December")


def test_the_memory_has_an_end(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_view, "MOST_KNOWN", 1)
    others = [making.listing(f"Club {number}") for number in range(4)]
    shown = [card_view.view(card(context, one)).words.name for one in (*others, *others)]
    assert shown == [one.service.name for one in (*others, *others)]
