"""Tables as CSV that a spreadsheet shows and never runs.

A cell that begins with = + - or @ is a formula to a spreadsheet (https://owasp.org/www-community/attacks/CSV_Injection),
and a program that splits at other separators, or does not know our quotes, sees cells begin in the middle of ours. So
every place where a cell could begin is looked at, and what would be a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

MIME = "text/csv; charset=utf-8"

_STARTERS = "".join(
    (
        "=+\\-@",
        "\uff1d\uff0b\uff0d\uff20",  # full-width
        "\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u208c\u208a\ufb29\u2a74\u2a75\u2a76",  # small, raised, lowered and others that NFKC makes into one
        "\u2212\u2010\u2011\u2012\u2013\u2014\ufe58\ufe31\ufe32",  # the minus sign and dashes, which some programs take for "-"
    )
)
_ENDS = ',;|"'
_NOTHING = "\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""White space and what is not seen at all, either of which a program may skip before it looks at a cell."""

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_FORMULA = re.compile(f"((?:^|[{_ENDS}])[{_NOTHING}]*)(?=[{_STARTERS}])")


def written(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """The table as UTF-8 with a byte order mark, without which some spreadsheets read another alphabet."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    for row in (header, *rows):
        writer.writerow([defused(str(value)) for value in row])
    return lines.getvalue().encode("utf-8-sig", errors="replace")


def defused(text: str) -> str:
    """The text on one line, with an apostrophe wherever a formula could begin."""
    return _FORMULA.sub(r"\1'", _BREAKS.sub(" ", text))
