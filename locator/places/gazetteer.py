"""Where a place is that somebody typed: a postcode or a part of one, a town, a village, a hospital."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from locator.places import names, postcode, table_file, tables
from locator.places.place import Place, PlaceKind, UnknownPlaceError
from locator.places.postcode import Postcode
from locator.places.table_file import PlacesMissingError

__all__ = ["Gazetteer", "PlacesMissingError", "open_gazetteer"]

GREAT_BRITAIN = "K03000001"
_COUNTRIES = {"S": "S92000003", "E": "E92000001", "W": "W92000004"}
_LONGEST = 200
_MOST_KNOWN = 2_048
_SUGGESTIONS = 5
_LOCAL_AREAS = ("ML", "G", "FK", "EH", "KA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A name to write on a map; `rank` is 1 for a town, 2 for a village, 3 for a part of a town."""

    name: str
    rank: int
    latitude: float
    longitude: float


class _Found:
    """The places found of late in one table, by what was typed."""

    __slots__ = ("places", "table")

    def __init__(self, table: tables.PostcodeTable) -> None:
        self.table = table
        self.places: dict[str, Place] = {}


class Gazetteer:
    """Answers by the table in force, also after an import by another process; safe to ask from many threads."""

    def __init__(self, folder: Path, seed: Path) -> None:
        self._folder = folder
        self._version = table_file.version(folder)
        self._table = tables.open_table(folder)
        self._names = names.read(seed / "reference" / "places.csv")
        self._found = _Found(self._table)

    @property
    def source(self) -> str:
        """Where the postcodes in force come from, for people."""
        return self._fresh().source

    @property
    def count(self) -> int:
        """The number of postcodes known, withdrawn ones too."""
        return len(self._fresh())

    def find(self, text: str) -> Place:
        """The place that was typed; raises UnknownPlaceError."""
        table, typed = self._fresh(), text[:_LONGEST].strip()
        known = self._found
        if known.table is not table:
            known = self._found = _Found(table)
        place = known.places.get(typed)
        if place is None:
            place = self._looked_up(table, typed)
            if len(known.places) >= _MOST_KNOWN:
                known.places.clear()
            known.places[typed] = place
        return place

    def _looked_up(self, table: tables.PostcodeTable, typed: str) -> Place:
        found = (
            self._exact(table, typed)
            or self._named(table, typed)
            or self._mistaken(table, typed)
            or self._beginning(table, typed)
        )
        if found is None:
            raise UnknownPlaceError(typed, self._alike(table, typed), is_wide=self._names.is_wide(typed))
        return found

    def postcode(self, text: str) -> Place | None:
        """The place of a whole postcode, only if it is known exactly."""
        table = self._fresh()
        typed = postcode.full(text[:_LONGEST])
        row = table.row(typed) if typed else None
        return _place_of(row) if row else None

    def suggest(self, text: str, limit: int = 8) -> tuple[str, ...]:
        """What somebody who has typed this far may mean; each of them can be found."""
        table, typed = self._fresh(), text[:_LONGEST]
        codes, named = _postcodes_beginning(table, typed, limit), self._names.beginning(typed, limit)
        return (*named, *codes)[:limit]

    def settlements(self) -> tuple[Settlement, ...]:
        """The towns, villages and parts of towns, in that order."""
        table = self._fresh()
        found = [_settlement(table, named) for named in self._names.settlements]
        return tuple(sorted((one for one in found if one), key=lambda one: (one.rank, one.name)))

    def _fresh(self) -> tables.PostcodeTable:
        version = table_file.version(self._folder)
        if version != self._version and version is not None:
            self._version = version
            with contextlib.suppress(
                PlacesMissingError
            ):  # a damaged new table: go on with the old one, which is still open
                self._table = tables.open_table(self._folder)
        return self._table

    def _exact(self, table: tables.PostcodeTable, text: str) -> Place | None:
        whole = postcode.full(text)
        rows = (table.row(one) for one in ([whole] if whole else postcode.inside(text)))
        return next((_place_of(row) for row in rows if row), None)

    def _named(self, table: tables.PostcodeTable, text: str) -> Place | None:
        named = self._names.find(text)
        typed = postcode.full(named.postcode) if named else None
        row = table.row(typed) if typed else None
        return _place_named(table, named, row) if named and row else None

    def _mistaken(self, table: tables.PostcodeTable, text: str) -> Place | None:
        """For what is no postcode as it stands: the postcode with letters and figures put right."""
        whole = postcode.full(text)
        if whole and whole.outward in table.outward_codes:
            return None
        rows = (table.row(one) for one in postcode.mistaken(text))
        return next((_place_of(row) for row in rows if row), None)

    def _beginning(self, table: tables.PostcodeTable, text: str) -> Place | None:
        whole = postcode.full(text) or next(postcode.inside(text), None)
        for typed in [whole] if whole else postcode.parts(text):
            for begins in typed.beginnings():
                middle = table.middle(begins)
                if middle:
                    return _place_in_the_middle(begins, middle, typed=typed)
        return None

    def _alike(self, table: tables.PostcodeTable, text: str) -> tuple[str, ...]:
        area = table.outward_codes_beginning(postcode.compact(text), _SUGGESTIONS)
        return (*_outward_codes_like(table, text), *self._names.like(text, _SUGGESTIONS), *area)[:_SUGGESTIONS]


