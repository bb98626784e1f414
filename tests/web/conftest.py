"""The site over a real installation, and a client that looks at every page it fetches."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from locator import wiring
from locator.directory.listing import Listing
from locator.settings import Settings
from locator.web import create_app
from tests.conftest import NOW, OpenEngine, save
from tests.entering import Clock, House
from tests.web import village
from tests.web.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.fixture
def make_app(open_engine: OpenEngine) -> Callable[..., Flask]:
    """A function that makes the site over these listings."""

    def make(*listings: Listing) -> Flask:
        return create_app(open_engine(*listings))

    return make


@pytest.fixture
def visit(make_app: Callable[..., Flask]) -> Visit:
    """A function that makes a visitor of the site over these listings."""

    def make(*listings: Listing) -> Visitor:
        return Visitor(make_app(*listings))

    return make


@pytest.fixture(scope="session")
def village_app(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Flask]:
    """The site over the village, for tests that change nothing."""
    data = tmp_path_factory.mktemp("village")
    shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
    (data / "places").symlink_to(built / "places")
    settings = Settings(data=data, enquiries_phone="01632 960000", enquiries_email="ask@example.org")
    engine = wiring.Engine(settings, clock=lambda: NOW)
    save(engine, *village.EVERY)
    yield create_app(engine)
    engine.close()


@pytest.fixture
def guest(village_app: Flask) -> Visitor:
    """Somebody who has never been to the village's site before."""
    return Visitor(village_app)


@pytest.fixture
def house(settings: Settings) -> Iterator[House]:
    """An empty installation whose clock can be moved."""
    clock = Clock()
    engine = wiring.Engine(settings, clock=clock)
    yield House(settings, clock, engine, create_app(engine))
    engine.close()
