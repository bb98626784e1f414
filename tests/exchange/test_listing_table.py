"""A table of listings is read whatever program wrote it, and what is none is refused with a sentence."""

from __future__ import annotations

import pytest

from locator.exchange import listing_table
from locator.exchange.listing_table import NotATableError

HEADING = "Reference,Group,Name"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_whatever_program_wrote_it(encoding: str, separator: str) -> None:
    text = f'{HEADING}\r\n1,Café Friends,"Tea, cakes"\r\n,,\r\n'.replace(",", separator).replace(
        f"Tea{separator} cakes", f"Tea{separator} cakes"
    )
    (line,) = listing_table.read(text.encode(encoding))
    assert (line.number, line["group"], line["reference"]) == (2, "Café Friends", "1")
    assert line["phone"] == ""


def test_several_things_stand_in_one_cell() -> None:
    (line,) = listing_table.read(f"{HEADING},Who\n1,G,N, older people ;carers;;\n".encode())
    assert line.several("who") == ("older people", "carers")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (b"Reference,Group\n1,G\n", "The column \u201cname\u201d is missing."),
        (b"Reference,Group,Name,Shoe size\n", "No column is called \u201cshoe size\u201d"),
        (b"Reference,Group,Name,Name\n", "is there twice"),
        (b"Reference,Group,Name\n1,2,3,4\n", "Line 2 has more columns than the heading."),
        (b'Reference,Group,Name\n1,2,"3\n', "not a table"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"Reference,Group,Name\n" + b"1,2,3\n" * 5_001, "more than 5,000 lines"),
        (b"\x00\xff\xfe" * 50, "No column is called"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(NotATableError, match=words):
        listing_table.read(data)
