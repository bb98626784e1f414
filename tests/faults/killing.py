"""Refer over HTTP while servers are killed, then count in the database what was acknowledged and is gone, doubled or torn."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from locator.accounts.session import Stage
from locator.actions import sessions
from locator.roles import Role
from locator.settings import Settings
from locator.storage import accounts
from locator.web import create_app
from locator.web.shared import signed_in
from locator.wiring import Engine
from tests import signing
from tests.browser.site import Site
from tests.faults import deeds, kills
from tests.faults.kills import Tally

DATABASE = "locator.sqlite"
_REFERRAL = re.compile(rb"/staff/referrals/([0-9a-f-]{36})")
ORGANISER = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(deeds.LUNCH.organization.id,))
HAND_OVER = {
    "step": "check",
    "danger": "no",
    "refer": "yes",
    "share": "yes",
    "given_by": "the person",
    "given_how": "spoken",
    "for_whom": "older person",
    "near": "ML1",
    "name": "Jean Canaryworth",
    "contact_kind": "landline",
    "contact": "01698 555123",
    "reason": "Two falls on the stair since summer",
}


@dataclass(frozen=True, slots=True)
class Nurse:
    """A nurse who has signed in: her cookie, the token of her forms, and what she does with them."""

    cookie: str
    form_token: str

    def refer(self, site: Site, key: str) -> int:
        """Make a coded referral."""
        return self._send(site, "/staff/signpost", {"form_key": key, "level": "coded", "reason": "falls"})

    def move(self, site: Site, key: str) -> int:
        """Move the referral on that was made under this key, as its page shows it."""
        page = site.get(f"/staff/logged/{key}", Cookie=self.cookie)
        found = _REFERRAL.search(page.body)
        if found is None:
            return page.status
        step = {"form_key": f"move-{key}", "seen": "sent", "to": "contacted"}
        return self._send(site, f"/staff/referrals/{found[1].decode()}/move", step)

    def hand_over(self, site: Site, key: str) -> int:
        """Hand somebody over by name."""
        return self._send(site, "/staff/hand-over", HAND_OVER | {"form_key": key})

    def _send(self, site: Site, address: str, fields: Mapping[str, str]) -> int:
        form = {"form_token": self.form_token, "service": deeds.LUNCH.service.slug, "for_whom": "carer", **fields}
        return site.post(address, form, Cookie=self.cookie).status


@dataclass(frozen=True, slots=True)
class Count:
    """What is wrong afterwards, and how much was done of each kind; a doubled or torn deed fails in `deeds.found` already."""

    lost: int
    moves: int
    hand_overs: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing is."""
        return self.lost == 0


def refer_while_killed(
    built: Path, data: Path, *, clients: int, acknowledged: int, kills_wanted: int
) -> tuple[Tally, Count]:
    """Serve a copy of the installation, let clients refer and a killer kill, and count."""
    shutil.copytree(built, data, symlinks=True)
    nurse = _signed_in(data)
    work = ({"": nurse.refer}, {"": nurse.refer, "moved": nurse.move}, {"": nurse.hand_over})
    server = kills.Server(data)
    try:
        tally = kills.run(
            server, work, clients=clients, acknowledged=acknowledged, kills=kills_wanted, seed=len(data.name)
        )
    finally:
        server.kill()
    there = deeds.found(data / DATABASE, reasons=1)
    moves = sum(name.endswith(" moved") for name in tally.acknowledged)
    hand_overs = len(there & set(tally.acknowledged) & deeds.handed_over(data / DATABASE))
    return tally, Count(lost=len(set(tally.acknowledged) - there), moves=moves, hand_overs=hand_overs)


def _signed_in(data: Path) -> Nurse:
    """The nurse, in an installation where somebody reads whom she hands over."""
    engine = Engine(Settings(data=data))
    deeds.prepare(engine.store)
    accounts.save(engine.store, ORGANISER)
    token = sessions.begin(engine.context(), deeds.NURSE.id, Stage.WHOLE, "Test")
    cookie = f"session={token}"
    with create_app(engine).test_request_context("/", headers={"Cookie": cookie}):
        markup = str(signed_in.form_token())
    engine.close()
    return Nurse(cookie, markup.partition('value="')[2].partition('"')[0])
