"""A listing that nobody edits comes over its line on its day, and the first search of that day knows it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from locator.actions import cycles, find, indexing
from locator.actions.context import Context
from locator.actions.find import Search
from locator.directory.cycle import Cycle
from locator.directory.listing import Listing
from locator.directory.service import Assurance, AssuredHow
from locator.storage import changes
from locator.wiring import Engine
from search_index.index import IndexBusyError
from tests import making, signing
from tests.conftest import OpenEngine, save
from tests.referred import CURATOR

MOTHERWELL = "consortia-2026/motherwell"


def checked(name: str, on: date) -> Listing:
    return making.listing(name, assured=Assurance(on=on, by="us", how=AssuredHow.PHONE))


TURNING = checked("Alpha walking", date(2026, 3, 10))
"""Nine months are over on 10 December 2026."""
STEADY = checked("Beta walking", date(2026, 11, 20))


def at(engine: Engine, day: date) -> Context:
    context = engine.context()
    return replace(context, now=context.now + (day - context.today))


def order(context: Context) -> list[str]:
    return [card.listing.service.name for card in find.search(context, Search(words="walking")).cards]


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    return open_engine(TURNING, STEADY)


def test_on_the_day_it_comes_behind_and_the_day_before_it_does_not(engine: Engine) -> None:
    assert order(at(engine, date(2026, 12, 9))) == ["Alpha walking", "Beta walking"]
    head = changes.head(engine.store)
    assert order(at(engine, date(2026, 12, 10))) == ["Beta walking", "Alpha walking"]
    assert changes.head(engine.store) == head


def test_another_process_that_begins_later_knows_it_too(engine: Engine, open_engine: OpenEngine) -> None:
    order(at(engine, date(2026, 11, 24)))
    assert order(at(open_engine(), date(2026, 12, 12))) == ["Beta walking", "Alpha walking"]


def test_a_check_brings_it_back(engine: Engine) -> None:
    late = at(engine, date(2026, 12, 10))
    order(late)
    save(engine, checked("Alpha walking", date(2026, 12, 10)))
    assert order(late) == ["Alpha walking", "Beta walking"]


def test_a_shorter_cycle_of_its_locality_holds_at_the_next_search(engine: Engine) -> None:
    signing.add(engine, CURATOR)
    assert order(engine.context()) == ["Alpha walking", "Beta walking"]
    short = Cycle(remind_months=1, again_months=2, call_months=3, lower_months=4, hide_months=5)
    cycles.choose(signing.as_user(engine, CURATOR), MOTHERWELL, short)
    engine._reference_read_at = 0.0
    assert order(engine.context()) == ["Beta walking", "Alpha walking"]
    cycles.choose(signing.as_user(engine, CURATOR), MOTHERWELL, Cycle())
    engine._reference_read_at = 0.0
    assert order(engine.context()) == ["Alpha walking", "Beta walking"]


def test_while_another_process_writes_the_search_goes_on_and_the_next_one_does_it(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    order(engine.context())
    late = at(engine, date(2026, 12, 10))

    def busy(*_: object, **__: object) -> None:
        raise IndexBusyError

    with monkeypatch.context() as patched:
        patched.setattr(type(engine.index), "apply", busy)
        assert order(late) == ["Alpha walking", "Beta walking"]
    assert order(late) == ["Beta walking", "Alpha walking"]


def test_every_day_of_three_months_the_index_says_what_one_made_anew_would(engine: Engine) -> None:
    for days in range(0, 90, 3):
        context = at(engine, date(2026, 11, 24) + timedelta(days=days))
        followed = order(context)
        indexing.rebuild(context)
        assert order(context) == followed
