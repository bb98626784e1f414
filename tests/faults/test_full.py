"""A disk that fills up, or fails, at any write: a plain refusal, nothing lost, nothing half done, and it recovers alone."""

from __future__ import annotations

import apsw
import pytest

from locator.actions.context import Context
from locator.storage.database import StoreError, StoreFullError, StoreUnreachableError
from tests.conftest import OpenEngine
from tests.faults import full


@pytest.fixture
def context(open_engine: OpenEngine) -> Context:
    engine = open_engine()
    full.prepare(engine.store)
    return engine.context()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("error", "refusal"),
    [(apsw.FullError, StoreFullError), (apsw.IOError, StoreUnreachableError)],
    ids=["full", "failing"],
)
@pytest.mark.parametrize("kept", full.DEEDS, ids=lambda kept: kept or "referred")
def test_at_every_write_point_a_deed_is_refused_whole_and_done_later(
    context: Context, kept: str, error: type[Exception], refusal: type[StoreError]
) -> None:
    tried = full.every_point(context, kept, error, refusal)
    assert tried.points > 5
    assert full.lost(context, tried) == frozenset()
