"""The nearest are found without measuring everything, and are the same as if everything had been measured."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_index import ordering
from search_index.documents import Document, Point
from search_index.geo import Points
from search_index.index import SearchIndex
from search_index.query import Answer, Origin, Query, Sort

latitudes, longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=20), latitudes, longitudes)
@example([(56.0, -4.0), (-56.0, 176.0)], 56.0, -4.0)
@example([(89.9, 179.9), (-89.9, 0.0)], 90.0, -180.0)
def test_the_quick_distance_is_never_more_than_the_measured(
    places: list[tuple[float, float]], latitude: float, longitude: float
) -> None:
    points = Points(*np.array(places).T)

    assert (points.at_least(latitude, longitude) <= points.metres_from(latitude, longitude) ** 2).all()


def test_the_quick_distance_is_within_one_in_a_hundred_nearby() -> None:
    chance = random.Random(7)
    places = np.array([(56 + chance.gauss(0, 0.2), -4 + chance.gauss(0, 0.3)) for _ in range(500)])
    points = Points(*places.T)

    assert (np.sqrt(points.at_least(56.0, -4.0) + 2.0) >= 0.989 * points.metres_from(56.0, -4.0)).all()


def scattered(*, several: bool, some_nowhere: bool) -> list[Document]:
    """Clubs in bunches, many at the same address; with several venues, or none, where told."""
    chance = random.Random(11)
    towns = [(56 + chance.gauss(0, 0.5), -4 + chance.gauss(0, 0.5)) for _ in range(12)]
    spots = [(lat + chance.gauss(0, 0.01), lon + chance.gauss(0, 0.01)) for lat, lon in towns for _ in range(15)]
    documents = []
    for number in range(600):
        count = 0 if some_nowhere and number % 7 == 0 else 1 + (several and number % 3)
        chosen = [chance.choice(spots) for _ in range(count)]
        points = tuple(Point(key=f"{number}-{at}", latitude=lat, longitude=lon) for at, (lat, lon) in enumerate(chosen))
        documents.append(Document(id=str(number), name=f"Club {number}", points=points))
    return documents


def ask(index: SearchIndex, origin: Origin, offset: int) -> Answer:
    answer = index.search(Query(origin=origin, sort=Sort.NEAREST, limit=10, offset=offset))
    index.close()
    return answer


@pytest.fixture(
    scope="module",
    params=list(itertools.product((False, True), (False, True))),
    ids=["one venue", "some nowhere", "several venues", "several or none"],
)
def clubs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """An index of them, some of which were taken out again."""
    several, some_nowhere = request.param
    index = SearchIndex(tmp_path_factory.mktemp("clubs"))
    index.rebuild(scattered(several=several, some_nowhere=some_nowhere), marker=1)
    index.apply([], ["3", "4", "5"], marker=2)
    yield index
    index.close()


@pytest.mark.parametrize("offset", [0, 20, 580])
@pytest.mark.parametrize("place", [(56.0, -4.0), (55.1, -6.5), (-56.0, 176.0), (90.0, 0.0)], ids=str)
def test_the_nearest_are_those_of_measuring_everything(
    clubs: SearchIndex, monkeypatch: pytest.MonkeyPatch, place: tuple[float, float], offset: int
) -> None:
    origin = Origin(latitude=place[0], longitude=place[1])
    quick = ask(clubs, origin, offset)
    monkeypatch.setattr(ordering, "MANY_PAGES", 1_000)

    assert quick == ask(clubs, origin, offset)
    assert len(quick.hits) == 10


@pytest.mark.parametrize("count", [1, 5, 12, 50, 54, 55, 60, 100])
def test_the_very_nearest_is_found_among_however_many(index: SearchIndex, count: int) -> None:
    index.rebuild(scattered(several=False, some_nowhere=False)[:count], marker=1)
    far = Origin(latitude=50.0, longitude=0.0)
    beyond = index.search(Query(origin=far, radius_metres=1_000.0, sort=Sort.NEAREST)).nearest_beyond

    assert beyond is not None
    assert beyond == index.search(Query(origin=far, sort=Sort.NEAREST)).hits[0]
    assert beyond == index.search(Query(origin=far, sort=Sort.NEAREST, limit=1)).hits[0]
