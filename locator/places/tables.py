"""The postcode table: made from the seed's CSV files, then asked by postcode, sector or outward code."""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from locator.places import table_file
from locator.places.postcode import Postcode
from locator.places.rows import (
    DEGREES,
    IN_USE,
    NEW,
    ROW,
    WITHDRAWN_SOMETIME,
    Rows,
    key_of,
    keys_of,
    outwards,
    postcode_of,
    put_together,
    range_of,
    with_nearest_wards,
)
from locator.places.table_file import PlacesMissingError

Progress = Callable[[int, int], None]
SEED_SOURCE = "The postcodes of Scotland that came with Locator, November 2025"
_CHUNK = 20_000
_SEED_STATUS = {"live": IN_USE, "new_or_unknown": NEW}


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """One postcode; `withdrawn` is None when in use, else the month ("1996-06"), "" when the month is not known."""

    postcode: Postcode
    latitude: float
    longitude: float
    ward_code: str | None
    council_code: str | None
    withdrawn: str | None


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle of the postcodes that begin alike, and the wards and councils that they lie in."""

    latitude: float
    longitude: float
    area_codes: frozenset[str]


class PostcodeTable:
    """The table in force, read in place; safe to ask from many threads."""

    def __init__(self, opened: table_file.TableFile) -> None:
        self.source: str = opened.facts["source"]
        self.edition: str = opened.facts["edition"]
        self.outward_codes: Mapping[str, list[Any]] = opened.facts["outwards"]
        self._codes: list[str] = opened.facts["codes"]
        self._keys = opened.columns["key"]
        self._columns = opened.columns

    def __len__(self) -> int:
        return len(self._keys)

    def row(self, postcode: Postcode) -> PostcodeRow | None:
        """The row of a whole postcode, None if it is not in the table."""
        key = np.uint64(key_of(postcode))
        place = int(self._keys.searchsorted(key))
        if place == len(self._keys) or self._keys[place] != key:
            return None
        return self._row_at(place, postcode)

    def _row_at(self, place: int, postcode: Postcode) -> PostcodeRow:
        columns = self._columns
        return PostcodeRow(
            postcode,
            int(columns["latitude"][place]) / DEGREES,
            int(columns["longitude"][place]) / DEGREES,
            self._codes[columns["ward"][place]] or None,
            self._codes[columns["council"][place]] or None,
            _month(int(columns["withdrawn"][place])),
        )

    def middle(self, begins: Postcode) -> Middle | None:
        """The middle of the postcodes in use that begin so (of the withdrawn ones if none is in use), None if there are none."""
        chosen = self._beginning(begins)
        if len(chosen):
            return self._middle_of(chosen)
        if begins.inward or begins.outward not in self.outward_codes:
            return None
        latitude, longitude, *councils = self.outward_codes[begins.outward]
        return Middle(latitude, longitude, frozenset(councils))

    def _beginning(self, begins: Postcode) -> NDArray[Any]:
        start, stop = (int(self._keys.searchsorted(np.uint64(key))) for key in range_of(begins))
        withdrawn = self._columns["withdrawn"][start:stop]
        in_use = np.flatnonzero((withdrawn == IN_USE) | (withdrawn == NEW))
        return start + (in_use if len(in_use) else np.arange(stop - start))

    def _middle_of(self, chosen: NDArray[Any]) -> Middle:
        columns = self._columns
        codes = {self._codes[code] for name in ("ward", "council") for code in np.unique(columns[name][chosen])}
        return Middle(
            round(float(columns["latitude"][chosen].mean()) / DEGREES, 5),
            round(float(columns["longitude"][chosen].mean()) / DEGREES, 5),
            frozenset(codes - {""}),
        )

    def beginning(self, begins: Postcode, limit: int) -> tuple[Postcode, ...]:
        """The first postcodes in use that begin so."""
        return tuple(postcode_of(int(self._keys[place])) for place in self._beginning(begins)[:limit])

    def outward_codes_beginning(self, text: str, limit: int) -> tuple[str, ...]:
        """The first outward codes that begin so."""
        if not text:
            return ()
        names = list(self.outward_codes)
        start = bisect_left(names, text)
        return tuple(name for name in names[start : start + limit] if name.startswith(text))

    def rows(self) -> Rows:
        """All rows, to make the next table from."""
        rows = np.zeros(len(self), dtype=ROW)
        codes = np.array(self._codes, dtype="S9")
        for name in ("key", "latitude", "longitude", "withdrawn"):
            rows[name] = self._columns[name]
        for name in ("ward", "council"):
            rows[name] = codes[self._columns[name]]
        return rows


def _month(withdrawn: int) -> str | None:
    if withdrawn in (IN_USE, NEW):
        return None
    return "" if withdrawn == WITHDRAWN_SOMETIME else f"{withdrawn // 100:04}-{withdrawn % 100:02}"


def open_table(folder: Path) -> PostcodeTable:
    """The table in force; raises PlacesMissingError if there is none that is whole."""
    file = (folder / table_file.FILE_NAME).resolve()
    return _opened(file.parent, table_file.version(folder))


@lru_cache(maxsize=1)
def _opened(folder: Path, version: tuple[int, ...] | None) -> PostcodeTable:
    """The table of this version: read, and its digest tried, once in a process."""
    return PostcodeTable(table_file.read(folder))


def is_built(folder: Path) -> bool:
    """Whether there is a table, and it is whole."""
    try:
        table_file.read(folder)
    except PlacesMissingError:
        return False
    return True


def build(seed: Path, folder: Path, progress: Progress | None = None) -> None:
    """Make the table from the seed's reference data; a table that is there is replaced at the end, in one step."""
    reference = seed / "reference"
    rows = put_together(np.zeros(0, dtype=ROW), _seed_rows(reference / "postcodes.csv.gz", progress))
    write_table(
        folder,
        with_nearest_wards(rows),
        source=SEED_SOURCE,
        edition="",
        outward_codes=_seed_outward_codes(reference / "outcodes.csv"),
    )


