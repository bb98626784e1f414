"""What takes long to make, made once however many test workers ask for it."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def shared(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of this run share."""
    base = factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


def made(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    """`folder / name`, which the first that asks makes while the others wait."""
    made_by_now = folder / f"{name}.done"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made_by_now.exists():
            make(folder / name)
            made_by_now.touch()
    return folder / name
