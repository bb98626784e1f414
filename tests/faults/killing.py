"""Let staff, groups and curators work over HTTP while servers are killed, then count what was acknowledged and is gone."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts
from locator.wiring import Engine
from tests import signing
from tests.faults import changes, deeds, kills
from tests.faults.forms import DATABASE, Asked, Curator, Merger, Nurse, Organiser
from tests.faults.kills import Deed, Enough, Tally
from tests.faults.signed_in import sign_in

LISTINGS_OF_A_CREW = 6

READER = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(deeds.LUNCH.organization.id,))
"""Who reads whom the nurse hands over."""


@dataclass(frozen=True, slots=True)
class Count:
    """What was acknowledged and is gone, and how much is there of each kind; a doubled or torn deed fails before."""

    lost: frozenset[str]
    kinds: Mapping[str, int]


def work_while_killed(built: Path, data: Path, enough: Enough, *, crews: int) -> tuple[Tally, Count]:
    """Serve a copy of the installation, let that many crews work and a killer kill, and count."""
    shutil.copytree(built, data, symlinks=True)
    work = _prepared(data, crews)
    server = kills.Server(data)
    try:
        tally = kills.run(server, work, enough, seed=len(data.name))
    finally:
        server.kill()
    there = _found(data)
    kinds = Counter(name.partition(" ")[2] or "referred" for name in there & set(tally.acknowledged))
    return tally, Count(lost=frozenset(tally.acknowledged) - there, kinds=kinds)


def _prepared(data: Path, crews: int) -> list[Deed]:
    """What everybody does, in an installation where there is somebody and something for each of them."""
    engine = Engine(Settings(data=data))
    deeds.prepare(engine.store)
    accounts.save(engine.store, READER)
    work = [deed for number in range(crews) for deed in _crew(engine, number)]
    engine.close()
    return work


def _crew(engine: Engine, number: int) -> Iterator[Deed]:
    """Three who refer, four who change a listing each, one of them trusted, with a curator, a group that is asked about its
    own, and a curator who merges.
    """
    first_number = LISTINGS_OF_A_CREW * number
    made = changes.prepare(engine.store, *range(first_number, first_number + LISTINGS_OF_A_CREW))
    changed, also_changed, checked, timed, public_at_once, kept = made
    nurse, curator = Nurse(sign_in(engine, deeds.NURSE)), Curator(sign_in(engine, changes.CURATOR))
    organiser = sign_in(engine, changes.ORGANISER)
    first, second = Organiser(organiser, changed), Organiser(organiser, also_changed)
    yield {"": nurse.refer}
    yield {"": nurse.refer, "moved": nurse.move}
    yield {"handed over": nurse.hand_over}
    yield {"saved": first.save, "sent": first.send, "approved": curator.approve}
    yield {"saved": second.save, "sent": second.send_after_a_look, "refused": curator.refuse}
    yield {
        "timed": Organiser(organiser, timed).times,
        "sent": Organiser(organiser, timed).send,
        "approved": curator.approve_times,
    }
    trusted = Organiser(sign_in(engine, changes.TRUSTED), public_at_once)
    yield {"timed": trusted.times, "published": trusted.send, "approved": curator.approve_times}
    yield {"merged": Merger(curator.person, kept).merge}
    yield {"correct": Asked(checked, changes.link(engine.context())).all_correct}


def _found(data: Path) -> set[str]:
    """Everything that is there; fails for what is torn or doubled."""
    there = deeds.found(data / DATABASE, reasons=1)
    engine = Engine(Settings(data=data))
    try:
        return there | changes.found(engine.context())
    finally:
        engine.close()
