"""Servers are killed while staff, groups and curators work: nothing that was acknowledged is lost, doubled or torn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import killing
from tests.faults.kills import Enough

KINDS = {
    "referred",
    "moved",
    "handed over",
    "saved",
    "sent",
    "approved",
    "refused",
    "correct",
    "timed",
    "published",
    "merged",
}


@pytest.mark.slow
def test_what_was_acknowledged_outlives_every_kill(built: Path, tmp_path: Path) -> None:
    tally, count = killing.work_while_killed(built, tmp_path / "kills", Enough(kills=6, each=9, referrals=60), crews=1)
    assert tally.given_up == []
    assert tally.kills >= 6
    assert tally.referrals >= 60
    assert count.lost == frozenset()
    assert set(count.kinds) == KINDS
    assert min(count.kinds.values()) >= 3
