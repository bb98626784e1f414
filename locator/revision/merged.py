"""What a listing says once another was merged into it: each field as the one says it, as the other does, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from locator.revision.content import EMPTY_SERVICE, Content, Json


class Choice(StrEnum):
    """Whose words: those of the listing that is kept, of the one that is merged into it, or of both."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


LISTS = frozenset(name for name, empty in EMPTY_SERVICE.items() if isinstance(empty, list))
"""The fields that can have what both have."""


def differing(first: Content, second: Content) -> tuple[str, ...]:
    """The fields that there is something to choose in."""
    return tuple(name for name in first if first[name] != second[name])


def likely(name: str, first: Content, second: Content) -> Choice:
    """What is chosen unless somebody chooses otherwise: what the first says, or the second where the first says nothing."""
    says_nothing = first[name] == EMPTY_SERVICE[name] and second[name] != EMPTY_SERVICE[name]
    return Choice.SECOND if says_nothing and name != "status" else Choice.FIRST


def content(first: Content, second: Content, choices: Mapping[str, Choice]) -> dict[str, Json]:
    """The fields as they were chosen, those of the first where nothing was; times bring the place along that they are at."""
    made = {name: _chosen(name, first[name], second[name], choices.get(name, Choice.FIRST)) for name in first}
    missing = _places_of(made["sessions"]) - {venue["location_id"] for venue in made["venues"]}
    known = [venue for venue in (*first["venues"], *second["venues"]) if venue["location_id"] in missing]
    return {**made, "venues": _one_each([*made["venues"], *known])}


def _chosen(name: str, first: Json, second: Json, choice: Choice) -> Json:
    if choice is Choice.BOTH and name in LISTS:
        every = [*first, *(one for one in second if one not in first)]
        return _one_each(every) if name == "venues" else every
    return second if choice is Choice.SECOND else first


def _places_of(sessions: Sequence[Json]) -> set[str]:
    return {one["location_id"] for one in sessions if one["location_id"]}


def _one_each(venues: Sequence[Json]) -> list[Json]:
    """Each place once, as it is said first."""
    by_id: dict[str, Json] = {}
    for venue in venues:
        by_id.setdefault(venue["location_id"], venue)
    return list(by_id.values())
