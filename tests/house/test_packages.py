"""setup.cfg lists the packages by hand, so it must say what the tree holds."""

from __future__ import annotations

import configparser
import re
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DATA_PACKAGES = ("templates", "static", "seed_data")
NAME = re.compile(r"^[A-Za-z0-9_.-]+")


def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(CHECKOUT / "setup.cfg")
    return parser


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith(("#", "-r"))]


def names(requirements: list[str]) -> set[str]:
    return {match.group().lower() for line in requirements if (match := NAME.match(line))}


def tracked(folder: str) -> list[str]:
    """The files of a folder that git knows, or would take if they were added."""
    found = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in found.stdout.splitlines() if (CHECKOUT / name).exists()]


def test_every_package_of_the_tree_is_listed() -> None:
    packages = {
        str(file.parent.relative_to(CHECKOUT)).replace("/", ".")
        for root in ("locator", "search_index")
        for file in (CHECKOUT / root).rglob("__init__.py")
    }
    listed = lines(setup()["options"]["packages"])
    assert sorted(listed) == sorted(packages | {f"locator.{name}" for name in DATA_PACKAGES})


def test_every_folder_of_modules_is_a_package() -> None:
    modules = [Path(name) for name in [*tracked("locator"), *tracked("search_index")] if name.endswith(".py")]
    assert [module for module in modules if not (CHECKOUT / module.parent / "__init__.py").exists()] == []


def test_every_template_static_file_and_seed_file_is_shipped() -> None:
    data = setup()["options.package_data"]
    assert {name: data[f"locator.{name}"] for name in DATA_PACKAGES} == dict.fromkeys(DATA_PACKAGES, "**/*")
    hidden = [name for folder in DATA_PACKAGES for name in tracked(folder) if "/." in name]
    assert [name for name in hidden if not name.endswith("/.keep")] == [], "a name with a dot first is not shipped"


def test_setup_names_the_same_dependencies_as_the_lock_files_source() -> None:
    wanted = names(lines(setup()["options"]["install_requires"]))
    assert wanted == names(lines((CHECKOUT / "requirements.in").read_text()))


def test_every_lock_file_names_what_its_source_asks_for() -> None:
    for source in CHECKOUT.glob("requirements*.in"):
        locked = names([line for line in lines(source.with_suffix(".lock").read_text()) if "==" in line])
        missing = names(lines(source.read_text())) - locked
        assert not missing, f"run `make lock`: {source.with_suffix('.lock').name} lacks {missing}"
