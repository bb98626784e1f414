"""The demonstration's curator has something to decide, once however often the demonstration is made."""

from __future__ import annotations

from locator.actions import deciding, demonstration_changes, demonstration_people, queueing
from locator.actions.demonstration import identifier
from locator.actions.queueing import Kind
from locator.wiring import Engine
from tests import making, signing
from tests.changing import CURATOR
from tests.conftest import NOW, OpenEngine
from tests.web.village import SHED


def test_changes_and_reports_wait_once(open_engine: OpenEngine) -> None:
    group = making.organization(
        "Steady Steps", id=identifier("organization", demonstration_people.GROUP), slug="steady-steps"
    )
    own = [making.listing(f"Class {number}", run_by=group) for number in range(4)]
    engine: Engine = open_engine(*own, SHED, making.listing("Tea"))
    signing.add(engine, CURATOR)
    with engine.store.atomic():
        engine.store.write(
            "INSERT INTO account (id, email, name, role, status, created_at) VALUES (?, 'e@example.org', 'E', 'organiser', 'active', '2026-11-24T10:00:00.000000Z')",
            (identifier("account", demonstration_people.ORGANISER),),
        )
    for _ in range(2):
        demonstration_changes.load(engine.store, NOW)
    curator = signing.as_user(engine, CURATOR)
    kinds = [one.kind for one in queueing.items(curator)]
    assert (kinds.count(Kind.CHANGE), kinds.count(Kind.REPORT)) == (3, 2)
    for one in deciding.waiting(curator):
        deciding.approve(curator, one.id, deciding.look(curator, one.id).seen)
    demonstration_changes.load(engine.store, NOW)
    assert deciding.waiting(curator) == ()
