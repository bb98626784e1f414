"""What is wrong with sets of localities: days with two sets or with none, and wards in none or in two."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from locator.directory.locality import Locality, LocalitySet

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days on which no set holds, the first and the last of them."""

    first: date
    last: date


def overlapping(wanted: LocalitySet, others: Iterable[LocalitySet]) -> LocalitySet | None:
    """The first of the others that holds on a day on which the wanted one holds too; None where none does."""
    for other in others:
        starts_in_time = wanted.valid_to is None or other.valid_from <= wanted.valid_to
        ends_too_late = other.valid_to is None or other.valid_to >= wanted.valid_from
        if other.id != wanted.id and starts_in_time and ends_too_late:
            return other
    return None


def gaps(sets: Iterable[LocalitySet]) -> tuple[Gap, ...]:
    """The days between two sets on which none holds; the sets do not overlap."""
    ordered = sorted(sets, key=lambda one: one.valid_from)
    return tuple(
        Gap(first=before.valid_to + DAY, last=after.valid_from - DAY)
        for before, after in pairwise(ordered)
        if before.valid_to is not None and before.valid_to + DAY < after.valid_from
    )


def without_locality(localities: Iterable[Locality], wards: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the wards that are in no locality; `wards` has every ward's name by its code."""
    placed = {code for locality in localities for code in locality.ward_codes}
    return tuple(name for code, name in wards.items() if code not in placed)


def in_two(localities: Collection[Locality], wards: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the wards that are in more than one locality."""
    return tuple(name for code, name in wards.items() if sum(code in one.ward_codes for one in localities) > 1)
