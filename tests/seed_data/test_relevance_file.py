"""The relevance file asks what people ask, names only listings that are there, and can be met.

Each row: `query` and `near` as typed, `filters` as in the address, `must_be_in_first_three` (a key must be among the first three; a list
of keys is one wish, met by any of them), `must_not_appear` (not among the first ten) and `why`.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, cast

from tests.seed_data.demonstration import load

FIELDS = {"query", "near", "filters", "must_be_in_first_three", "must_not_appear", "why"}
FILTERS = [
    "theme",
    "who",
    "day",
    "time",
    "when",
    "cost",
    "access",
    "transport",
    "referrals",
    "places",
    "locality",
    "delivery",
]


@cache
def queries() -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], json.loads((Path(__file__).parents[1] / "relevance.json").read_text("utf-8")))


def wishes(row: dict[str, Any]) -> list[list[str]]:
    return [[wish] if isinstance(wish, str) else wish for wish in row["must_be_in_first_three"]]


def test_there_are_many_queries_and_none_is_asked_twice() -> None:
    asked = [(row["query"], row["near"], json.dumps(row["filters"])) for row in queries()]

    assert len(asked) >= 90
    assert len(set(asked)) == len(asked)


def test_every_query_has_the_agreed_fields_and_says_why_it_is_asked() -> None:
    for row in queries():
        assert set(row) == FIELDS, row["query"]
        assert row["why"], row["query"]
        assert set(row["filters"]) <= set(FILTERS), row["query"]


def test_every_wish_names_listings_that_are_there_and_open() -> None:
    found = {row["key"] for row in load("services") if row.get("status") != "defunct"}

    for row in queries():
        assert {key for wish in wishes(row) for key in wish} - found == set(), row["query"]


def test_what_must_not_appear_is_there_to_appear() -> None:
    keys = {row["key"] for row in load("services")}

    for row in queries():
        assert set(row["must_not_appear"]) <= keys, row["query"]


def test_a_query_can_be_met() -> None:
    for row in queries():
        assert len(wishes(row)) <= 3, row["query"]
        assert wishes(row) or row["must_not_appear"], row["query"]
        assert not {key for wish in wishes(row) for key in wish} & set(row["must_not_appear"]), row["query"]


def test_words_places_and_filters_are_all_asked_for() -> None:
    rows = queries()

    assert sum(bool(row["near"]) for row in rows) >= 40
    assert sum(not row["near"] for row in rows) >= 30
    assert sum(bool(row["filters"]) for row in rows) >= 5
    assert sum(bool(row["must_not_appear"]) for row in rows) >= 20
