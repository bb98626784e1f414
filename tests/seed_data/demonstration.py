"""Reading the demonstration directory as it is written, for the tests beside this file."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from tests.seed_data.vocabulary import SEED

Row = dict[str, Any]


@cache
def load(name: str) -> list[Row]:
    """The rows of `venues`, `organizations` or `services`."""
    return cast(list[Row], json.loads((SEED / "demonstration" / f"{name}.json").read_text(encoding="utf-8")))


@cache
def live_postcodes() -> dict[str, str]:
    """The postcodes of Scotland that are in use, with the ward that each lies in."""
    with gzip.open(SEED / "reference" / "postcodes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return {row["postcode"]: row["ward_code"] for row in csv.DictReader(file) if row["status"] == "live"}


@cache
def consortium_of_ward() -> dict[str, str]:
    """The consortium of 2026 that each council ward belongs to, by its slug."""
    with (SEED / "reference" / "localities.csv").open(encoding="utf-8", newline="") as file:
        return {row["ward_code"]: row["consortium_2026"].lower().replace(" ", "-") for row in csv.DictReader(file)}


def consortium_of_venue(key: str) -> str | None:
    """The consortium that a venue lies in; None for a venue over the council border."""
    postcodes = {venue["key"]: venue["postal_code"] for venue in load("venues")}
    return consortium_of_ward().get(live_postcodes()[postcodes[key]])


def localities_of(service: Row) -> set[str]:
    """The consortia that a service meets in or names as its area; not those that it merely covers council-wide."""
    named = {area["code"].partition("/")[2] for area in service.get("areas", ()) if area["kind"] == "locality"}
    wards = {consortium_of_ward()[area["code"]] for area in service.get("areas", ()) if area["kind"] == "ward"}
    places = {consortium_of_venue(site["venue"]) for site in service.get("sites", ())}
    return named | wards | {place for place in places if place}


def schedules_of(service: Row) -> list[Row]:
    """Every schedule of a service, at its venues or without one."""
    elsewhere: list[Row] = service.get("schedules", [])
    return [rule for site in service.get("sites", ()) for rule in site["schedules"]] + elsewhere


def phones() -> Iterator[Row]:
    """Every telephone number of the directory."""
    for row in [*load("organizations"), *load("services")]:
        yield from row.get("phones", ())


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
