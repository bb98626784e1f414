"""However organisers, curators and imports mix, what is public was approved and its history replays to it."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from locator.wiring import Engine
from tests.faults import changing


@pytest.mark.slow
def test_what_is_public_is_always_an_approved_version(built: Path, tmp_path: Path) -> None:
    days = count()

    def make() -> Engine:
        return changing.opened(built, tmp_path / str(next(days)))

    assert changing.run(make, steps=2_000) >= 2_000
