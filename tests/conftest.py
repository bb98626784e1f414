"""What tests of several rooms need: an installation of their own in a temporary folder, with the clock held still."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from locator import assets, wiring
from locator.actions import install
from locator.directory.listing import Listing
from locator.places import tables
from locator.settings import Settings
from locator.storage import database, listings, migrations, organizations
from locator.wiring import Engine
from tests import once

# Two busy cores make single examples slow now and then; what must be fast has a test that says so.
hypothesis.settings.register_profile("locator", deadline=None)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=10)
hypothesis.settings.load_profile("locator")

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""The moment at which tests happen: a Tuesday morning in winter, so that London and UTC agree."""

MEMORY = Path("/dev/shm")
MEMORY_BYTES = 2_000_000_000
"""How much room in memory the tests ask for; they take a tenth of it."""

HERE = Path(__file__).parent
INSTALLED = "built"
"""The fixture of which every installation is a copy: whatever needs it tests more than a unit."""
TOGETHER = frozenset({"web", "proof", "faults"})
"""The folders whose tests put the whole product together in ways of their own."""

OpenEngine = Callable[..., Engine]


def pytest_configure() -> None:
    """Let the tests write to memory where it is large enough: on a disk, most of their time goes into waiting for each commit."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need an installation: those that are left are of one room."""
    for item in items:
        if INSTALLED in getattr(item, "fixturenames", ()) or item.path.relative_to(HERE).parts[0] in TOGETHER:
            item.add_marker(pytest.mark.installed)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """See to it that tests of one group stay in one worker, where the run keeps groups: their ids end with the group then."""
    is_grouped = getattr(item.config.option, "loadgroup", False) and item.get_closest_marker("xdist_group")
    if is_grouped and "@" not in item.nodeid:
        pytest.fail("This pytest and this pytest-xdist deal out the tests of a group one by one", pytrace=False)


@pytest.fixture(scope="session")
def seed() -> Path:
    """The seed data of this release."""
    return assets.folder("seed_data")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, seed: Path) -> Path:
    """An installation without listings, made once for all workers and copied by each test that needs one.

    A test that runs tests in a process of its own hands them its own (LOCATOR_BUILT).
    """
    if os.environ.get("LOCATOR_BUILT"):
        return Path(os.environ["LOCATOR_BUILT"])
    return once.made(once.shared(tmp_path_factory), "installation", lambda folder: _build(folder, seed))


def _build(folder: Path, seed: Path) -> None:
    folder.mkdir()
    tables.build(seed, folder / "places", None)
    store = database.open_store(folder / "locator.sqlite")
    migrations.migrate(store)
    install.load_reference(store, seed)
    install.finish(store)
    store.close()


@pytest.fixture
def settings(tmp_path: Path, built: Path) -> Settings:
    """The settings of a fresh, empty installation (its postcode tables are a link: nothing writes to them)."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(built / "locator.sqlite", data / "locator.sqlite")
    (data / "places").symlink_to(built / "places")
    return Settings(data=data, enquiries_phone="01632 960000", enquiries_email="ask@example.org")


@pytest.fixture
def open_engine(settings: Settings) -> Iterator[OpenEngine]:
    """A function that saves listings and opens the installation; everything is closed afterwards."""
    opened: list[Engine] = []

    def open_with(*found: Listing) -> Engine:
        engine = wiring.Engine(settings, clock=lambda: NOW)
        opened.append(engine)
        save(engine, *found)
        return engine

    yield open_with
    for engine in opened:
        engine.close()


def save(engine: Engine, *found: Listing) -> None:
    """Save the listings and their organizations in one transaction."""
    with engine.store.atomic():
        for one in found:
            organizations.save(engine.store, one.organization)
            listings.save(engine.store, one)
