"""Workers and the whole server are killed while people refer, move on and hand over: nothing that was acknowledged is lost, doubled or torn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import killing


@pytest.mark.slow
def test_what_was_acknowledged_outlives_every_kill(built: Path, tmp_path: Path) -> None:
    tally, count = killing.refer_while_killed(built, tmp_path / "kills", clients=4, acknowledged=150, kills_wanted=6)
    assert len(tally.acknowledged) >= 150
    assert tally.kills >= 6
    assert count.is_clean
    assert min(count.moves, count.hand_overs) > 10
