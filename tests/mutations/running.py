"""Run one test against a copy of the product in which one guard is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.mutations.guard import Guard

CHECKOUT = Path(__file__).resolve().parents[2]
COPIED = ("locator", "search_index")
LINKED = (
    "templates",
    "static",
    "seed_data",
    "tests",
    "docs",
    "setup.cfg",
    "README.md",
    "Makefile",
    "tools",
    "benchmarks",
)
PYTEST = ("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=quick")


class NotThereError(Exception):
    """What is to be taken out is not there, or more than once."""


def copied(folder: Path) -> Path:
    """A checkout in the folder, with what is compiled already; what no guard is in is linked."""
    for name in COPIED:
        shutil.copytree(CHECKOUT / name, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(CHECKOUT / name)
    return folder


def without(guard: Guard, folder: Path) -> Path:
    """A checkout in the folder that lacks this guard."""
    target = copied(folder) / guard.file
    text = target.read_text(encoding="utf-8")
    if text.count(guard.old) != 1:
        raise NotThereError(f"{guard.file} has this {text.count(guard.old)} times, not once:\n{guard.old}")
    target.write_text(text.replace(guard.old, guard.new), encoding="utf-8")
    return folder


def run(guard: Guard, checkout: Path, built: Path) -> subprocess.CompletedProcess[str]:
    """What the guard's test says in this checkout."""
    return run_tests([guard.test], checkout, built)


def run_tests(tests: Sequence[str], checkout: Path, built: Path) -> subprocess.CompletedProcess[str]:
    """What these tests say in this checkout, over an installation that is there already."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(checkout),
        "LOCATOR_BUILT": str(built),
    }
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        [sys.executable, *PYTEST, *tests], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
