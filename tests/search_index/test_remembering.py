"""A question asked again brings the answer that was kept, and never one that is no longer true."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from search_index import remembering
from search_index.documents import Document, Point
from search_index.index import SearchIndex
from search_index.query import Answer, Origin, Query, Sort, When
from search_index.remembering import MOST_ANSWERS, MOST_HITS, Memory
from search_index.snapshot import load
from search_index.spelled_right import SpelledRight
from search_index.synonyms import Synonyms
from tests.search_index.test_two_processes import Other

HOME = Origin(latitude=56.0, longitude=-4.0, areas=frozenset({"S12"}))
FOOD = {"theme": frozenset({"food"})}


def again(index: SearchIndex, query: Query) -> Answer:
    """The answer after the question was asked before."""
    index.search(query)
    return index.search(query)


CLUBS = [
    Document(
        id=f"club-{number}",
        name=f"Lunch club {number}",
        facets=FOOD if number % 2 else {"theme": frozenset({"song"})},
        points=(Point(key=f"hall-{number}", latitude=56.0 + number / 100, longitude=-4.0),),
    )
    for number in range(20)
]
ASKED = (
    Query(words="lunch"),
    Query(words="lunch", facets=FOOD),
    Query(words="lunch", origin=HOME, radius_metres=5_000, sort=Sort.NEAREST),
    Query(words='"lunch supper"', when=When(first_day=1, last_day=2), today=1),
)


@pytest.fixture
def filled(index: SearchIndex) -> SearchIndex:
    index.rebuild(CLUBS, marker=1)
    return index


@pytest.mark.parametrize("query", ASKED)
def test_the_same_question_brings_the_very_same_answer(filled: SearchIndex, query: Query) -> None:
    kept = again(filled, query)

    assert filled.search(query._replace()) is kept


def test_an_index_that_is_told_to_remember_no_answers_says_the_same_anew(filled: SearchIndex) -> None:
    query = Query(words="lunch")
    kept = again(filled, query)
    filled.remembers_answers = False

    assert filled.search(query) is not kept
    assert filled.search(query) == kept


def test_what_is_asked_once_is_not_kept(filled: SearchIndex) -> None:
    query = Query(words="lunch")
    first, second = filled.search(query), filled.search(query)

    assert first is not second
    assert first == second


OTHERWISE: tuple[dict[str, object], ...] = (
    {"words": "clubs"},
    {"origin": HOME},
    {"radius_metres": 100.0},
    {"sort": Sort.NAME},
    {"weekdays": frozenset({1})},
    {"parts": frozenset({1})},
    {"when": When(first_day=1, last_day=1)},
    {"today": 1},
    {"close_first": True},
    {"exact": True},
    {"offset": 1},
    {"limit": 1},
    {"facets": FOOD},
)


@pytest.mark.parametrize("other", OTHERWISE, ids=lambda other: next(iter(other)))
def test_whatever_is_asked_otherwise_is_another_question(filled: SearchIndex, other: dict[str, object]) -> None:
    query = Query(words="lunch")

    assert again(filled, query._replace(**other)) is not again(filled, query)  # type: ignore[arg-type]


def test_every_part_of_a_query_was_asked_otherwise() -> None:
    assert [name for other in OTHERWISE for name in other] == [*Query._fields]


def test_the_areas_of_a_place_are_part_of_the_question(filled: SearchIndex) -> None:
    here, there = Query(origin=HOME), Query(origin=HOME._replace(areas=frozenset()))

    assert again(filled, here) is not again(filled, there)


@pytest.mark.parametrize("query", ASKED)
def test_after_an_edit_nothing_old_is_answered(filled: SearchIndex, query: Query) -> None:
    before = again(filled, query).total_all
    filled.apply([Document(id="new", name="Lunch", facets=FOOD, points=CLUBS[0].points)], [], marker=2)

    assert filled.search(query).total_all == before + (query.when is None)


def test_after_another_process_edits_nothing_old_is_answered(filled: SearchIndex, tmp_path: Path) -> None:
    assert again(filled, Query(words="walrus", exact=True)).total_all == 0
    assert again(filled, Query(words="lunch")).total_all == len(CLUBS)
    with Other(tmp_path / "index") as other:
        other.ask("apply club-3 Walrus")

        assert filled.search(Query(words="walrus", exact=True)).total_all == 1
        assert filled.search(Query(words="lunch")).total_all == len(CLUBS) - 1


def test_after_a_rebuild_nothing_old_is_answered(filled: SearchIndex) -> None:
    again(filled, Query(words="lunch"))
    filled.rebuild(CLUBS[:3], marker=2)

    assert filled.search(Query(words="lunch")).total_all == 3


def test_new_synonyms_are_used_at_once(filled: SearchIndex) -> None:
    asked = Query(words="dinner", exact=True)
    assert again(filled, asked).total_all == 0
    filled.set_synonyms({"dinner": ("lunch",)})
    assert again(filled, asked).total_all == len(CLUBS)
    filled.set_synonyms({})
    assert again(filled, asked).total_all == 0


def test_a_closed_index_keeps_nothing(filled: SearchIndex) -> None:
    before = again(filled, Query(words="lunch"))
    filled.close()

    assert filled.search(Query(words="lunch")) is not before


def test_what_is_kept_is_bounded_and_the_longest_unasked_goes_first(filled: SearchIndex) -> None:
    first, second = again(filled, Query(words="lunch")), again(filled, Query(words="club"))
    for today in range(MOST_ANSWERS - 1):
        again(filled, Query(today=today, limit=0))
        assert filled.search(Query(words="club")) is second

    assert filled.search(Query(words="lunch")) is not first


def test_what_was_met_is_bounded_too(filled: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_MET", 3)
    filled.search(Query(words="lunch"))
    for today in range(3):
        filled.search(Query(today=today, limit=0))

    assert filled.search(Query(words="lunch")) is not filled.search(Query(words="lunch"))


def test_words_understood_are_bounded_too(filled: SearchIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_WORDINGS", 5)
    memory = Memory(load(tmp_path / "index", None), Synonyms({}), SpelledRight())
    kept = memory.wording("lunch", is_exact=False)
    assert memory.wording("lunch", is_exact=False) is kept
    for number in range(5):
        memory.wording(f"club {number}", is_exact=False)

    assert memory.wording("lunch", is_exact=False) is not kept
    assert memory.wording("lunch", is_exact=False) == kept


def test_long_lists_are_not_kept(index: SearchIndex) -> None:
    index.rebuild([Document(id=str(number), name="Lunch") for number in range(MOST_HITS + 1)], marker=1)
    asked = Query(words="lunch", limit=MOST_HITS + 1)

    assert again(index, asked) is not index.search(asked)
    assert again(index, asked._replace(limit=MOST_HITS)) is index.search(asked._replace(limit=MOST_HITS))


def test_an_answer_stays_what_it_was_when_the_facets_of_its_query_are_changed(filled: SearchIndex) -> None:
    facets = dict(FOOD)
    answer = again(filled, Query(words="lunch", facets=facets))
    facets["theme"] = frozenset({"song"})

    assert answer.not_known == {"theme:food": 0}
    assert answer.counts["theme"] == {"food": 10, "song": 10}
    assert filled.search(Query(words="lunch", facets=FOOD)) is answer


def test_counts_cannot_be_changed_by_who_reads_them(filled: SearchIndex) -> None:
    counts = filled.search(Query(words="lunch")).counts

    with pytest.raises(TypeError):
        counts["theme"]["food"] = 0  # type: ignore[index]


def test_many_threads_share_one_memory(filled: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "MOST_ANSWERS", 3)
    wrong: list[str] = []

    def ask(start: int) -> None:
        for number in range(start, start + 400):
            club = f"club-{number % len(CLUBS)}"
            found = filled.search(Query(words=f'"lunch {club.replace("-", " ")}"', exact=True))
            if [hit.id for hit in found.hits] != [club] or found.counts["weekday"]["0"]:
                wrong.append(club)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(before)

    assert wrong == []


def test_the_same_table_of_synonyms_is_made_ready_once() -> None:
    table = {"falls": ("strength and balance",)}
    assert Synonyms.of(dict(table)) is Synonyms.of({"falls": ("strength and balance",)})
    assert Synonyms.of({**table, "slips": ("falls",)}) is not Synonyms.of(table)
    assert Synonyms.of({**table, "slips": ("falls",)}).keys == ("falls", "slips")
