"""Opening and making an installation."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from locator import wiring
from locator.actions import find, install
from locator.actions.find import Search
from locator.settings import Settings
from locator.storage import synonyms
from tests import making
from tests.conftest import NOW, OpenEngine


def quiet(step: str, done: int, total: int) -> None:
    """No progress is shown in tests."""


def test_an_empty_folder_is_no_installation(tmp_path: Path) -> None:
    with pytest.raises(wiring.NotInstalledError):
        wiring.Engine(Settings(data=tmp_path))


@pytest.mark.slow
def test_an_installation_that_was_cut_off_is_finished_by_the_next_init(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    seen = []

    class CutOffError(Exception):
        pass

    def cut(step: str, done: int, total: int) -> None:
        seen.append(step)
        if step == "Demonstration listings" and done > 20:
            raise CutOffError

    with pytest.raises(CutOffError):
        wiring.prepare(settings, demonstration=True, progress=cut, now=NOW)
    assert "Postcodes" in seen
    assert not wiring.is_current(settings)
    with pytest.raises(wiring.NotInstalledError):
        wiring.Engine(settings)
    engine = wiring.prepare(settings, demonstration=True, progress=quiet, now=NOW)
    assert wiring.is_current(settings)
    assert find.search(engine.context(), Search()).total > 200
    assert engine.is_demonstration
    assert engine.context().settings.enquiries_phone == "01632 960000"
    engine.close()


def test_the_demonstration_is_refused_where_real_listings_are(open_engine: OpenEngine, settings: Settings) -> None:
    open_engine(making.listing()).close()
    with pytest.raises(install.NotEmptyError):
        wiring.prepare(settings, demonstration=True, progress=quiet)


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first = wiring.secret_key(tmp_path)
    assert wiring.secret_key(tmp_path) == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_synonyms_that_another_process_adds_are_used_soon(
    open_engine: OpenEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "REFERENCE_SECONDS", 0.0)
    first, second = open_engine(making.listing("Ukulele Band")), open_engine()
    assert find.search(second.context(), Search(words="strumming")).total == 0
    with first.store.atomic():
        synonyms.save(first.store, {"strumming": ("ukulele",)}, source="staff")
    assert find.search(second.context(), Search(words="strumming")).total == 1


def test_a_warmed_installation_has_its_index(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    assert engine.index.marker is None
    engine.warm()
    assert engine.index.marker == 1


def test_a_context_is_of_its_moment(open_engine: OpenEngine) -> None:
    context = open_engine().context()
    assert context.now == NOW
    assert context.today == making.TODAY
    summer = replace(context, now=NOW.replace(month=7, hour=23, minute=30))
    assert summer.today.day == 25
