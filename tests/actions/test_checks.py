"""What `locator check` finds, and what it says to do."""

from __future__ import annotations

import shutil
from dataclasses import replace

from locator.actions import checks, find, retention
from locator.actions.checks import Finding
from locator.actions.context import Context
from locator.actions.find import Search
from tests import handing, making
from tests.conftest import OpenEngine, save


def finding(context: Context, subject: str) -> Finding:
    return next(one for one in checks.every(context) if one.subject == subject)


def ready(open_engine: OpenEngine) -> Context:
    engine = open_engine(making.listing("Lunch Club"))
    assert engine.secret_key
    find.search(engine.context(), Search())
    return engine.context()


def test_a_sound_installation_needs_nothing(open_engine: OpenEngine) -> None:
    found = checks.every(ready(open_engine))
    assert [one for one in found if not one.is_fine] == []
    assert len(found) >= 7


def test_an_index_that_is_gone_is_said(open_engine: OpenEngine) -> None:
    context = ready(open_engine)
    shutil.rmtree(context.settings.data / "index")
    found = finding(open_engine().context(), "Search index")
    assert found.is_serious
    assert "reindex" in found.advice


def test_an_index_that_is_behind_is_said(open_engine: OpenEngine) -> None:
    engine = open_engine(making.listing("Lunch Club"))
    find.search(engine.context(), Search())
    save(engine, making.listing("Men's Shed"))
    assert "1 changes behind" in finding(engine.context(), "Search index").state


def test_a_key_that_others_can_read_is_said(open_engine: OpenEngine) -> None:
    context = ready(open_engine)
    (context.settings.data / "secret.key").chmod(0o644)
    assert "chmod 600" in finding(context, "Secret key").advice


def test_a_sweep_that_does_not_run_is_said(open_engine: OpenEngine) -> None:
    engine = open_engine(handing.LISTING)
    handing.allow(engine)
    handing.handed(engine)
    later = handing.later(engine.context(), days=3)
    assert "privacy sweep" in finding(later, "Clearing what is over").advice
    retention.sweep(later)
    assert finding(later, "Clearing what is over").is_fine


def test_an_empty_directory_is_said(open_engine: OpenEngine) -> None:
    assert "nothing to find" in finding(open_engine().context(), "Listings").advice


def test_a_missing_telephone_number_is_said(open_engine: OpenEngine) -> None:
    context = ready(open_engine)
    silent = replace(context, settings=replace(context.settings, enquiries_phone=""))
    assert "LOCATOR_ENQUIRIES_PHONE" in finding(silent, "Telephone number to ask").advice
