"""The table of moves: what is in it is allowed to those it names, and nothing else is."""

from __future__ import annotations

import pytest

from locator.referral import states
from locator.referral.states import FINAL, MOVES, Mover, MoveRefusedError, State

EVERY = [(here, there, mover) for here in State for there in State for mover in Mover]


@pytest.mark.parametrize(("here", "there", "mover"), EVERY)
def test_a_move_is_allowed_where_the_table_says_so_and_refused_elsewhere(
    here: State, there: State, mover: Mover
) -> None:
    is_allowed = mover in MOVES[here].get(there, ())
    assert (there in states.allowed(here, mover)) == is_allowed
    if is_allowed:
        states.check(here, there, mover)
    else:
        with pytest.raises(MoveRefusedError, match=f"“{here}”"):
            states.check(here, there, mover)


def test_nothing_moves_out_of_an_end_nor_back_to_the_beginning() -> None:
    assert all(not MOVES[state] for state in FINAL)
    assert all(State.SENT not in moves and State.SIGNPOSTED not in moves for moves in MOVES.values())


def test_from_everywhere_else_both_sides_can_bring_it_to_an_end() -> None:
    for state in states.OPEN:
        assert set(MOVES[state][State.CLOSED]) == set(Mover)
        assert MOVES[state][State.WITHDRAWN] == {Mover.STAFF}


def test_every_state_but_a_signpost_can_be_reached() -> None:
    reached = {State.SENT}
    while more := {there for here in reached for there in MOVES[here]} - reached:
        reached |= more
    assert reached == set(State) - {State.SIGNPOSTED}
