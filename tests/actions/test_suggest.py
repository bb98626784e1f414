"""What is suggested while somebody types is what the listings say now, whether or not anybody has searched since."""

from __future__ import annotations

from dataclasses import replace

from locator.actions import suggest
from tests import making
from tests.conftest import OpenEngine, save


def test_a_listing_is_suggested_before_anybody_searches(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Zither Circle"))
    assert suggest.words(engine.context(), "zith") == ("Zither Circle",)


def test_a_new_name_is_suggested_at_once_and_the_old_one_no_more(open_engine: OpenEngine) -> None:
    zither = making.listing("Zither Circle")
    engine = open_engine(zither)
    assert suggest.words(engine.context(), "zith")
    save(engine, replace(zither, service=replace(zither.service, name="Banjo Circle")))
    assert suggest.words(engine.context(), "zith") == ()
    assert suggest.words(engine.context(), "banj") == ("Banjo Circle",)
