"""`locator tasks run`, as a timer runs it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from locator import wiring
from locator.actions import tasks
from locator.actions.tasks import Task
from locator.cli import main
from locator.settings import Settings
from tests import referred, signing
from tests.conftest import save


def run(settings: Settings, status: int = 0) -> str:
    done = CliRunner().invoke(main, ["--data", str(settings.data), "tasks", "run"], env={"PORT": ""})
    assert done.exit_code == status, done.output
    return done.output


@pytest.fixture
def installed(settings: Settings) -> Settings:
    engine = wiring.Engine(settings)
    save(engine, *referred.LISTINGS)
    signing.add(engine, *referred.EVERYBODY)
    referred.refer(engine)
    engine.close()
    return settings


def test_it_says_what_was_done_and_the_second_time_there_is_nothing_left(installed: Settings) -> None:
    assert "Messages: 1 sent" in run(installed)
    assert "Messages: 0 sent" in run(installed)
    assert len(list((installed.data / "mail").glob("*.eml"))) == 1


def test_it_runs_beside_a_site_that_is_served(installed: Settings) -> None:
    engine = wiring.Engine(installed)
    try:
        assert "Messages: 1 sent" in run(installed)
    finally:
        engine.close()


def test_a_task_that_fails_ends_it_with_an_error_after_the_others(
    installed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> str:
        raise OSError("no room")

    monkeypatch.setattr(tasks, "EVERY", (Task(name="Broken", run=broken), *tasks.EVERY))
    output = run(installed, status=1)
    assert "Broken: failed: no room" in output
    assert "Messages: 1 sent" in output
