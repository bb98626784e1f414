"""Refer over HTTP while servers are killed, then count in the database what was acknowledged and is gone, doubled or torn."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from locator.accounts.session import Stage
from locator.actions import sessions
from locator.settings import Settings
from locator.web import create_app
from locator.web.shared import signed_in
from locator.wiring import Engine
from tests.faults import deeds, kills
from tests.faults.kills import Tally

DATABASE = "locator.sqlite"
ADDRESS = "/staff/signpost"


@dataclass(frozen=True, slots=True)
class Count:
    """What is wrong afterwards; a doubled or torn deed fails in `deeds.found` already."""

    lost: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing is."""
        return self.lost == 0


def refer_while_killed(
    built: Path, data: Path, *, clients: int, acknowledged: int, kills_wanted: int
) -> tuple[Tally, Count]:
    """Serve a copy of the installation, let clients refer and a killer kill, and count."""
    shutil.copytree(built, data, symlinks=True)
    cookie, form_token = _signed_in(data)

    def form(key: str) -> tuple[str, Mapping[str, str]]:
        fields = {"form_key": f"{key}-of-a-form-key", "form_token": form_token, "service": deeds.LUNCH.service.slug}
        return ADDRESS, {**fields, "level": "coded", "for_whom": "carer", "reason": "falls"}

    server = kills.Server(data)
    try:
        tally = kills.run(
            server, form, cookie, clients=clients, acknowledged=acknowledged, kills=kills_wanted, seed=len(data.name)
        )
    finally:
        server.kill()
    there = deeds.found(data / DATABASE, reasons=1)
    return tally, Count(lost=len({f"{key}-of-a-form-key" for key in tally.acknowledged} - there))


def _signed_in(data: Path) -> tuple[str, str]:
    """The cookie of a nurse who has signed in, and the token of her forms."""
    engine = Engine(Settings(data=data))
    deeds.prepare(engine.store)
    token = sessions.begin(engine.context(), deeds.NURSE.id, Stage.WHOLE, "Test")
    cookie = f"session={token}"
    with create_app(engine).test_request_context("/", headers={"Cookie": cookie}):
        markup = str(signed_in.form_token())
    engine.close()
    return cookie, markup.partition('value="')[2].partition('"')[0]
