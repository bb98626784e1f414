"""Ordnance Survey's Code-Point Open zip, all postcodes in use in Great Britain, put into the postcode table.

What the table knows beyond the zip stays: withdrawn postcodes, those too new for it, and wards where it names none. Nothing changes unless the whole
zip has been read and makes sense.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from locator.places import tables
from locator.places.national_grid import to_wgs84
from locator.places.rows import DEGREES, IN_USE, ROW, WITHDRAWN_SOMETIME, Rows, keys_of, outwards, put_together

MOST_BYTES = 600_000_000
MOST_BYTES_AN_AREA = 30_000_000
MOST_FILES = 400
"""Three times the real zip: larger than this is not the product, or is meant to harm."""

MOST_GONE = 0.2
"""In a year the Royal Mail withdraws one postcode in a hundred; more than this share at once is a mistake."""
_COLUMNS = 10
_AREA_FILE = re.compile(r"[a-z]{1,2}\.csv")
_EDITION = re.compile(r"DATASET VERSION NUMBER:\s*([0-9.]+)")
_COUNT = re.compile(r"^\s*([A-Z]{1,2})\s+(\d+)\s*$", re.MULTILINE)


class PostcodeImportError(Exception):
    """The file cannot be used; the message is the sentence to show, and the table in force is as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did: postcodes read, how many of them the table did not have, those now withdrawn, those without a point."""

    edition: str
    areas: int
    postcodes: int
    added: int
    withdrawn: int
    without_point: int

    def __str__(self) -> str:
        edition = f"Edition {self.edition}: " if self.edition else ""
        return (
            f"{edition}{self.postcodes:,} postcodes in {self.areas} areas are in force. {self.added:,} are new here, "
            f"{self.withdrawn:,} were withdrawn, {self.without_point:,} have no position and were left as they were."
        )


def import_zip(file: Path, folder: Path, progress: tables.Progress | None = None) -> ImportReport:
    """Read the zip and put the new table in force; raises PostcodeImportError, or PlacesMissingError where there is no table yet."""
    table = tables.open_table(folder)
    try:
        with zipfile.ZipFile(file) as archive:
            areas, edition, counts = _look_over(archive, table)
            found = _read(archive, areas, counts, progress)
    except FileNotFoundError as error:
        raise PostcodeImportError(f"There is no file {file}.") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
    ) as error:  # RuntimeError: it wants a password
        raise PostcodeImportError(f"{file.name} is not a whole zip file. Download it again.") from error
    return _put_in_force(folder, table, found, edition=edition, areas=set(areas))


def _look_over(
    archive: zipfile.ZipFile, table: tables.PostcodeTable
) -> tuple[dict[str, zipfile.ZipInfo], str, Mapping[str, int]]:
    entries = archive.infolist()
    areas = {
        PurePosixPath(entry.filename).stem.upper(): entry
        for entry in entries
        if _AREA_FILE.fullmatch(PurePosixPath(entry.filename).name)
        and PurePosixPath(entry.filename).parent.name == "CSV"
    }
    if not areas:
        raise PostcodeImportError(
            "This is not the Code-Point Open zip in CSV form: it has no files such as CSV/ml.csv."
        )
    too_large = any(entry.file_size > MOST_BYTES_AN_AREA for entry in areas.values())
    if too_large or len(entries) > MOST_FILES or sum(entry.file_size for entry in areas.values()) > MOST_BYTES:
        raise PostcodeImportError("This zip unpacks to far more than Code-Point Open does, so it was not read.")
    edition, counts = _about(archive)
    if edition and table.edition and _numbers(edition) < _numbers(table.edition):
        raise PostcodeImportError(f"This is edition {edition}; the newer edition {table.edition} is in use already.")
    return areas, edition, counts


def _about(archive: zipfile.ZipFile) -> tuple[str, Mapping[str, int]]:
    """The edition ("2025.2.0") and the number of postcodes of each area, as far as the zip's own note says."""
    for entry in archive.infolist():
        if PurePosixPath(entry.filename).name == "metadata.txt" and entry.file_size < 100_000:
            note = archive.read(entry).decode("latin-1")
            found = _EDITION.search(note)
            return (found[1] if found else ""), {area: int(count) for area, count in _COUNT.findall(note)}
    return "", {}


def _numbers(edition: str) -> list[int]:
    return [int(part) for part in edition.split(".") if part]


