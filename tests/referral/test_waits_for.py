"""Whom a referral waits for: somebody as long as anything can happen to it, nobody once it is at its end."""

from __future__ import annotations

import pytest

from locator.referral.states import FINAL, UNANSWERED, Mover, State, allowed
from locator.referral.waits_for import WaitsFor, waits_for


@pytest.mark.parametrize("state", State)
def test_it_waits_for_somebody_until_its_end(state: State) -> None:
    assert (waits_for(state) is WaitsFor.NOBODY) == (state in FINAL)


@pytest.mark.parametrize("state", State)
def test_whoever_it_waits_for_can_move_it_on(state: State) -> None:
    mover = {WaitsFor.ANSWER: Mover.GROUP, WaitsFor.GROUP: Mover.GROUP, WaitsFor.US: Mover.STAFF}.get(waits_for(state))
    assert mover is None or allowed(state, mover)


@pytest.mark.parametrize("state", sorted(UNANSWERED))
def test_it_waits_for_an_answer_until_there_is_one(state: State) -> None:
    assert waits_for(state) is WaitsFor.ANSWER


@pytest.mark.parametrize("state", [State.STARTED, State.ATTENDED])
def test_once_the_person_goes_it_is_ours_to_ask_how_it_was(state: State) -> None:
    assert waits_for(state) is WaitsFor.US
