"""A wheel serves from anywhere: nothing it needs stays behind in the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import site as sites
from tests.browser.site import Site
from tests.house.test_packages import DATA_PACKAGES, tracked

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = ("locator", "search_index", *DATA_PACKAGES, "setup.cfg", "pyproject.toml", "README.md", "LICENSE")

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group(__name__)]
"""All in one worker, which builds the wheel once."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a clean copy of the tree, so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in [name for part in SHIPPED for name in tracked(part)]:
        (folder / "tree" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / name, folder / "tree" / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), "tree"]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files and nothing else of ours; it goes before the environment's own packages."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "packages")
    return folder


@pytest.fixture(scope="module")
def environment(elsewhere: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(elsewhere / "packages"), "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def served(elsewhere: Path, environment: dict[str, str]) -> Iterator[Site]:
    data = elsewhere / "data"
    sites.run(data, "init", folder=elsewhere, environment=environment)
    with sites.served(data, elsewhere / "server.log", folder=elsewhere, environment=environment) as site:
        yield site


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    code = {name for name in [*tracked("locator"), *tracked("search_index")] if name.endswith(".py")}
    data = {f"locator/{name}" for folder in DATA_PACKAGES for name in tracked(folder) if "/." not in name}
    assert (code | data) - held == set()
    assert "locator/py.typed" in held


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"locator", "search_index"}


def test_the_wheel_is_what_runs(elsewhere: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-c", "import locator.assets, search_index; print(locator.assets.folder('templates'))"]
    said = subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=True)
    assert Path(said.stdout.strip()) == elsewhere / "packages" / "locator" / "templates"


@pytest.mark.parametrize("address", ["/", "/services?q=lunch+club&near=ML1+1AB", "/map", "/about"])
def test_the_wheel_serves_from_another_folder(served: Site, address: str) -> None:
    answer = served.get(address)
    assert (answer.status, answer.kind) == (200, "text/html")
    assert b"<h1" in answer.body


def test_a_new_installation_is_empty_and_says_nothing_of_a_demonstration(served: Site) -> None:
    assert b"Demonstration data" not in served.get("/").body
