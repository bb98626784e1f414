"""People who look after groups, for tests of any room: two groups, their listings, and how one comes to each."""

from __future__ import annotations

import re
from dataclasses import replace

from locator.accounts.account import Account
from locator.accounts.keeper import CameBy
from locator.accounts.link import Purpose
from locator.actions import organiser_ways
from locator.actions.context import Context
from locator.roles import Role
from locator.storage import accounts, keepers
from locator.wiring import Engine
from tests import making, signing

GROUP = making.organization("Knowetop Friends", email="Friends@Example.org")
OTHER = making.organization("Clyde Carers", email="carers@example.org")
CHOIR = making.listing("Knowetop Choir", run_by=GROUP, email="choir@example.org")
WALKS = making.listing("Knowetop Walks", run_by=GROUP)
SHED = making.listing("Clyde Shed", run_by=OTHER)
LISTINGS = (CHOIR, WALKS, SHED)

LEAD = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(GROUP.id,))
HELPER = signing.person(Role.ORGANISER, "Nan Orr", organization_ids=(GROUP.id,))
STRANGER = signing.person(Role.ORGANISER, "Tam Weir", organization_ids=(OTHER.id,))
CURATOR = signing.person(Role.CURATOR, "Effie Gunn")
SECOND_CURATOR = signing.person(Role.CURATOR, "Senga Weir")
EVERYBODY = (LEAD, HELPER, STRANGER, CURATOR, SECOND_CURATOR)
"""The lead and the helper look after the first group, the stranger after the other."""


def fill(engine: Engine) -> None:
    """Save everybody; the lead leads, nobody answers referrals."""
    signing.add(engine, *EVERYBODY)
    with engine.store.atomic():
        engine.store.write("UPDATE account_organization SET answers = 0")
        keepers.make_lead(engine.store, GROUP.id, LEAD.id)
        keepers.make_lead(engine.store, OTHER.id, STRANGER.id)


def by_address(engine: Engine, email: str, name: str = "Knowetop Friends") -> Account:
    """An account that looks after the group only because its address is published."""
    account = organiser_ways.account_for(engine.context(), email, name)
    keepers.add(engine.store, account.id, GROUP.id, CameBy.ADDRESS, engine.context().now)
    return account


def managed(engine: Engine, account: Account) -> tuple[str, ...]:
    """The groups that the account looks after now."""
    user = accounts.user(engine.store, account.id)
    return user.managed_ids if user else ()


def mails(engine: Engine, to: str = "") -> list[tuple[str, str, str]]:
    """Receiver, subject and text of every message, or of those to one address."""
    rows = engine.store.rows("SELECT to_address, subject, body FROM mail ORDER BY rowid")
    return [(who, subject, body) for who, subject, body in rows if to in ("", who)]


def token(engine: Engine, to: str, purpose: Purpose = Purpose.ENTER) -> str:
    """The token in the newest message to this address that has a link for that purpose."""
    for _, _, body in reversed(mails(engine, to)):
        found = re.search(rf"/organise/{purpose.value}/([\w-]+)", body)
        if found:
            return found[1]
    raise AssertionError(f"no link to {to}")


def asked(context: Context, email: str) -> None:
    """Ask for a link, from somewhere."""
    organiser_ways.ask(context, email=email, source="192.0.2.1")


def moved(engine: Engine, address: str | None) -> None:
    """The choir and its group are reached at another address from now on."""
    from_here = replace(CHOIR.service, email=address)
    with engine.store.atomic():
        engine.store.write("UPDATE service SET email = ? WHERE id = ?", (from_here.email, CHOIR.service.id))
        engine.store.write("UPDATE organization SET email = ? WHERE id = ?", (address, GROUP.id))