def open_gazetteer(folder: Path, seed: Path) -> Gazetteer:
    """The gazetteer over the built tables in `folder` and the names in the seed data; raises PlacesMissingError if not built."""
    return Gazetteer(folder, seed)


def _place_of(row: tables.PostcodeRow) -> Place:
    return Place(
        name=str(row.postcode),
        kind=PlaceKind.POSTCODE,
        latitude=row.latitude,
        longitude=row.longitude,
        area_codes=_with_countries(code for code in (row.ward_code, row.council_code) if code),
        ward_code=row.ward_code,
        outward_code=row.postcode.outward,
        terminated=row.withdrawn,
    )


def _place_named(table: tables.PostcodeTable, named: names.Named, row: tables.PostcodeRow) -> Place:
    """A town lies in all the wards of its middle; a village or a landmark in the one of its postcode."""
    place = _place_of(row)
    is_town = named.kind is PlaceKind.SETTLEMENT and not named.parent and not named.near
    sector = table.middle(Postcode(row.postcode.outward, row.postcode.inward[:1])) if is_town else None
    return Place(
        name=named.shown,
        kind=named.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        area_codes=place.area_codes | (sector.area_codes if sector else frozenset()),
        ward_code=place.ward_code,
        outward_code=place.outward_code,
    )


def _settlement(table: tables.PostcodeTable, named: names.Named) -> Settlement | None:
    typed = postcode.full(named.postcode)
    row = table.row(typed) if typed else None
    if row is None:
        return None
    rank = 3 if named.parent else 2 if named.near else 1
    return Settlement(name=named.name, rank=rank, latitude=row.latitude, longitude=row.longitude)


def _place_in_the_middle(begins: Postcode, middle: tables.Middle, *, typed: Postcode) -> Place:
    """The middle of an outward code or sector; its name says so where more was typed than is known."""
    return Place(
        name=f"{begins} (we only know the first part of {typed})" if typed != begins else str(begins),
        kind=PlaceKind.SECTOR if begins.inward else PlaceKind.OUTCODE,
        latitude=middle.latitude,
        longitude=middle.longitude,
        area_codes=_with_countries(middle.area_codes),
        outward_code=begins.outward,
    )


def _with_countries(codes: Iterable[str]) -> frozenset[str]:
    areas = frozenset(codes)
    return areas | {_COUNTRIES[code[0]] for code in areas if code[0] in _COUNTRIES} | {GREAT_BRITAIN}


def _postcodes_beginning(table: tables.PostcodeTable, text: str, limit: int) -> tuple[str, ...]:
    letters = postcode.compact(text)
    whole = postcode.full(text)
    if whole:
        return (str(whole),) if table.row(whole) else ()
    for begins in postcode.parts(text):
        if begins.inward:
            known = table.beginning(begins, limit)
        else:
            sectors = (Postcode(begins.outward, figure) for figure in "0123456789")
            known = tuple(one for one in sectors if table.middle(one))
        if known:
            more = () if begins.inward else table.outward_codes_beginning(letters, limit)
            return tuple(dict.fromkeys([*more, *map(str, known)]))[:limit]
    return table.outward_codes_beginning(letters, limit)


def _outward_codes_like(table: tables.PostcodeTable, text: str) -> tuple[str, ...]:
    """The outward codes that differ in one letter or figure from the one typed, where it is one that does not exist."""
    typed = postcode.full(text)
    outward = typed.outward if typed else postcode.compact(text)
    if not postcode.OUTWARD.fullmatch(outward) or outward in table.outward_codes:
        return ()
    alike = (
        known
        for known in table.outward_codes
        if len(known) == len(outward) and sum(a != b for a, b in zip(known, outward, strict=True)) == 1
    )
    areas = {*_LOCAL_AREAS, _area(outward)}
    return tuple(known for known in alike if _area(known) in areas)[:_SUGGESTIONS]


def _area(outward: str) -> str:
    """The letters that an outward code begins with."""
    return outward[:2] if outward[1:2].isalpha() else outward[:1]
