"""Directories that nobody thought of: generated listings with made-up words, each search tried against every row."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from locator import wiring
from locator.actions import find, indexing
from locator.actions.find import MILE_METRES, Search
from locator.directory.listing import Listing
from locator.directory.location import AreaKind, ServiceArea
from locator.settings import Settings
from locator.storage import listings
from locator.wiring import Engine
from tests.conftest import NOW, save
from tests.directory import strategies
from tests.proof.rows import DAYS, PARTS, Row

MADE_UP = ("zorblat", "quimvey", "frondaxo", "hupperlin")
"""Words that are no stem, beginning or slip of each other, so that a row has them or has them not."""

AREAS = {
    "S13003058": AreaKind.WARD,
    "S13003050": AreaKind.WARD,
    "S12000050": AreaKind.COUNCIL,
    "consortia-2026/airdrie": AreaKind.LOCALITY,
    "K03000001": AreaKind.COUNTRY,
}
VALUES = {
    "cost": ("free",),
    "transport": ("offered",),
    "referrals": ("taken",),
    "places": ("has-places", "waiting-list", "full"),
    "access": ("step-free", "toilet", "hearing-loop", "parking"),
    "locality": ("airdrie", "motherwell"),
    "delivery": ("venue", "home", "phone", "online"),
    "day": DAYS,
    "time": tuple(PARTS),
    "when": ("today", "week"),
}
DEGREES = st.floats(-0.3, 0.3)


@st.composite
def directories(draw: st.DrawFn) -> list[Listing]:
    """A few listings of any shape around Motherwell, each with some of the made-up words in its description."""
    return [_listing(draw, number) for number in range(draw(st.integers(1, 4)))]


def _listing(draw: st.DrawFn, number: int) -> Listing:
    made = draw(strategies.listings(f"made-{number}-"))
    sites = tuple(
        replace(one, location=replace(one.location, latitude=55.78 + draw(DEGREES), longitude=-3.98 + draw(DEGREES)))
        for one in made.sites
    )
    areas = tuple(
        ServiceArea(kind=AREAS[code], code=code, name="Here")
        for code in draw(st.lists(st.sampled_from(sorted(AREAS)), max_size=1))
    )
    said = " ".join(sorted(draw(st.frozensets(st.sampled_from(MADE_UP)))))
    return replace(made, sites=sites, areas=areas, service=replace(made.service, description=said))


@st.composite
def searches(draw: st.DrawFn) -> Search:
    """Searches by some of the words, the place and filters."""
    names = draw(st.frozensets(st.sampled_from(sorted(VALUES)), max_size=2))
    return Search(
        words=" ".join(sorted(draw(st.frozensets(st.sampled_from(MADE_UP), max_size=2)))),
        near=draw(st.sampled_from(["", "ML1 1AB", "ML6 6AB", "EH1 1YZ"])),
        radius_miles=draw(st.none() | st.sampled_from(find.RADII_MILES)),
        chosen={name: frozenset({draw(st.sampled_from(VALUES[name]))}) for name in sorted(names)},
    )


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Engine]:
    """An installation whose listings come and go."""
    data = tmp_path_factory.mktemp("made-up")
    shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
    (data / "places").symlink_to(built / "places")
    opened = wiring.Engine(Settings(data=data), clock=lambda: NOW)
    yield opened
    opened.close()


def fill(engine: Engine, directory: list[Listing]) -> list[Row]:
    """Put these listings in place of what is there, all of it through the change log."""
    random.seed()  # hypothesis makes chance repeat itself, and the index names its files by chance
    context = engine.context()
    with engine.store.atomic():
        for one in list(listings.every(engine.store, unpublished=True)):
            listings.remove(engine.store, one.service.id)
        save(engine, *directory)
    return [Row(one, context.reference, context.today) for one in directory]


def found(engine: Engine, asked: Search) -> tuple[set[str], set[str]]:
    """What has all the words, and what has only some."""
    answer = find.search(engine.context(), asked)
    every, some = ({card.listing.service.id for card in cards} for cards in (answer.cards, answer.other_cards))
    assert (len(every), len(some)) == (answer.total, answer.total_other)
    return every, some


def expected(engine: Engine, rows: list[Row], asked: Search) -> tuple[set[str], set[str]]:
    """The same by looking at every row."""
    place, _ = find.locate(engine.context(), asked.near)
    metres = asked.radius_miles * MILE_METRES if asked.radius_miles else None
    here = [row for row in rows if row.passes(asked.chosen) and (place is None or row.is_within(place, metres))]
    typed = set(asked.words.split())
    every = {row.id for row in here if typed <= row.words}
    return every, {row.id for row in here if typed & row.words} - every


@given(directory=directories(), asked=st.lists(searches(), min_size=5, max_size=10))
@hypothesis_settings(max_examples=15)
def test_any_directory_is_searched_as_its_rows_say(
    engine: Engine, directory: list[Listing], asked: list[Search]
) -> None:
    rows = fill(engine, directory)
    for one in asked:
        assert found(engine, one) == expected(engine, rows, one)


@given(directory=directories(), asked=st.lists(searches(), min_size=3, max_size=5))
@hypothesis_settings(max_examples=5)
def test_an_index_that_followed_changes_answers_like_one_made_anew(
    engine: Engine, directory: list[Listing], asked: list[Search]
) -> None:
    fill(engine, directory)
    followed = [find.search(engine.context(), one) for one in asked]
    indexing.rebuild(engine.context())
    for one, before in zip(asked, followed, strict=True):
        again = find.search(engine.context(), one)
        assert [card.listing for card in again.cards] == [card.listing for card in before.cards]
        nonzero = [
            {(group, value): n for group, values in answer.counts.items() for value, n in values.items() if n}
            for answer in (again, before)
        ]
        assert nonzero[0] == nonzero[1]
