"""Pages are put together one after the other, and nobody waits long for a turn."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from locator.web.shared import turns
from locator.web.shared.turns import Turns


def test_one_waits_until_the_other_has_finished() -> None:
    ours = Turns(most_seconds=10)
    inside, most, lock = 0, 0, threading.Lock()

    def make(number: int) -> bool:
        nonlocal inside, most
        with ours.taken() as has_turn:
            with lock:
                inside += 1
                most = max(most, inside)
            threading.Event().wait(0.002)
            with lock:
                inside -= 1
        return has_turn

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(make, range(12)))
    assert most == 1


def test_a_page_that_takes_long_keeps_nobody_waiting() -> None:
    ours = Turns(most_seconds=0.01)
    with ours.taken() as first, ThreadPoolExecutor(1) as pool:
        assert first
        assert pool.submit(lambda: ours.taken().__enter__()).result() is False


def test_who_came_without_a_turn_takes_nobody_else_s_away() -> None:
    ours = Turns(most_seconds=0.01)
    with ours.taken():
        with ours.taken() as second:
            assert not second
        with ours.taken() as third:
            assert not third


def test_a_page_that_fails_gives_its_turn_back() -> None:
    ours = Turns(most_seconds=0.01)
    with pytest.raises(ValueError, match="broken"), ours.taken():
        raise ValueError("broken")
    with ours.taken() as has_turn:
        assert has_turn


@pytest.mark.parametrize("has_turns", [True, False])
def test_a_site_makes_the_same_page_with_turns_and_without(has_turns: bool) -> None:
    app = Flask("small")
    if has_turns:
        turns.register(app)
    app.add_url_rule("/<name>", view_func=turns.in_turn(lambda name: f"Hello {name}"), endpoint="hello")
    assert app.test_client().get("/Ann").text == "Hello Ann"
