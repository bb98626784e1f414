"""What a listing says once another was merged into it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locator.revision import listing_content, merged
from locator.revision.content import EMPTY_SERVICE
from locator.revision.merged import LISTS, Choice
from tests.web.village import BALANCE, LUNCH, SHED, VISITS

CONTENTS = [listing_content.of(one) for one in (LUNCH, SHED, BALANCE, VISITS)]
CHOICES = st.dictionaries(st.sampled_from([*EMPTY_SERVICE]), st.sampled_from(Choice))
FIRST, SECOND = CONTENTS[0], CONTENTS[1]


def test_without_a_choice_it_says_what_the_first_said() -> None:
    assert merged.content(FIRST, SECOND, {}) == FIRST


def test_a_field_is_taken_from_the_second() -> None:
    made = merged.content(FIRST, SECOND, {"name": Choice.SECOND})
    assert made == {**FIRST, "name": "Airdrie Men's Shed"}


def test_lists_can_have_what_both_have_each_once() -> None:
    made = merged.content(FIRST, {**SECOND, "themes": ["making", "social"]}, {"themes": Choice.BOTH})
    assert made["themes"] == ["social", "making"]


def test_times_bring_the_place_along_that_they_are_at() -> None:
    made = merged.content(FIRST, SECOND, {"sessions": Choice.BOTH})
    assert [one["location_id"] for one in made["venues"]] == [
        *(one["location_id"] for one in FIRST["venues"]),
        *(one["location_id"] for one in SECOND["venues"]),
    ]


@pytest.mark.parametrize(
    ("name", "first", "second", "likely"),
    [
        ("summary", "", "Soup.", Choice.SECOND),
        ("summary", "Broth.", "Soup.", Choice.FIRST),
        ("website", None, "https://example.org", Choice.SECOND),
        ("phones", [], [{"number": "1"}], Choice.SECOND),
        ("status", "active", "inactive", Choice.FIRST),
    ],
)
def test_what_the_first_does_not_say_is_likely_taken_from_the_second(
    name: str, first: Any, second: Any, likely: Choice
) -> None:
    assert merged.likely(name, {**FIRST, name: first}, {**SECOND, name: second}) is likely


@given(first=st.sampled_from(CONTENTS), second=st.sampled_from(CONTENTS), choices=CHOICES)
def test_no_field_is_invented_and_every_time_has_its_place(first: Any, second: Any, choices: dict[str, Choice]) -> None:
    made = merged.content(first, second, choices)
    assert list(made) == list(EMPTY_SERVICE)
    for name in set(made) - LISTS:
        assert made[name] in (first[name], second[name])
    for name in LISTS:
        assert all(one in [*first[name], *second[name]] for one in made[name])
    places = [one["location_id"] for one in made["venues"]]
    assert len(set(places)) == len(places)
    assert {one["location_id"] for one in made["sessions"]} - {None} <= set(places)
