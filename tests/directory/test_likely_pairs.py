"""Few of all pairs are compared, the ones that matter are among them, and three thousand listings take seconds."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest

from locator.directory import likely_pairs
from locator.directory.likely_pairs import Known
from locator.directory.likeness import Sketch
from tests.directory.like_pairs import NOT_THE_SAME, SAME, WRITTEN_LATER

FIRST = [
    "amber",
    "birch",
    "cedar",
    "dove",
    "ember",
    "fern",
    "glen",
    "hazel",
    "iris",
    "juniper",
    "kestrel",
    "lark",
    "maple",
    "nettle",
    "otter",
    "pine",
    "quill",
    "rowan",
]
LAST = [
    "singers",
    "walkers",
    "gardeners",
    "stitchers",
    "diners",
    "movers",
    "readers",
    "bakers",
    "painters",
    "dancers",
    "bowlers",
    "talkers",
]
TOWNS = [
    "Airdrie",
    "Bellshill",
    "Coatbridge",
    "Cumbernauld",
    "Kilsyth",
    "Motherwell",
    "Shotts",
    "Wishaw",
    "Harthill",
    "Chryston",
    "Newmains",
]


def many(count: int) -> list[Sketch]:
    """Listings of made-up groups, ten to a hall and three to a number, the same each time."""
    chance = random.Random(7)
    return [
        Sketch(
            id=f"{number:05}",
            name=f"{chance.choice(FIRST)}{chance.choice(FIRST)} {chance.choice(LAST)}, {chance.choice(TOWNS)}",
            organization_id=f"group {number // 3}",
            organization_name=f"{chance.choice(FIRST)} {number // 3}",
            postcodes=frozenset({f"ML{number % (count // 10)}"}),
            phones=frozenset({f"tel:+4416329{number // 3:05}"}),
            times=frozenset({(chance.choice(("MO", "TU", "WE", "TH", "FR")), f"{chance.randint(9, 19):02}:00")}),
        )
        for number in range(count)
    ]


@pytest.mark.slow
def test_three_thousand_listings_take_seconds_and_those_there_twice_are_found() -> None:
    there = many(3000)
    twice = [replace(one, id=f"{one.id} again", organization_id="", phones=frozenset()) for one in there[::100]]
    begin = time.monotonic()
    known = Known([*there, *twice])
    found = {(first.id, second.id) for first, second, _ in known.pairs()}
    assert time.monotonic() - begin < 15
    assert {(one.id, f"{one.id} again") for one in there[::100]} <= found
    assert len(known.candidates()) < 0.02 * 3030 * 3029 / 2


def test_among_many_every_pair_that_is_one_is_compared() -> None:
    same = [*SAME, *(pair for is_same, pair in WRITTEN_LATER if is_same)]
    sketches = [replace(one, id=f"{number:03} {one.id}") for number, pair in enumerate(same) for one in pair.sketches]
    known = Known([*many(500), *sketches])
    wanted = {(f"{number:03} first", f"{number:03} second") for number in range(len(same))}
    assert wanted - known.candidates() == set()


@pytest.mark.parametrize("pair", SAME[:6], ids=lambda pair: pair.why)
def test_one_that_is_not_saved_yet_is_compared_too(pair: object) -> None:
    first, second = pair.sketches  # type: ignore[attr-defined]
    others = [one.sketches[0] for one in NOT_THE_SAME[-3:]]
    known = Known([first, *(replace(one, id=f"other {number}") for number, one in enumerate(others))])
    assert [one.id for one, _ in known.alike(replace(second, id=""))] == ["first"]


def test_a_listing_is_never_its_own_double() -> None:
    (one, *_) = many(10)
    assert Known([one]).alike(one) == ()
    assert likely_pairs.pairs([one]) == ()


def test_a_hall_that_very_many_use_is_no_reason_to_compare_them_all() -> None:
    hall = [replace(one, postcodes=frozenset({"ML11AB"}), phones=frozenset()) for one in many(1000)]
    assert len(Known(hall).candidates()) < 0.1 * 1000 * 999 / 2
