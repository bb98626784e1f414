"""Each guard is proven: without it its test fails, and for no other reason than an assertion of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutations import running
from tests.mutations.guard import Guard
from tests.mutations.guards import GUARDS

FAILED = 1
"""What pytest answers when tests failed; 2 is interrupted, 4 a wrong command, 5 no tests."""

BY_AN_ASSERTION = ("AssertionError", "Failed: DID NOT RAISE")


@pytest.mark.slow
@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: f"{guard.number} {guard.what}")
def test_without_the_guard_its_test_turns_red(guard: Guard, tmp_path: Path, built: Path) -> None:
    done = running.run(guard, running.without(guard, tmp_path), built)
    assert done.returncode == FAILED, f"{guard.test} did not notice:\n{done.stdout}{done.stderr}"
    assert "FAILED " in done.stdout
    assert any(word in done.stdout for word in BY_AN_ASSERTION), done.stdout[-2000:]
    assert "ImportError" not in done.stdout


@pytest.mark.slow
def test_with_every_guard_in_its_place_the_same_tests_are_green(tmp_path: Path, built: Path) -> None:
    checkout = running.copied(tmp_path)
    done = running.run_tests(sorted({guard.test for guard in GUARDS}), checkout, built)
    assert done.returncode == 0, done.stdout + done.stderr
