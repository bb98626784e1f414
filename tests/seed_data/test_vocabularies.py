"""The vocabularies are whole, and no everyday word in them twists an ordinary search."""

from __future__ import annotations

import re

import pytest

from search_index.analysis import stem, words
from tests.seed_data.demonstration import load
from tests.seed_data.vocabulary import codes, parts, rows

THEMES = [
    "active",
    "transport",
    "social",
    "befriending",
    "dementia",
    "carers",
    "advice",
    "home",
    "volunteering",
    "making",
]
ORDINARY = {
    "a",
    "aye",
    "brew",
    "chapel",
    "class",
    "close",
    "club",
    "game",
    "greet",
    "greeting",
    "group",
    "hen",
    "ken",
    "kirk",
    "match",
    "pal",
    "piece",
    "run",
    "social",
    "son",
    "stay",
    "the",
    "tick",
    "tablet",
    "tablets",
    "welfare",
}


def loaded_scots() -> list[dict[str, str]]:
    return [row for row in rows("scots.csv") if row["finds"]]


def typed_words() -> list[str]:
    everyday = [word for row in rows("synonyms.csv") for word in parts(row["words"])]
    return everyday + [word for row in loaded_scots() for word in [row["term"], *parts(row["variants"])]]


def test_the_ten_themes_stand_in_their_order() -> None:
    assert [row["code"] for row in rows("themes.csv")] == THEMES


def test_a_theme_is_described_in_one_short_sentence() -> None:
    for row in rows("themes.csv"):
        assert row["description"].count(".") == 1
        assert row["description"].endswith(".")
        assert len(row["description"].split()) <= 22


def test_five_outcomes_are_for_older_people_and_four_for_carers() -> None:
    whose = [row["who"] for row in rows("outcomes.csv")]

    assert (whose.count("older-people"), whose.count("carers"), len(whose)) == (5, 4, 9)
    assert len({row["code"] for row in rows("outcomes.csv")}) == 9


def test_a_term_has_one_code_and_one_name_in_its_taxonomy() -> None:
    terms = rows("terms.csv")

    assert len({(row["taxonomy"], row["code"]) for row in terms}) == len(terms)
    assert len({(row["taxonomy"], row["name"]) for row in terms}) == len(terms)
    assert {row["taxonomy"] for row in terms} == {"who", "accreditation", "language", "activity"}


def test_codes_can_stand_in_an_address() -> None:
    for row in [*rows("terms.csv"), *rows("outcomes.csv"), *rows("themes.csv")]:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", row["code"])


def test_the_parent_of_an_activity_is_an_activity_without_a_circle() -> None:
    parents = {row["code"]: row["parent"] for row in rows("terms.csv") if row["taxonomy"] == "activity"}

    assert len(parents) >= 60
    for code in parents:
        seen = {code}
        while parents[code]:
            code = parents[code]
            assert code not in seen
            seen.add(code)


def test_the_search_groups_of_people_are_among_the_terms() -> None:
    assert {"older-people", "carers", "men", "women", "dementia"} <= codes("who")
    assert {"volunteer-friendly", "dementia-aware", "food-hygiene", "first-aid"} == codes("accreditation")


def test_there_are_many_everyday_rows_and_each_leads_somewhere() -> None:
    synonyms = rows("synonyms.csv")

    assert len(synonyms) >= 150
    assert all(parts(row["words"]) and parts(row["finds"]) for row in synonyms)


def test_a_row_of_synonyms_does_more_than_repeat_itself() -> None:
    for row in rows("synonyms.csv"):
        assert set(parts(row["words"])) != set(parts(row["finds"]))


def test_no_typed_word_is_listed_twice() -> None:
    typed = typed_words()

    assert sorted(word for word in set(typed) if typed.count(word) > 1) == []


def test_vocabularies_are_written_in_lower_case() -> None:
    assert [word for word in typed_words() if word != word.lower()] == []


def test_no_ordinary_word_is_turned_into_something_else() -> None:
    assert sorted(ORDINARY & set(typed_words())) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("falls", "strength and balance"),
        ("falls", "slipper amnesty"),
        ("lonely", "befriending"),
        ("lonely", "lunch club"),
        ("lonely", "singing"),
        ("memory", "dementia"),
        ("poa", "power of attorney"),
        ("lift to hospital", "hospital transport"),
    ],
)
def test_what_a_person_types_leads_to_what_stands_in_listings(typed: str, found: str) -> None:
    finds = {word: parts(row["finds"]) for row in rows("synonyms.csv") for word in parts(row["words"])}

    assert found in finds[typed]


def test_every_scots_word_was_reviewed_and_says_why() -> None:
    reviewed = rows("scots.csv")

    assert len(reviewed) >= 84
    for row in reviewed:
        assert re.match(r"(kept|changed|dropped|moved): .", row["reviewed"])


def test_dropped_and_moved_scots_words_change_no_search_and_are_never_shown() -> None:
    left_out = [row for row in rows("scots.csv") if row["reviewed"].startswith(("dropped", "moved"))]

    assert len(left_out) > 20
    assert {(row["finds"], row["show"]) for row in left_out} == {("", "no")}


def test_what_may_be_shown_is_yes_or_no() -> None:
    assert {row["show"] for row in rows("scots.csv")} == {"yes", "no"}


def listing_stems() -> str:
    """All that the listings say, as stems, each listing between bars."""
    names = {(row["taxonomy"], row["code"]): row["name"] for row in rows("terms.csv")}
    names |= {("theme", row["code"]): row["name"] for row in rows("themes.csv")}
    fields = [("activities", "activity"), ("themes", "theme"), ("who", "who"), ("languages", "language")]
    venues = {row["key"]: row["name"] for row in load("venues")}
    said = []
    for service in load("services"):
        terms = [names[taxonomy, code] for field, taxonomy in fields for code in service.get(field, ())]
        places = [venues[site["venue"]] for site in service.get("sites", ())]
        said += [service["name"], service["summary"], service["description"], *terms, *places]
    return " | ".join(" ".join(map(stem, words(text))) for text in said)


@pytest.mark.parametrize("name", ["synonyms.csv", "scots.csv"])
def test_every_word_that_is_found_stands_in_a_listing(name: str) -> None:
    said = f" {listing_stems()} "
    found = {phrase for row in rows(name) for phrase in parts(row["finds"])}

    assert sorted(phrase for phrase in found if f" {' '.join(map(stem, words(phrase)))} " not in said) == []