def _read(
    archive: zipfile.ZipFile,
    areas: Mapping[str, zipfile.ZipInfo],
    counts: Mapping[str, int],
    progress: tables.Progress | None,
) -> Rows:
    parts = []
    for done, (area, entry) in enumerate(sorted(areas.items()), start=1):
        lines = list(_lines(archive, entry))
        if area in counts and len(lines) != counts[area]:
            raise PostcodeImportError(
                f"{entry.filename} has {len(lines)} postcodes and should have {counts[area]}. Download the zip again."
            )
        parts.append(_rows_of(entry.filename, area, lines))
        if progress:
            progress(done, len(areas))
    return put_together(np.zeros(0, dtype=ROW), np.concatenate(parts))


def _lines(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[list[str]]:
    with archive.open(entry) as packed:
        text = packed.read(MOST_BYTES_AN_AREA + 1).decode("utf-8", errors="replace")
    try:
        yield from (line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if line)
    except csv.Error as error:
        raise PostcodeImportError(f"{entry.filename} is not a table of postcodes. Download the zip again.") from error


def _rows_of(name: str, area: str, lines: list[list[str]]) -> Rows:
    """The rows of one area's file; those without a point (Ordnance Survey writes 0, 0) have latitude 0."""
    wrong = next((number for number, line in enumerate(lines, start=1) if len(line) != _COLUMNS), None)
    if wrong:
        raise PostcodeImportError(f"Line {wrong} of {name} does not have {_COLUMNS} columns. Download the zip again.")
    columns = list(zip(*lines, strict=True)) or [()] * _COLUMNS
    rows = np.zeros(len(lines), dtype=ROW)
    rows["key"] = keys_of(columns[0])
    _check_area(name, area, rows)
    eastings, northings = (_metres(name, columns[place]) for place in (2, 3))
    latitudes, longitudes = to_wgs84(eastings, northings)
    has_point = (eastings != 0) & (northings != 0)
    rows["latitude"] = np.where(has_point, np.rint(latitudes * DEGREES), 0)
    rows["longitude"] = np.where(has_point, np.rint(longitudes * DEGREES), 0)
    rows["council"] = [code.encode("ascii", "replace") for code in columns[8]]
    rows["ward"] = [code.encode("ascii", "replace") for code in columns[9]]
    return rows


def _check_area(name: str, area: str, rows: Rows) -> None:
    strange = np.flatnonzero(_areas_of(rows) != area.encode())
    if len(strange):
        raise PostcodeImportError(
            f"Line {strange[0] + 1} of {name} is not a postcode of {area}. Download the zip again."
        )


def _metres(name: str, column: tuple[str, ...]) -> NDArray[np.float64]:
    try:
        values = np.array(column, dtype=np.float64)
    except ValueError as error:
        raise PostcodeImportError(f"{name} has a position that is not a number. Download the zip again.") from error
    if len(values) and not (np.isfinite(values).all() and values.min() >= 0 and values.max() < 1_300_000):
        raise PostcodeImportError(f"{name} has a position outside Great Britain. Download the zip again.")
    return values


def _put_in_force(
    folder: Path, table: tables.PostcodeTable, found: Rows, *, edition: str, areas: set[str]
) -> ImportReport:
    older, placed = table.rows(), found[found["latitude"] != 0]
    added = len(placed) - int(np.isin(placed["key"], older["key"]).sum())
    withdrawn = _mark_withdrawn(older, found, areas)
    tables.write_table(
        folder,
        put_together(older, placed),
        source=f"Ordnance Survey Code-Point Open {edition}".strip(),
        edition=edition,
        outward_codes=table.outward_codes,
    )
    return ImportReport(
        edition=edition,
        areas=len(areas),
        postcodes=len(found),
        added=added,
        withdrawn=withdrawn,
        without_point=len(found) - len(placed),
    )


def _mark_withdrawn(older: Rows, found: Rows, areas: set[str]) -> int:
    """Mark what was in use in these areas and is no longer listed; the number of them."""
    covered = np.isin(_areas_of(older), [area.encode() for area in areas]) & (older["withdrawn"] == IN_USE)
    gone = covered & ~np.isin(older["key"], found["key"])
    if gone.sum() > MOST_GONE * covered.sum():
        raise PostcodeImportError(
            f"{gone.sum()} of the {covered.sum()} postcodes in use are not in this zip, so it looks cut short. Download it again."
        )
    older["withdrawn"][gone] = WITHDRAWN_SOMETIME
    return int(gone.sum())


def _areas_of(rows: Rows) -> NDArray[np.bytes_]:
    """The one or two letters that each postcode begins with."""
    outward = outwards(rows["key"])
    first, second = outward >> np.uint64(24), (outward >> np.uint64(16)) & np.uint64(255)
    letters = np.where(second >= ord("A"), (first << np.uint64(8)) | second, first << np.uint64(8))
    return np.ascontiguousarray(letters.astype(">u2")).view("S2")