def write_table(folder: Path, rows: Rows, *, source: str, edition: str, outward_codes: Mapping[str, list[Any]]) -> None:
    """Put these rows in force. Outward codes that only rows have (withdrawn long ago) are added to those given."""
    known = dict(outward_codes)
    names = sorted(known)
    for outward in np.unique(outwards(rows["key"])):
        name = int(outward).to_bytes(4, "big").rstrip(b"\0").decode()
        if name not in known:
            known[name] = []
            insort(names, name)
    codes, places = np.unique(np.concatenate([[b""], rows["ward"], rows["council"]]), return_inverse=True)
    columns = {name: rows[name] for name in ("key", "latitude", "longitude", "withdrawn")}
    columns["ward"], columns["council"] = np.split(places[1:].astype(np.uint16), 2)
    facts = {
        "source": source,
        "edition": edition,
        "codes": [code.decode() for code in codes],
        "outwards": {name: known[name] for name in names},
    }
    table_file.write(folder, facts, columns)


def _seed_outward_codes(file: Path) -> dict[str, list[Any]]:
    with file.open(newline="", encoding="utf-8") as lines:
        return {
            row["outcode"]: [float(row["lat"]), float(row["lon"]), *row["districts"].split()]
            for row in csv.DictReader(lines)
        }


def _seed_rows(file: Path, progress: Progress | None) -> Rows:
    total = file.stat().st_size
    with file.open("rb") as packed, gzip.open(packed, "rt", newline="", encoding="utf-8") as lines:
        chunks = []
        reader = csv.reader(lines)
        names = next(reader)
        while chunk := list(islice(reader, _CHUNK)):
            chunks.append(_rows_of(dict(zip(names, zip(*chunk, strict=True), strict=True))))
            if progress:
                progress(min(packed.tell(), total), total)
    return np.concatenate(chunks)


def _rows_of(columns: Mapping[str, Sequence[str]]) -> Rows:
    rows = np.zeros(len(columns["postcode"]), dtype=ROW)
    rows["key"] = keys_of(columns["postcode"])
    rows["latitude"] = np.rint(np.array(columns["lat"], dtype=np.float64) * DEGREES)
    rows["longitude"] = np.rint(np.array(columns["lon"], dtype=np.float64) * DEGREES)
    rows["ward"] = np.array(columns["ward_code"], dtype="S9")
    rows["council"] = np.array(columns["admin_district_code"], dtype="S9")
    months = zip(columns["status"], columns["terminated_yyyymm"], strict=True)
    rows["withdrawn"] = [_SEED_STATUS.get(status, int(month or WITHDRAWN_SOMETIME)) for status, month in months]
    return rows
