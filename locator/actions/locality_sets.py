"""The areas of the programme: sets of localities with their dates, and which ward is in which locality."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from locator import assets
from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.actions.wrong import WrongError, check, mark
from locator.directory import dates, locality_dates
from locator.directory.locality import Locality, LocalitySet
from locator.directory.slugs import slug_for
from locator.roles import Permission
from locator.storage import localities

MOST_NAME = 60
RESERVED = frozenset({"add"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A locality as it was typed: `slug` is "" for a new one."""

    slug: str
    name: str
    ward_codes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The name of a set and the days on which it holds, as far as they can be read; `last` is None where no end is known."""

    name: str
    first: date | None
    last: date | None


def every(context: Context) -> tuple[LocalitySet, ...]:
    """Every set, the newest first; localities that are only kept for the figures left out."""
    require(context, Permission.CURATE)
    found = localities.sets(context.store)[::-1]
    return tuple(replace(one, localities=tuple(place for place in one.localities if place.ward_codes)) for one in found)


def one(context: Context, set_id: str) -> LocalitySet:
    """One set; raises NotYoursError."""
    found = next((one for one in every(context) if one.id == set_id), None)
    if found is None:
        raise NotYoursError
    return found


@lru_cache(maxsize=1)
def wards() -> Mapping[str, str]:
    """The name of every ward of the council area, by code, in the order of their names."""
    file = assets.folder("seed_data") / "reference" / "localities.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        found = {row["ward_code"]: row["ward_name"] for row in csv.DictReader(lines)}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def state(one: LocalitySet) -> str:
    """What a form carries to tell whether somebody else changed the set meanwhile."""
    said = [(place.slug, place.name, sorted(place.ward_codes)) for place in one.localities]
    return mark(one.id, one.name, one.valid_from, one.valid_to, said)


def add(context: Context, typed: Dates, *, copy_of: str, ends_other: bool) -> LocalitySet:
    """Add a set, with the localities of another to start with; the same one sent twice is added once.

    With `ends_other` a set that has no end yet ends on the day before. Raises WrongError or NotYoursError.
    """
    require(context, Permission.CURATE)
    with context.store.atomic():
        there = every(context)
        first = _checked(typed)
        set_id = slug_for(typed.name)
        same = next((other for other in there if other.id == set_id or _is_named(other, typed.name)), None)
        if same is not None and (same.name, same.valid_from, same.valid_to) == (typed.name, first, typed.last):
            return same
        if same is not None or set_id in RESERVED:
            raise WrongError("name", "There is a set of this name already")
        if ends_other:
            there = _with_end(context, there, first)
        copied = tuple(replace(place, id=f"{set_id}/{place.slug}") for place in one(context, copy_of).localities)
        made = LocalitySet(id=set_id, name=typed.name, valid_from=first, valid_to=typed.last, localities=copied)
        _check_overlap(made, there)
        localities.take_over(context.store, made)
        audit.note(context, "locality_set.add", "locality_set", set_id)
    return made


def change(context: Context, set_id: str, typed: Dates, rows: Iterable[Row], *, seen: str) -> None:
    """Change a set's name, days, localities and their wards; sent twice it is done once.

    A locality without a name and wards goes; one that people were counted by stays for the figures. Raises WrongError,
    ChangedMeanwhileError or NotYoursError.
    """
    require(context, Permission.CURATE)
    with context.store.atomic():
        before = one(context, set_id)
        first = _checked(typed)
        after = replace(
            before, name=typed.name, valid_from=first, valid_to=typed.last, localities=_localities(set_id, rows)
        )
        if state(after) == state(before):
            return
        check(seen, state(before))
        others = [other for other in every(context) if other.id != set_id]
        if any(_is_named(other, typed.name) for other in others):
            raise WrongError("name", "Another set has this name already")
        _check_wards(after)
        _check_overlap(after, others)
        localities.take_over(context.store, after)
        audit.note(context, "locality_set.change", "locality_set", set_id)


def _with_end(context: Context, sets: tuple[LocalitySet, ...], first: date) -> tuple[LocalitySet, ...]:
    """The sets, those without an end that begin before this day ended on the day before it."""
    ended = tuple(
        replace(old, valid_to=first - locality_dates.DAY) if old.valid_to is None and old.valid_from < first else old
        for old in sets
    )
    for old, new in zip(sets, ended, strict=True):
        if old != new:
            localities.take_over(context.store, new)
            audit.note(context, "locality_set.change", "locality_set", new.id)
    return ended


def _localities(set_id: str, rows: Iterable[Row]) -> tuple[Locality, ...]:
    """The localities that were typed; raises WrongError for a name that cannot be."""
    found: dict[str, Locality] = {}
    for row in rows:
        if not row.name and not row.ward_codes:
            continue
        slug = row.slug or slug_for(row.name)
        if not 0 < len(row.name) <= MOST_NAME:
            raise WrongError("areas", f"Give every area a name, in {MOST_NAME} letters or fewer")
        if slug in found or any(row.name.casefold() == other.name.casefold() for other in found.values()):
            raise WrongError("areas", f"Two areas cannot both be “{row.name}”")
        if row.ward_codes:
            found[slug] = Locality(id=f"{set_id}/{slug}", slug=slug, name=row.name, ward_codes=row.ward_codes)
    return tuple(found.values())


def _check_wards(wanted: LocalitySet) -> None:
    left = locality_dates.without_locality(wanted.localities, wards())
    if left:
        raise WrongError("areas", f"Put every ward into an area. {dates.joined(left)} {_is(left)} in none")
    twice = locality_dates.in_two(wanted.localities, wards())
    if twice:
        raise WrongError("areas", f"Put every ward into one area only. {dates.joined(twice)} {_is(twice)} in two")


def _check_overlap(wanted: LocalitySet, others: Iterable[LocalitySet]) -> None:
    other = locality_dates.overlapping(wanted, others)
    if other is None:
        return
    until = f"to {dates.date_words(other.valid_to)}" if other.valid_to else "with no end"
    raise WrongError(
        "starts",
        f"“{other.name}” holds from {dates.date_words(other.valid_from)} {until}. Two sets cannot hold on one day",
    )


def _checked(typed: Dates) -> date:
    """The first day; raises WrongError for a name or days that cannot be."""
    if not 0 < len(typed.name) <= MOST_NAME:
        raise WrongError("name", f"Type a name in {MOST_NAME} letters or fewer")
    if typed.first is None:
        raise WrongError("starts", "Type the first day, such as 2027-04-01")
    if typed.last is not None and typed.last < typed.first:
        raise WrongError("ends", "The last day comes before the first day")
    return typed.first


def _is_named(one: LocalitySet, name: str) -> bool:
    return one.name.casefold() == name.casefold()


def _is(names: tuple[str, ...]) -> str:
    return "is" if len(names) == 1 else "are"
