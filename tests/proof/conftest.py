"""The demonstration directory, installed once for all workers; each test that changes something gets a copy."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from locator import wiring
from locator.actions import indexing, install
from locator.directory.listing import Listing
from locator.places import gazetteer
from locator.settings import Settings
from locator.storage import database
from locator.web import create_app
from tests import once
from tests.conftest import NOW, save
from tests.proof.rows import Directory

NewSite = Callable[..., Flask]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, built: Path, seed: Path) -> Path:
    """A finished installation of the demonstration directory, index and all; only to be copied or read."""
    return once.made(once.shared(tmp_path_factory), "proof", lambda data: _install(data, built, seed))


def _install(data: Path, built: Path, seed: Path) -> None:
    shutil.copytree(built, data)
    store = database.open_store(data / "locator.sqlite")
    places = gazetteer.open_gazetteer(data / "places", seed)
    install.load_demonstration(store, seed, places, NOW.date())
    store.close()
    engine = wiring.Engine(Settings(data=data), clock=lambda: NOW)
    indexing.rebuild(engine.context())
    engine.close()


def copied(installed: Path, data: Path) -> Settings:
    """The settings of a copy of the demonstration directory in that folder (its postcode tables are a link)."""
    data.mkdir()
    shutil.copy(installed / "locator.sqlite", data / "locator.sqlite")
    shutil.copytree(installed / "index", data / "index")
    (data / "places").symlink_to(installed / "places")
    return Settings(data=data, enquiries_phone="01632 960000", enquiries_email="ask@example.org")


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Iterator[Directory]:
    """The demonstration directory, open; for tests that change nothing."""
    settings = copied(installed, tmp_path_factory.mktemp("demonstration") / "data")
    engine = wiring.Engine(settings, clock=lambda: NOW)
    yield Directory(engine)
    engine.close()


@pytest.fixture(scope="session")
def app(demonstration: Directory) -> Flask:
    """The site over it."""
    return create_app(demonstration.engine)


@pytest.fixture
def own(tmp_path: Path, installed: Path) -> Settings:
    """A copy of the demonstration directory that a test may harm."""
    return copied(installed, tmp_path / "own")


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[NewSite]:
    """A function that makes the site over these listings alone, for all tests of a module."""
    opened: list[wiring.Engine] = []

    def make(*found: Listing) -> Flask:
        data = tmp_path_factory.mktemp("site")
        shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
        (data / "places").symlink_to(built / "places")
        opened.append(wiring.Engine(Settings(data=data), clock=lambda: NOW))
        save(opened[-1], *found)
        return create_app(opened[-1])

    yield make
    for engine in opened:
        engine.close()
