"""Somebody who asks what is held about them knows a name and a number, not a reference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from locator.actions import erasure, subject_finding
from locator.actions.permission import NotAllowedError
from locator.actions.subject_finding import TooLittleToFindError
from locator.referral.opening import EraseReason
from locator.referral.person import ContactKind
from locator.storage import audit
from locator.wiring import Engine
from tests import handing
from tests.conftest import OpenEngine
from tests.handing import ADMINISTRATOR, JEAN, NURSE, as_, handed

BY_CARER = replace(
    JEAN, name="Wull O’Brien", contact_kind=ContactKind.CARER, contact="Agnes Peebles, her daughter, 07700 900 123"
)


@pytest.fixture
def engine(open_engine: OpenEngine) -> Engine:
    opened = open_engine(handing.LISTING)
    handing.allow(opened)
    handed(opened, form_key="jean")
    handed(opened, form_key="wull", person=BY_CARER)
    return opened


def names(engine: Engine, typed: str) -> list[str]:
    """The form keys of what is found."""
    found = subject_finding.by_details(as_(engine, ADMINISTRATOR), typed)
    return [
        key
        for one in found
        for (key,) in engine.store.rows("SELECT form_key FROM referral WHERE id = ?", (one.referral_id,))
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("jean canaryworth", ["jean"]),
        ("Canaryworth, Jean", ["jean"]),
        ("OBrien", ["wull"]),
        ("Agnes Peebles", ["wull"]),
        ("07700900123", ["wull"]),
        ("+44 7700 900-123", ["wull"]),
        ("Agnes, 07700 900123", ["wull"]),
        ("01698 555 0123", ["jean"]),
        ("Jean Peebles", []),
        ("01698 555 0124", []),
        ("Two falls", []),
    ],
)
def test_a_person_is_found_by_name_and_by_any_number_they_are_reached_at(
    engine: Engine, typed: str, expected: list[str]
) -> None:
    assert names(engine, typed) == expected


@pytest.mark.parametrize("typed", ["", "  ", "J", "12", "--"])
def test_too_little_finds_nobody(engine: Engine, typed: str) -> None:
    with pytest.raises(TooLittleToFindError):
        subject_finding.by_details(as_(engine, ADMINISTRATOR), typed)


def test_who_looked_is_written_down_and_not_for_whom(engine: Engine) -> None:
    (one,) = subject_finding.by_details(as_(engine, ADMINISTRATOR), "Jean Canaryworth")
    assert (one.reference[:2], one.service_name, one.team_name) == ("P-", "Balance Class", "Motherwell nurses")
    rows = audit.about(engine.store, "referral", one.referral_id)
    assert (rows[-1].action, rows[-1].account_id) == ("person.found", ADMINISTRATOR.id)
    text = str(engine.store.rows("SELECT * FROM audit"))
    assert "person.find" in text
    assert "canaryworth" not in text.lower()


def test_the_privacy_lead_hears_of_every_look(engine: Engine) -> None:
    for typed in ("Jean Canaryworth", "Nobody Atall"):
        subject_finding.by_details(as_(engine, ADMINISTRATOR), typed)
    sql = "SELECT body FROM mail WHERE to_address = 'privacy@example.org' ORDER BY rowid"
    bodies = [body for (body,) in engine.store.rows(sql)]
    assert ["found: 1." in body for body in bodies] == [True, False]
    assert all("Isa Lunn (administrator)" in body and "Jean" not in body for body in bodies)


def test_only_who_may_open_any_referral_looks_for_people(engine: Engine) -> None:
    with pytest.raises(NotAllowedError):
        subject_finding.by_details(as_(engine, NURSE), "Jean Canaryworth")


def test_whoever_was_erased_is_not_found(engine: Engine) -> None:
    (one,) = subject_finding.by_details(as_(engine, ADMINISTRATOR), "Jean Canaryworth")
    erasure.erase(as_(engine, ADMINISTRATOR), one.reference, EraseReason.ASKED)
    assert names(engine, "Jean Canaryworth") == []
