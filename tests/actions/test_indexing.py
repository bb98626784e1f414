"""The index follows the database, whatever happens to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from locator import wiring
from locator.actions import find, indexing
from locator.actions.context import Context
from locator.actions.find import Search
from locator.directory.service import ServiceStatus
from locator.settings import Settings
from locator.wiring import Engine
from search_index.query import Answer, Query
from tests import making
from tests.conftest import NOW, OpenEngine, save


def count(engine: Engine, words: str) -> int:
    return find.search(engine.context(), Search(words=words)).total


def test_an_edit_is_found_by_its_new_words_at_the_next_search(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    engine = open_engine(listing)
    assert count(engine, "ukulele") == 0
    save(engine, replace(listing, service=replace(listing.service, description="We play the ukulele.")))
    assert count(engine, "ukulele") == 1


def test_an_edit_is_found_by_every_open_installation(open_engine: OpenEngine) -> None:
    first, second = open_engine(making.listing("Lunch Club")), open_engine()
    assert count(second, "lunch") == 1
    save(first, making.listing("Ukulele Band"))
    assert count(second, "ukulele") == 1
    assert count(first, "ukulele") == 1


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _truncate(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flip(folder: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            file.write_bytes(bytes(byte ^ 0x5A for byte in file.read_bytes()))


@pytest.mark.parametrize("harm", [_delete, _truncate, _flip])
def test_a_broken_index_is_made_anew_when_the_site_starts(
    open_engine: OpenEngine, settings: Settings, harm: Callable[[Path], None]
) -> None:
    assert count(open_engine(making.listing("Lunch Club")), "lunch") == 1
    harm(settings.data / "index")
    assert count(open_engine(), "lunch") == 1


@pytest.mark.parametrize("harm", [_delete, _truncate, _flip])
def test_a_site_goes_on_answering_when_its_index_breaks(
    open_engine: OpenEngine, settings: Settings, harm: Callable[[Path], None]
) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    assert count(engine, "lunch") == 1
    harm(settings.data / "index")
    save(engine, making.listing("Ukulele Band"))
    assert count(engine, "lunch") == 1
    assert count(engine, "ukulele") == 1
    assert count(open_engine(), "ukulele") == 1


def test_an_index_ahead_of_the_database_is_made_anew(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    indexing.rebuild(engine.context())
    engine.index.apply([], [], marker=999)
    assert count(engine, "lunch") == 1
    assert engine.index.marker == 1


def test_sessions_are_written_again_before_they_run_out(open_engine: OpenEngine, settings: Settings) -> None:
    assert count(open_engine(making.listing("Lunch Club")), "lunch") == 1
    later = NOW + timedelta(days=100)
    engine = wiring.Engine(settings, clock=lambda: later)
    try:
        week = find.search(engine.context(), Search(chosen={"when": frozenset({"week"})}))
        assert week.total == 1
        assert engine.index.built_on == later.date()
    finally:
        engine.close()


def test_what_is_closed_for_good_is_not_in_the_index(open_engine: OpenEngine) -> None:
    listing = making.listing("Lunch Club")
    closed = replace(listing, service=replace(listing.service, status=ServiceStatus.DEFUNCT))
    assert count(open_engine(closed), "lunch") == 0


def test_an_index_that_is_broken_again_while_it_is_mended_is_mended_again(
    open_engine: OpenEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    assert count(engine, "lunch") == 1
    mend, mended = indexing.rebuild, []

    def mend_and_break_twice(context: Context) -> int:
        found = mend(context)
        mended.append(found)
        if len(mended) <= 2:
            _flip(settings.data / "index")
        return found

    monkeypatch.setattr(indexing, "rebuild", mend_and_break_twice)
    _flip(settings.data / "index")
    assert count(engine, "lunch") == 1
    assert mended == [1, 1, 1]


def test_an_index_that_breaks_in_the_middle_of_a_page_does_no_harm(
    open_engine: OpenEngine, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    first = indexing.search

    def answer_and_break(context: Context, query: Query) -> Answer:
        monkeypatch.setattr(indexing, "search", first)
        answer = first(context, query)
        _flip(settings.data / "index")
        return answer

    monkeypatch.setattr(indexing, "search", answer_and_break)
    found = find.search(engine.context(), Search(words="lunch"))
    assert (found.total, found.counts["when"]) == (1, {"today": 1, "week": 1})
