"""What words find: forms, spellings, synonyms, phrases, beginnings, slips of the finger, and nonsense."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from search_index.documents import Document
from search_index.fields import MOST_LETTERS
from search_index.index import SearchIndex
from search_index.parsing import parse
from search_index.query import Answer, Query

GROUPS = {
    "shed": Document(id="shed", name="Plains Men’s Shed", description="Woodwork, a workshop and a cup of tea."),
    "lunch": Document(id="lunch", name="Thursday Lunch Club", description="Three courses and company."),
    "lunch-too": Document(id="lunch-too", name="Wishaw Lunch Club", description="Soup and a sandwich."),
    "steady": Document(
        id="steady", name="Steady Steps", theme="strength and balance", description="A class against falling over."
    ),
    "slippers": Document(id="slippers", name="New slippers for old", description="Bring your old slippers."),
    "song": Document(id="song", name="Singing for all", description="Songs from the old days. Singers of any age."),
    "café": Document(id="café", name="Dementia-friendly café", description="A drop-in for people and their carers."),
    "walk": Document(id="walk", name="Health walks", description="Walking at an easy pace. A club for walkers."),
    "who": Document(id="who", name="The Who fans", description="Records."),
    "wheels": Document(id="wheels", name="Meals on Wheels", description="Hot dinners brought home."),
}
SYNONYMS = {
    "falls": ("strength and balance", "slippers"),
    "eating out": ("lunch club",),
    "lonely": ("singing",),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchIndex]:
    """All the groups, with synonyms; no test changes it."""
    made = SearchIndex(Path(tmp_path_factory.mktemp("words")), synonyms=SYNONYMS)
    made.rebuild(GROUPS.values(), marker=0)
    yield made
    made.close()


def all_words(answer: Answer) -> set[str]:
    return {hit.id for hit in answer.hits if hit.all_words}


def found(index: SearchIndex, words: str, *, exact: bool = True) -> set[str]:
    return all_words(index.search(Query(words=words, exact=exact)))


@pytest.mark.parametrize(
    "typed", ["mens shed", "men's shed", "Men’s Shed", "MENS SHEDS", "men‘s-shed", "shed, men´s", "mén's shed"]
)
def test_a_mens_shed_is_found_however_it_is_typed(index: SearchIndex, typed: str) -> None:
    assert found(index, typed) == {"shed"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("walk", {"walk"}),
        ("walked", {"walk"}),
        ("cafe", {"café"}),
        ("CAFÉ", {"café"}),
        ("drop-in", {"café"}),
        ("dropin", {"café"}),
        ("drop in", {"café"}),
        ("dementia friendly", {"café"}),
        ("dementiafriendly", {"café"}),
        ("lunchclub", set()),
        ("the lunch of a club", {"lunch", "lunch-too"}),
    ],
)
def test_forms_accents_and_hyphens_make_no_difference(index: SearchIndex, typed: str, expected: set[str]) -> None:
    assert found(index, typed) == expected


def test_small_words_are_not_asked_for_unless_there_is_nothing_else(index: SearchIndex) -> None:
    assert found(index, "where is the lunch") == {"lunch", "lunch-too"}
    assert found(index, "the who") == {"who"}


def test_a_phrase_must_stand_so_with_its_small_words(index: SearchIndex) -> None:
    assert found(index, '"meals on wheels"') == {"wheels"}
    assert found(index, '"wheels on meals"') == set()
    assert found(index, "“lunch club” thursday") == {"lunch"}
    assert found(index, '"club lunch"') == set()


def test_a_phrase_does_not_run_from_one_field_into_the_next(index: SearchIndex) -> None:
    assert found(index, '"shed woodwork"') == set()
    assert found(index, "shed woodwork") == {"shed"}


def test_a_synonym_of_several_words_finds_the_phrase_and_weighs_less_than_the_word(index: SearchIndex) -> None:
    answer = index.search(Query(words="falls", exact=True))
    assert {hit.id for hit in answer.hits} == {"steady", "slippers"}
    scores = {hit.id: hit.score for hit in answer.hits}
    own = index.search(Query(words="slippers", exact=True)).hits[0]
    assert own.id == "slippers"
    assert scores["slippers"] == pytest.approx(own.score / 2)


def test_several_words_may_stand_for_others(index: SearchIndex) -> None:
    assert found(index, "eating out") == {"lunch", "lunch-too"}
    assert found(index, "eating out wishaw") == {"lunch-too"}


def test_synonyms_can_be_changed_without_a_rebuild(index: SearchIndex) -> None:
    try:
        index.set_synonyms({"grub": ("lunch",)})
        assert found(index, "grub") == {"lunch", "lunch-too"}
        assert found(index, "lonely") == set()
    finally:
        index.set_synonyms(SYNONYMS)
    assert found(index, "lonely") == {"song"}


@pytest.mark.parametrize(
    ("typed", "expected"), [("lun", {"lunch", "lunch-too"}), ("wishaw lu", set()), ("demen", {"café"})]
)
def test_an_unfinished_last_word_finds_the_words_that_begin_so(
    index: SearchIndex, typed: str, expected: set[str]
) -> None:
    assert found(index, typed) == expected


def test_only_the_last_word_may_be_unfinished(index: SearchIndex) -> None:
    assert found(index, "clu wishaw") == set()
    assert found(index, "wishaw clu") == {"lunch-too"}


@pytest.mark.parametrize(
    ("typed", "shown", "expected"),
    [
        ("strenth and balence", "strength and balance", {"steady"}),
        ("lnuch", "lunch", {"lunch", "lunch-too"}),
        ("lunchclub", "lunch club", {"lunch", "lunch-too"}),
        ("dementa", None, {"café"}),
        ("demetnia cafe", "dementia cafe", {"café"}),
        ("lonley", "lonely", {"song"}),
        ("slipperss", "slippers", {"slippers"}),
        ('"lunhc club"', '"lunch club"', {"lunch", "lunch-too"}),
        ("the mens shde", "the mens shed", {"shed"}),
        ("men's shde", "men's shed", {"shed"}),
        ("wrkshp", "workshop", {"shed"}),
    ],
)
def test_a_word_found_nowhere_is_put_right_and_that_is_said(
    index: SearchIndex, typed: str, shown: str | None, expected: set[str]
) -> None:
    answer = index.search(Query(words=typed))
    if shown:
        assert answer.shown_for == shown
    assert all_words(answer) == expected


def test_a_word_like_nothing_at_all_stays_as_it_is(index: SearchIndex) -> None:
    answer = index.search(Query(words="lunch xylophonists"))
    assert answer.shown_for is None
    assert answer.total_all == 0
    assert {hit.id for hit in answer.hits} == {"lunch", "lunch-too"}


def test_exact_turns_putting_right_off(index: SearchIndex) -> None:
    answer = index.search(Query(words="lnuch", exact=True))
    assert (answer.total_all, answer.shown_for, answer.did_you_mean) == (0, None, None)


def test_a_rare_word_beside_a_much_commoner_one_is_asked_about(tmp_path: Path) -> None:
    documents = [Document(id=f"bowls-{number}", name="Carpet bowls") for number in range(20)]
    index = SearchIndex(tmp_path)
    index.rebuild([*documents, Document(id="clinic", name="Bowels clinic")], marker=0)
    answer = index.search(Query(words="carpet bowels"))
    assert answer.did_you_mean == "carpet bowls"
    assert answer.shown_for is None
    assert index.search(Query(words="bowels", exact=True)).did_you_mean is None
    assert index.search(Query(words="bowls")).did_you_mean is None


def test_hits_of_all_words_come_first_and_are_counted_apart(index: SearchIndex) -> None:
    answer = index.search(Query(words="lunch club soup"))
    assert [(hit.id, hit.all_words) for hit in answer.hits] == [
        ("lunch-too", True),
        ("lunch", False),
        ("walk", False),
    ]
    assert (answer.total_all, answer.total_any) == (1, 2)


def test_a_word_in_the_name_weighs_more_than_in_the_description(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    index.rebuild(
        [
            Document(id="told", name="Monday group", description="Tea and chess."),
            Document(id="named", name="Chess group", description="Tea and talk."),
        ],
        marker=0,
    )
    assert [hit.id for hit in index.search(Query(words="chess")).hits] == ["named", "told"]


def test_quality_moves_a_score_by_a_tenth_at_most(tmp_path: Path) -> None:
    good = Document(id="good", name="Chess")
    index = SearchIndex(tmp_path)
    index.rebuild([good, replace(good, id="poor", quality=0.0)], marker=0)
    best, worst = index.search(Query(words="chess")).hits
    assert (best.id, worst.id) == ("good", "poor")
    assert worst.score == pytest.approx(best.score * 0.9)


HOSTILE = {
    "five thousand letters": "lunch " * 833,
    "one word of five thousand letters": "x" * 5_000,
    "wildcards": "*? " * 50,
    "wildcards in words": "l*n?h " * 50,
    "brackets": "((((lunch OR [club TO shed]))))^9~3",
    "operators": "NOT NOT AND OR NOT lunch ANDNOT",
    "fields": "name:lunch id:* stored:x _stored:[a TO b]",
    "a null": "lun\0ch \0",
    "pictures": "🍲🧓🏽‍🦽 lunch",
    "right to left": "\u202eclub\u202c مرحبا غداء",
    "a lone quotation mark": 'lunch "club',
    "only quotation marks": '"' * 400,
    "quotation marks between letters": 'a"b"c"' * 500,
    "hyphens": "-" * 300 + "lunch-" * 60,
    "a slop": '"lunch club"~99999',
    "half a surrogate": "lunch \ud800 club",
    "combining marks": "l" + "\u0301" * 2_000 + "unch",
    "dots on dots": "İIıi" * 300,
    "different words": " ".join(f"wordnumber{number}" for number in range(900)),
    "misspelt words": " ".join(f"lnuch{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    "spaces": " \t\n\u2003" * 500,
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_answered_at_once(index: SearchIndex, typed: str) -> None:
    began = time.thread_time()
    answer = index.search(Query(words=typed))
    index.suggest(typed)
    assert dict(answer.counts)
    assert time.thread_time() - began < 0.3
    assert len(answer.hits) == min(20, answer.total_all + answer.total_any)


def test_of_a_long_query_only_so_many_words_are_looked_for() -> None:
    words = [first + second for first in "bcdfghjklm" for second in "aeiou"]
    assert len(" ".join(words)) < MOST_LETTERS
    assert [one.shown for one in parse(" ".join(words))] == words[:32]


def test_what_has_no_letters_asks_for_nothing_and_shows_everything(index: SearchIndex) -> None:
    assert index.search(Query(words="*** ((")).total_all == len(GROUPS)
