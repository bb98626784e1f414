"""The three sites are really served and loaded, at a tiny size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.pages import PageOutcome, turns
from benchmarks.pages.turns import SITES, Turns

TINY = Turns(rounds=2, seconds=0.4, warm_seconds=0.2, connections=2)


@pytest.fixture(scope="module")
def pages(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageOutcome]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "data").mkdir()
    (folder / "data" / "places").symlink_to(built / "places")
    return {page.name: page for page in turns.run(folder, 60, TINY)}


def test_every_site_has_its_turns(pages: dict[str, PageOutcome]) -> None:
    assert set(pages) == set(SITES.values())
    assert {len(page.turns) for page in pages.values()} == {TINY.rounds}
    assert all(page.per_second > 0 for page in pages.values())


def test_the_results_page_is_a_whole_page_over_both(pages: dict[str, PageOutcome]) -> None:
    ours, other = pages["results page"], pages["the same over FTS5"]

    assert ours.kilobytes > 10
    assert ours.kilobytes == pytest.approx(other.kilobytes, rel=0.25)


def test_the_bare_view_is_two_letters(pages: dict[str, PageOutcome]) -> None:
    assert pages["bare Flask view"].page_bytes == 2


def test_a_site_that_does_not_come_up_is_said() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    with pytest.raises(turns.SiteFailedError):
        turns.wait(turns.free_port(), "/services", ended)
