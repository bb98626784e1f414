"""Documents and queries made at random out of few words and places, so that they meet often."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

from hypothesis import strategies as st

from search_index.documents import Document, Occurrence, Point
from search_index.query import Origin, Query, Sort, When

T = TypeVar("T")

CUMULATIVE = frozenset({"access"})
SYNONYMS = {"falls": ("strength and balance", "slippers"), "day out": ("minibus",)}
MONDAY = 739_208  # 18 November 2024

_WORDS = (
    "lunch",
    "club",
    "Men’s",
    "shed",
    "strength and balance",
    "slippers",
    "minibus",
    "drop-in",
    "dropin",
    "singing",
    "singers",
    "café",
    "the",
    "clubs",
    "balance",
)
_ASKED = (
    "lunch",
    "clubs",
    "mens",
    "shed",
    "falls",
    "day",
    "out",
    "dropin",
    "sing",
    "cafe",
    "the",
    "min",
    "balanc",
    "no",
)
_VALUES = {"theme": ("falls", "food", "song"), "access": ("step-free", "loop", "toilet")}


def _subsets(values: Sequence[T], least: int, most: int) -> st.SearchStrategy[frozenset[T]]:
    return st.sampled_from([frozenset(some) for size in range(least, most + 1) for some in combinations(values, size)])


def facets(least: int) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    """Some values of some groups."""
    return st.fixed_dictionaries({}, optional={group: _subsets(values, least, 3) for group, values in _VALUES.items()})


text = st.lists(st.sampled_from(_WORDS), max_size=5).map(" ".join)
places = st.tuples(st.floats(55.80, 55.84), st.floats(-4.02, -3.96))
areas = _subsets(("ward-1", "ward-2", "scotland"), 0, 1)
slots = st.tuples(st.integers(0, 6), st.integers(0, 2))


@st.composite
def points(draw: st.DrawFn) -> tuple[Point, ...]:
    found = draw(st.lists(places, max_size=2))
    return tuple(Point(key=f"point-{at}", latitude=y, longitude=x) for at, (y, x) in enumerate(found))


@st.composite
def documents(draw: st.DrawFn, identity: str) -> Document:
    sessions = st.builds(Occurrence, day=st.integers(MONDAY, MONDAY + 9), part=st.integers(0, 2))
    return Document(
        id=identity,
        name=draw(text),
        summary=draw(text),
        venue=draw(text),
        points=draw(points()),
        areas=draw(areas),
        facets=draw(facets(0)),
        unknown=draw(_subsets(("theme", "access", "access:loop", "weekday", "when"), 0, 2)),
        slots=draw(st.frozensets(slots, max_size=2)),
        occurrences=tuple(draw(st.lists(sessions, max_size=3))),
        last_day=draw(st.none() | st.integers(MONDAY, MONDAY + 9)),
        quality=draw(st.sampled_from([0.0, 0.5, 1.0])),
    )


@st.composite
def directories(draw: st.DrawFn, most: int = 7) -> list[Document]:
    """Documents with ids of their own."""
    return [draw(documents(f"document-{number}")) for number in range(draw(st.integers(0, most)))]


asked = st.lists(st.sampled_from(_ASKED), max_size=3)


@st.composite
def queries(draw: st.DrawFn) -> tuple[Query, list[str]]:
    """A query, and its words one by one."""
    telling = draw(asked)
    place = draw(st.none() | places)
    days = draw(st.none() | st.tuples(st.integers(0, 9), st.integers(0, 9)))
    query = Query(
        words=" ".join(telling),
        origin=Origin(latitude=place[0], longitude=place[1], areas=draw(areas)) if place else None,
        radius_metres=draw(st.sampled_from([None, 800.0, 2_000.0])),
        sort=draw(st.sampled_from(Sort)),
        facets=draw(facets(1)),
        weekdays=draw(_subsets(range(7), 0, 2)),
        parts=draw(_subsets(range(3), 0, 2)),
        when=When(first_day=MONDAY + min(days), last_day=MONDAY + max(days)) if days else None,
        today=draw(st.none() | st.integers(MONDAY, MONDAY + 9)),
        exact=True,
        limit=100,
    )
    return query, telling
