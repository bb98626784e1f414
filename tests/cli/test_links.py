"""`locator links check`, as somebody types it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from locator import wiring
from locator.cli import main
from locator.settings import Settings
from locator.storage import facts
from tests.conftest import save
from tests.making import listing


def check(settings: Settings, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--data", str(settings.data), "links", "check", *options], env={"PORT": ""})
    return done.exit_code, done.output


@pytest.fixture
def installed(settings: Settings) -> Settings:
    engine = wiring.Engine(settings)
    made_up = listing("Tea", website="https://example.org")
    save(engine, made_up, replace(listing("Coffee", website="http://10.0.0.1/"), organization=made_up.organization))
    engine.close()
    return settings


def test_it_names_what_fails_and_why(installed: Settings) -> None:
    status, output = check(installed)
    assert status == 0
    assert output == "           refused  http://10.0.0.1/ (an address inside)\n1 asked, 1 failed.\n"


def test_what_was_asked_this_week_is_not_due(installed: Settings) -> None:
    check(installed)
    assert check(installed, "--due") == (0, "0 asked, 0 failed.\n")
    assert check(installed)[1].endswith("1 asked, 1 failed.\n")


def test_a_demonstration_has_no_websites_to_ask(installed: Settings) -> None:
    engine = wiring.Engine(installed)
    with engine.store.atomic():
        facts.put(engine.store, "demonstration", "yes")
    engine.close()
    status, output = check(installed)
    assert (status, "made up" in output) == (1, True)
