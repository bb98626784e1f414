"""Filters, their counts, what is not known, places and areas, orders, and what to do when little is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_index.documents import Document, Occurrence, Point
from search_index.fields import AREA_METRES
from search_index.index import SearchIndex
from search_index.query import Answer, Origin, Query, Sort, WayOut, When

MONDAY, TUESDAY, SATURDAY = 0, 1, 5
MORNING, AFTERNOON, EVENING = 0, 1, 2
FRIDAY_22ND = 739_212  # 22 November 2024
HOME = Origin(latitude=55.866, longitude=-3.98, areas=frozenset({"airdrie"}))


def metres_north(metres: float, key: str = "hall") -> Point:
    return Point(key=key, latitude=HOME.latitude + metres / 111_350, longitude=HOME.longitude)


def facets(**values: str) -> dict[str, frozenset[str]]:
    return {group: frozenset(named.split()) for group, named in values.items()}


GROUPS = (
    Document(
        id="near",
        name="Lunch club",
        points=(metres_north(500), metres_north(9_000, "far hall")),
        facets=facets(theme="food", access="step-free toilet", cost="free"),
        slots=frozenset({(MONDAY, MORNING), (TUESDAY, EVENING)}),
        occurrences=(
            Occurrence(day=FRIDAY_22ND, part=MORNING),
            Occurrence(day=FRIDAY_22ND + 1, part=EVENING),
        ),
    ),
    Document(
        id="middle",
        name="Lunch and song",
        points=(metres_north(2_500),),
        facets=facets(theme="food song", access="step-free"),
        unknown=frozenset({"access:toilet", "cost"}),
        slots=frozenset({(MONDAY, AFTERNOON)}),
    ),
    Document(
        id="far",
        name="Lunch in the country",
        points=(metres_north(30_000),),
        facets=facets(theme="walks"),
        unknown=frozenset({"access", "weekday"}),
    ),
    Document(id="home", name="Lunch brought home", areas=frozenset({"airdrie", "wishaw"}), facets=facets(theme="food")),
    Document(
        id="both",
        name="Lunch here or at home",
        points=(metres_north(1_000),),
        areas=frozenset({"airdrie"}),
        facets=facets(theme="song"),
    ),
    Document(id="elsewhere", name="Lunch brought to Wishaw", areas=frozenset({"wishaw"})),
    Document(id="online", name="Lunch online"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """All the groups; access is cumulative."""
    made = SearchIndex(Path(tmp_path_factory.mktemp("filters")), cumulative=frozenset({"access"}))
    made.rebuild(GROUPS, marker=0)
    yield made
    made.close()


def ids(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.hits]


def found(index: SearchIndex, query: Query) -> set[str]:
    return set(ids(index.search(query)))


def test_values_of_a_group_are_alternatives(index: SearchIndex) -> None:
    assert found(index, Query(facets=facets(theme="song walks"))) == {"middle", "far", "both"}


def test_values_of_a_cumulative_group_are_all_wanted(index: SearchIndex) -> None:
    assert found(index, Query(facets=facets(access="step-free"))) == {"near", "middle"}
    assert found(index, Query(facets=facets(access="step-free toilet"))) == {"near"}


def test_groups_narrow_one_another(index: SearchIndex) -> None:
    assert found(index, Query(facets=facets(theme="food", access="step-free", cost="free"))) == {"near"}


def test_a_value_nobody_has_finds_nothing(index: SearchIndex) -> None:
    assert found(index, Query(facets=facets(theme="fishing"))) == set()
    assert found(index, Query(facets=facets(colour="blue"))) == set()
    assert found(index, Query(weekdays=frozenset({12}), parts=frozenset({-1}))) == set()


def test_day_and_part_of_the_day_must_be_of_one_session(index: SearchIndex) -> None:
    assert found(index, Query(weekdays=frozenset({MONDAY}), parts=frozenset({MORNING}))) == {"near"}
    assert found(index, Query(weekdays=frozenset({MONDAY}), parts=frozenset({EVENING}))) == set()
    assert found(index, Query(weekdays=frozenset({MONDAY}))) == {"near", "middle"}
    assert found(index, Query(parts=frozenset({AFTERNOON, EVENING}))) == {"near", "middle"}


def test_dates_are_matched_with_day_and_part_on_the_same_session(index: SearchIndex) -> None:
    both_days = When(first_day=FRIDAY_22ND, last_day=FRIDAY_22ND + 1)
    assert found(index, Query(when=both_days)) == {"near"}
    assert found(index, Query(when=both_days, weekdays=frozenset({SATURDAY}), parts=frozenset({EVENING}))) == {"near"}
    assert found(index, Query(when=both_days, weekdays=frozenset({SATURDAY}), parts=frozenset({MORNING}))) == set()
    assert found(index, Query(when=When(first_day=FRIDAY_22ND + 2, last_day=FRIDAY_22ND + 9))) == set()


def test_counts_say_what_choosing_each_value_would_give(index: SearchIndex) -> None:
    counts = index.search(Query(facets=facets(theme="food", access="step-free"))).counts
    assert counts["theme"] == {"food": 2, "song": 1, "walks": 0}
    assert counts["access"] == {"step-free": 2, "toilet": 1}
    assert counts["cost"] == {"free": 1}
    assert counts["weekday"] == {"0": 2, "1": 1, "2": 0, "3": 0, "4": 0, "5": 0, "6": 0}
    assert counts["part"] == {"0": 1, "1": 1, "2": 1}


def test_counts_stay_within_words_and_place(index: SearchIndex) -> None:
    counts = index.search(Query(words="song lunch", origin=HOME, radius_metres=1_000)).counts
    assert counts["theme"] == {"food": 0, "song": 0, "walks": 0}
    counts = index.search(Query(words="lunch", origin=HOME, radius_metres=1_500)).counts
    assert counts["theme"] == {"food": 2, "song": 1, "walks": 0}


def test_what_is_not_known_is_counted_and_not_taken_for_no(index: SearchIndex) -> None:
    answer = index.search(Query(facets=facets(access="step-free toilet")))
    assert answer.not_known == {"access:step-free": 0, "access:toilet": 1}
    answer = index.search(Query(facets=facets(cost="free", theme="food")))
    assert answer.not_known == {"cost:free": 1, "theme:food": 0}
    assert index.search(Query(weekdays=frozenset({TUESDAY}))).not_known == {"weekday:1": 1}
    assert index.search(Query()).not_known == {}


def test_inside_the_radius_is_what_has_a_venue_there_or_covers_the_area(index: SearchIndex) -> None:
    assert found(index, Query(origin=HOME, radius_metres=1_200)) == {"near", "both", "home"}
    assert found(index, Query(origin=HOME, radius_metres=3_000)) == {"near", "both", "home", "middle"}


def test_without_a_radius_only_what_serves_other_areas_is_left_out(index: SearchIndex) -> None:
    assert found(index, Query(origin=HOME)) == {"near", "both", "home", "middle", "far", "online"}


def test_the_nearest_venue_counts_and_an_area_has_no_distance(index: SearchIndex) -> None:
    hits = {hit.id: hit for hit in index.search(Query(origin=HOME, radius_metres=3_000)).hits}
    assert hits["near"].distance_metres == pytest.approx(500, rel=0.01)
    assert hits["near"].point_key == "hall"
    assert (hits["home"].distance_metres, hits["home"].point_key, hits["home"].covers_area) == (None, None, True)
    assert hits["both"].distance_metres == pytest.approx(1_000, rel=0.01)
    assert hits["both"].covers_area is True


def test_a_venue_beyond_the_radius_is_no_distance_for_what_covers_the_area(index: SearchIndex) -> None:
    hits = {hit.id: hit for hit in index.search(Query(origin=HOME, radius_metres=700)).hits}
    assert (hits["both"].distance_metres, hits["both"].covers_area) == (None, True)


def test_nearest_first_puts_what_covers_the_area_as_if_at_one_distance(index: SearchIndex) -> None:
    answer = index.search(Query(origin=HOME, sort=Sort.NEAREST))
    assert 2_500 < AREA_METRES < 30_000
    assert ids(answer) == ["near", "both", "middle", "home", "far", "online"]


def test_best_match_weighs_words_and_distance(index: SearchIndex) -> None:
    answer = index.search(Query(words="lunch song", origin=HOME))
    assert ids(answer)[0] == "middle"
    assert ids(index.search(Query(words="lunch", origin=HOME)))[0] == "near"


def test_by_name_is_by_name(index: SearchIndex) -> None:
    assert ids(index.search(Query(sort=Sort.NAME))) == [
        "middle",
        "home",
        "elsewhere",
        "near",
        "both",
        "far",
        "online",
    ]


def test_a_page_beyond_the_end_is_empty_and_totals_stay(index: SearchIndex) -> None:
    answer = index.search(Query(words="lunch club", offset=100))
    assert answer.hits == ()
    assert (answer.total_all, answer.total_any) == (1, 6)
    assert index.search(Query(words="lunch", limit=0)).hits == ()


def test_a_page_may_hold_hits_of_all_words_and_then_of_some(index: SearchIndex) -> None:
    whole = index.search(Query(words="lunch song")).hits
    assert [hit.all_words for hit in whole] == [True] + [False] * 6
    assert index.search(Query(words="lunch song", offset=3, limit=2)).hits == whole[3:5]


def ways(answer: Answer) -> set[tuple[str, str, str, int]]:
    return {(way.kind, way.group, way.value, way.total) for way in answer.ways_out}


def test_ways_out_say_which_word_to_leave_out(index: SearchIndex) -> None:
    answer = index.search(Query(words="the lunch club song"))
    assert ways(answer) == {("word", "", "club", 1), ("word", "", "song", 1)}
    assert {way.words for way in answer.ways_out} == {"the lunch song", "the lunch club"}


def test_ways_out_say_which_filter_to_leave_out(index: SearchIndex) -> None:
    query = Query(facets=facets(theme="walks song", access="step-free toilet"), weekdays=frozenset({SATURDAY}))
    assert index.search(query).ways_out == ()
    query = Query(facets=facets(theme="walks song", access="step-free toilet"))
    assert ways(index.search(query)) == {("facet", "theme", "song,walks", 1), ("facet", "access", "toilet", 1)}
    query = Query(facets=facets(theme="food"), weekdays=frozenset({MONDAY}), parts=frozenset({EVENING}))
    assert ways(index.search(query)) == {("weekday", "", "", 1), ("part", "", "", 2)}


def test_ways_out_say_when_quotes_or_dates_or_the_radius_are_in_the_way(index: SearchIndex) -> None:
    assert index.search(Query(words='"song lunch"')).ways_out == (
        WayOut(kind="quotes", value="song lunch", words="song lunch", total=1),
    )
    query = Query(facets=facets(theme="song"), when=When(first_day=FRIDAY_22ND, last_day=FRIDAY_22ND))
    assert ways(index.search(query)) == {("when", "", "", 2), ("facet", "theme", "song", 1)}
    query = Query(words="country", origin=HOME, radius_metres=1_000)
    assert ways(index.search(query)) == {("radius", "", "", 1)}


def test_enough_hits_need_no_way_out(index: SearchIndex) -> None:
    assert index.search(Query(words="lunch", facets=facets(theme="food"))).ways_out == ()


def test_nothing_inside_the_radius_names_the_nearest_beyond(index: SearchIndex) -> None:
    answer = index.search(Query(words="lunch country", origin=HOME, radius_metres=1_000))
    assert answer.total_all == 0
    assert answer.nearest_beyond is not None
    assert answer.nearest_beyond.id == "far"
    assert answer.nearest_beyond.distance_metres == pytest.approx(30_000, rel=0.01)
    assert index.search(Query(words="lunch", origin=HOME, radius_metres=1_000)).nearest_beyond is None
    assert index.search(Query(words="online", origin=HOME, radius_metres=1_000)).nearest_beyond is None


def test_the_nearest_beyond_passes_the_filters(index: SearchIndex) -> None:
    query = Query(words="lunch", origin=HOME, radius_metres=400, facets=facets(theme="food", access="step-free"))
    nearest = index.search(query).nearest_beyond
    assert nearest is not None
    assert (nearest.id, nearest.point_key) == ("near", "hall")
