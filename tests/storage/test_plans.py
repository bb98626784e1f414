"""What grows with the years is found by index: a page that reads every referral gets slower with each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from locator.storage import figures, my_work, open_data, referrals
from locator.storage.database import Store, Value
from locator.storage.open_data import Wanted

LONG_AGO, NOW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)
ONE = "3f0b5c1e-0000-4000-8000-000000000000"
ASKED: list[tuple[Callable[[Store], object], str]] = [
    (referrals.open_by_service, "USING INDEX referral_open"),
    (lambda store: referrals.unanswered_by_service(store, NOW), "USING INDEX referral_state"),
    (lambda store: my_work.ended_of_team(store, "team", since=LONG_AGO), "USING INDEX referral_ended"),
    (lambda store: figures.demand(store, LONG_AGO, NOW), "USING COVERING INDEX referral_counted"),
    (lambda store: open_data.modified(store, (ONE,)), "USING COVERING INDEX change_log_service"),
    (lambda store: open_data.service_ids(store, Wanted(modified_after=NOW)), "USING COVERING INDEX change_log_service"),
    (lambda store: figures.searches_for_nothing(store, LONG_AGO, NOW), "USING COVERING INDEX search_log_nothing"),
]


@pytest.mark.parametrize(("ask", "found_by"), ASKED, ids=[found_by.split()[-1] for _, found_by in ASKED])
def test_it_is_found_by_its_index(
    store: Store, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Store], object], found_by: str
) -> None:
    asked: list[tuple[str, tuple[Value, ...]]] = []
    rows = Store.rows
    with monkeypatch.context() as patch:
        patch.setattr(Store, "rows", lambda own, sql, values=(): asked.append((sql, values)) or rows(own, sql, values))
        ask(store)
    ((sql, values),) = asked
    assert found_by in " ".join(str(line[3]) for line in store.rows(f"EXPLAIN QUERY PLAN {sql}", values))
