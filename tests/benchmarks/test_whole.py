"""The bench runs from end to end at a tiny size, and its table has the form that the document promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import engines
from benchmarks.questions import Kind

ROOT = Path(__file__).parent.parent.parent
TINY = ("--quick", "--sizes", "150", "--no-pages", "--rounds", "1")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    command = [sys.executable, "-m", "benchmarks", *TINY]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def rows(lines: list[str]) -> dict[str, dict[str, str]]:
    """The first table's rows by the engine's name."""
    headings = cells(lines[0])
    body = [cells(line) for line in lines[2 : 2 + len(engines.NAMES)]]
    return {row[1]: dict(zip(headings, row, strict=True)) for row in body}


def test_there_is_a_row_for_every_engine(lines: list[str]) -> None:
    assert set(rows(lines)) == set(engines.TITLES.values())


def test_every_kind_of_question_has_a_column(lines: list[str]) -> None:
    assert {f"{kind} µs" for kind in Kind} <= set(cells(lines[0]))


def test_an_engine_has_figures_or_says_why_not(lines: list[str]) -> None:
    for row in rows(lines).values():
        assert row["word µs"].startswith("not run: ") or float(row["mean µs"].replace(",", "")) > 0


def test_our_search_and_the_standard_library_always_run(lines: list[str]) -> None:
    found = rows(lines)

    for name in ("Locator", "plain Whoosh", "SQLite FTS5"):
        assert not found[name]["word µs"].startswith("not run")
        assert float(found[name]["edit seen ms"]) > 0
        assert float(found[name]["ready ms"].replace(",", "")) > 0


def test_nearly_all_answers_are_those_of_the_reference(lines: list[str]) -> None:
    for row in rows(lines).values():
        assert row["word µs"].startswith("not run: ") or int(row["right %"]) >= 90


def test_what_was_to_be_reached_is_judged(lines: list[str]) -> None:
    start = lines.index("| what | verdict | to reach | measured |")
    verdicts = {cells(line)[1] for line in lines[start + 2 :] if line.startswith("|")}

    assert verdicts == {"not measured"}
