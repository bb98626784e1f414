"""Few lines are scored without numpy, to the very same bits."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from search_index import scoring
from search_index.documents import Document
from search_index.index import SearchIndex
from search_index.scoring import FEW_LINES, Found, score
from search_index.snapshot import load
from search_index.tables import Tables


@pytest.fixture(params=[False, True], ids=["all living", "some dead"])
def tables(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tables]:
    chance = random.Random(3)
    words = [" ".join(["tea"] * chance.randint(1, 90)) for _ in range(60)]
    index = SearchIndex(tmp_path)
    index.rebuild(
        [
            Document(id=str(n), name="Tea club", summary=text, description=text, quality=chance.random())
            for n, text in enumerate(words)
        ],
        marker=1,
    )
    if request.param:
        index.apply([], [str(number) for number in range(0, 60, 3)], marker=2)
    yield load(tmp_path, None).tables
    index.close()


def values(found: Found) -> tuple[list[int], list[float], int, int]:
    return found.rows.tolist(), found.scores.tolist(), found.bits, found.close


def test_few_lines_are_scored_as_many_are(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    for _ in range(500):
        rows = [chance.randrange(6) for _ in range(chance.randint(1, FEW_LINES))]
        lines = np.array([row * 8 + chance.randrange(7) for row in rows], dtype=np.int64)
        frequencies = np.array([chance.randint(1, 9) for _ in rows], dtype=np.uint16)
        for often in (None, frequencies):
            with monkeypatch.context() as patched:
                patched.setattr(scoring, "FEW_LINES", 0)
                expected = values(score(tables, lines, often))
            assert values(score(tables, lines, often)) == expected


def test_no_lines_are_found_nowhere(tables: Tables) -> None:
    assert score(tables, np.empty(0, dtype=np.int64)) is scoring.NOTHING
