"""Listings in a table (CSV), one on each line, in the words of the paper form: read with a report of what cannot be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

COLUMNS: Mapping[str, str] = {
    "reference": "a name of your own for the line, so that the next file changes the same listing",
    "group": "who runs it",
    "name": "the name of the activity",
    "summary": "one sentence about it",
    "description": "what happens there",
    "phone": "a telephone number",
    "phone for": "whose it is",
    "email": "an email address that everybody can see",
    "website": "a website",
    "joining": "turn up, phone first, or referral needed",
    "cost": "free, or an amount such as 3.50",
    "cost for": "what the amount is for",
    "who": "who it is for, with ; between",
    "themes": "themes, with ; between",
    "activities": "activities, with ; between",
    "areas": "localities that it covers without a place, with ; between",
    "place": "the name of the place",
    "street": "its street",
    "town": "its town",
    "postcode": "its postcode",
    "days": "days of the week, with ; between",
    "how often": "every week, every 2 weeks, or first, second, third, fourth or last of the month",
    "from": "when it begins",
    "to": "when it ends",
    "starts": "the first date",
}
"""Each column, and what stands in it."""

NEEDED = ("reference", "group", "name")
MOST_BYTES = 5_000_000
MOST_LINES = 5_000
MOST_LETTERS = 5_000


class NotATableError(Exception):
    """The file is no table of listings; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One listing as it stands in the file; `number` counts the lines as a spreadsheet does, the heading being 1."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """What stands in this column; empty where there is nothing."""
        return self.cells.get(column, "")

    def several(self, column: str) -> tuple[str, ...]:
        """What stands in this column with ; between."""
        return tuple(one.strip() for one in self[column].split(";") if one.strip())


def read(data: bytes) -> tuple[Line, ...]:
    """The lines of the file that have something in them; raises NotATableError."""
    if len(data) > MOST_BYTES:
        raise NotATableError(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Cut it into several.")
    text = _text(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as error:
        raise NotATableError(f"The file is not a table with separated columns: {error}.") from error
    if not rows:
        raise NotATableError("The file is empty.")
    heading = [" ".join(cell.lower().split()) for cell in rows[0]]
    _check(heading)
    if len(rows) - 1 > MOST_LINES:
        raise NotATableError(f"The file has more than {MOST_LINES:,} lines. Cut it into several.")
    lines = (_line(number, heading, row) for number, row in enumerate(rows[1:], 2))
    return tuple(line for line in lines if any(line.cells.values()))


def _line(number: int, heading: Sequence[str], row: Sequence[str]) -> Line:
    if len(row) > len(heading):
        raise NotATableError(f"Line {number} has more columns than the heading.")
    cells = {name: cell.strip()[:MOST_LETTERS] for name, cell in zip(heading, row, strict=False)}
    return Line(number=number, cells=cells)


def _check(heading: Sequence[str]) -> None:
    strange = [name for name in heading if name not in COLUMNS]
    missing = [name for name in NEEDED if name not in heading]
    twice = [name for name in heading if heading.count(name) > 1]
    if strange:
        raise NotATableError(f"No column is called “{strange[0][:40]}”. There are: {', '.join(COLUMNS)}.")
    if missing:
        raise NotATableError(f"The column “{missing[0]}” is missing.")
    if twice:
        raise NotATableError(f"The column “{twice[0]}” is there twice.")


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _text(data: bytes) -> str:
    """UTF-8, with or without a byte order mark, else what older spreadsheets write."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
