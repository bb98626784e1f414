"""Each guard is proven: without it its test fails, and for no other reason than an assertion of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mutations import running
from tests.mutations.guard import Guard
from tests.mutations.guards import GUARDS
from tests.mutations.running import Nursery

FAILED = 1
"""What pytest answers when tests failed; 2 is interrupted, 4 a wrong command, 5 no tests."""

BY_AN_ASSERTION = ("AssertionError", "Failed: DID NOT RAISE")


@pytest.fixture(scope="module")
def nursery(built: Path) -> Iterator[Nursery]:
    """Where the tests run."""
    started = Nursery(built)
    yield started
    started.close()


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.number} {guard.what}")
def test_a_guard_and_its_test_are_where_the_table_says(guard: Guard) -> None:
    file, _, function = guard.test.partition("::")
    assert running.taken_out(guard)
    assert f"def {function.partition('[')[0]}" in (running.CHECKOUT / file).read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.number} {guard.what}")
def test_without_the_guard_its_test_turns_red(guard: Guard, tmp_path: Path, nursery: Nursery) -> None:
    done = nursery.run([guard.test], running.without(guard, tmp_path))
    assert done.code == FAILED, f"{guard.test} did not notice:\n{done.output}"
    assert "FAILED " in done.output
    assert any(word in done.output for word in BY_AN_ASSERTION), done.output[-2000:]
    assert "ImportError" not in done.output


@pytest.mark.slow
def test_with_every_guard_in_its_place_the_same_tests_are_green(tmp_path: Path, nursery: Nursery) -> None:
    done = nursery.run(sorted({guard.test for guard in GUARDS}), running.copied(tmp_path))
    assert done.code == 0, done.output
