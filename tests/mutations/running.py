"""Run one test against a copy of the product in which one guard is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
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
IMPORTED_BEFORE = "ignore::pytest.PytestAssertRewriteWarning"
PYTEST = ("-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile=quick", "-W", IMPORTED_BEFORE)

NURSERY = Path(__file__).parent / "nursery.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What pytest returned, and all that it printed."""

    code: int
    output: str


class NotThereError(Exception):
    """What is to be taken out is not there, or more than once."""


def copied(folder: Path) -> Path:
    """A checkout in the folder, with what is compiled already; what no guard is in is linked."""
    for name in COPIED:
        shutil.copytree(CHECKOUT / name, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(CHECKOUT / name)
    return folder


def taken_out(guard: Guard) -> str:
    """The text of the guard's file without the guard; raises NotThereError when it is not there exactly once."""
    text = (CHECKOUT / guard.file).read_text(encoding="utf-8")
    if text.count(guard.old) != 1:
        raise NotThereError(f"{guard.file} has this {text.count(guard.old)} times, not once:\n{guard.old}")
    return text.replace(guard.old, guard.new)


def without(guard: Guard, folder: Path) -> Path:
    """A checkout in the folder that lacks this guard."""
    (copied(folder) / guard.file).write_text(taken_out(guard), encoding="utf-8")
    return folder


class Nursery:
    """Runs tests in checkouts, over an installation that is there already, each in a process forked from one that is warm."""

    def __init__(self, built: Path) -> None:
        """Start the process."""
        self._built = built
        self._process = subprocess.Popen(
            [sys.executable, NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )

    def run(self, tests: Sequence[str], checkout: Path) -> Ran:
        """What these tests say in this checkout."""
        assert self._process.stdin
        assert self._process.stdout
        output = checkout / "output.txt"
        environment = {**os.environ, "PYTHONPATH": str(checkout), "LOCATOR_BUILT": str(self._built)}
        environment.pop("PYTEST_XDIST_WORKER", None)
        asked = {
            "folder": str(checkout),
            "environment": environment,
            "words": [*PYTEST, *tests],
            "output": str(output),
        }
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        code = self._process.stdout.readline()
        return Ran(code=int(code), output=output.read_text(encoding="utf-8"))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()
