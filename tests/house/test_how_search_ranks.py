"""The page on ranking says the numbers that the code uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locator.actions import documents
from locator.directory.cycle import DEFAULT
from search_index import fields

PAGE = (Path(__file__).parents[2] / "docs" / "how-search-ranks.md").read_text(encoding="utf-8")


def test_the_table_of_fields_is_the_one_in_the_code() -> None:
    rows = re.findall(r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \| (yes|no) \|$", PAGE, re.MULTILINE)
    assert rows == [
        (field.name, str(field.weight), str(field.length_norm), "yes" if field.tells else "no")
        for field in fields.FIELDS
    ]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("every further mention (K1 = {})", fields.K1),
        ("a hit counts {} of a hit by the word itself", fields.SYNONYM_WEIGHT),
        ("through the beginning of a word, {}.", fields.PREFIX_WEIGHT),
        ("An unfinished last word of {} letters or more", fields.PREFIX_SHORTEST),
        ("the worst loses {} of it", fields.QUALITY_SHARE),
        ("nobody has checked for {} months", DEFAULT.lower_months),
        ("keeps {} of its quality", documents.LOWERED_SHARE),
        ("closed group keeps {}.", documents.CLOSED_SHARE),
        ("over every {} metres", round(fields.NEAR_HALF_METRES)),
        ("the part above {} halves", fields.FAR_FLOOR),
        ("as if it were {} metres away", round(fields.AREA_METRES)),
        ("At most {} letters", fields.MOST_LETTERS),
        ("and {} words are read", fields.MOST_QUERY_WORDS),
        ("found in no more than {} groups", fields.LITTLE),
        ("at least {} times as common", fields.MUCH_MORE),
    ],
)
def test_a_number_on_the_page_is_the_one_in_the_code(sentence: str, number: float) -> None:
    assert sentence.format(number) in " ".join(PAGE.split())
