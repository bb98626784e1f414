"""No power cut loses or tears what was acknowledged, and the same test sees it where the database is told not to sync."""

from __future__ import annotations

import pytest

from locator.actions.context import Context
from tests.conftest import OpenEngine
from tests.faults import deeds, power

DATABASE = "locator.sqlite"


@pytest.fixture
def context(open_engine: OpenEngine) -> Context:
    engine = open_engine()
    deeds.prepare(engine.store)
    engine.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return engine.context()


@pytest.mark.slow
def test_no_power_cut_loses_or_tears_what_was_acknowledged(context: Context) -> None:
    done = power.work(context, 60)
    assert len(done.disk.operations) > 300
    assert power.lost(done, DATABASE, cuts=60, seed=1) == 0


@pytest.mark.slow
def test_with_fewer_syncs_the_same_test_sees_losses(context: Context) -> None:
    done = power.work(context, 60, synchronous="NORMAL")
    assert power.lost(done, DATABASE, cuts=40, seed=1) > 0
