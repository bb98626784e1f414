"""A disk that fills up, or fails, at any write: a plain refusal, nothing lost, nothing half done, and it recovers alone."""

from __future__ import annotations

import apsw
import pytest

from locator.actions.context import Context
from locator.storage.database import StoreError, StoreFullError, StoreUnreachableError
from tests.conftest import OpenEngine
from tests.faults import deeds, full


@pytest.fixture
def context(open_engine: OpenEngine) -> Context:
    engine = open_engine()
    deeds.prepare(engine.store)
    return engine.context()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "refusal"),
    [(apsw.FullError, StoreFullError), (apsw.IOError, StoreUnreachableError)],
    ids=["full", "failing"],
)
def test_at_every_write_point_a_deed_is_refused_whole_and_done_later(
    context: Context, error: type[Exception], refusal: type[StoreError]
) -> None:
    tried = full.every_point(context, error, refusal)
    assert tried.points > 20
    assert deeds.found(context.store.path) == tried.acknowledged
