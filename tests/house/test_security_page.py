"""The page about attacks names every one that we answer for, with tests that exist and guards that are proven."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.mutations.guards import GUARDS

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
NUMBERS = (*range(1, 39), *range(42, 50), 51, 54, 55, 58, 60, 61)
ROWS = {int(number): (what, shown) for number, what, shown in ROW.findall(PAGE)}


def test_every_attack_of_the_list_has_a_row() -> None:
    assert sorted(ROWS) == sorted(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_row_names_tests_that_are_there(number: int) -> None:
    what, shown = ROWS[number]
    named = TEST.findall(shown)
    assert named or shown.startswith("Does not apply: "), f"{number} ({what}) is shown by nothing"
    for file, name in named:
        text = (CHECKOUT / file).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in text, f"{number}: {file} has no {name}"


def test_of_every_row_a_guard_is_taken_out_and_no_guard_is_of_another() -> None:
    proven = {int(guard.number) for guard in GUARDS if guard.number.isdecimal()}
    assert proven == {number for number, (_, shown) in ROWS.items() if not shown.startswith("Does not apply: ")}
