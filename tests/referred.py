"""A coded referral that a nurse has sent to a group, and the link that the group got, for tests of any room."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from locator.actions import referring
from locator.actions.context import Context
from locator.actions.referring import Pointing
from locator.referral.referral import ForWhom, Level, Referral
from locator.roles import Role
from locator.storage import referrals
from locator.wiring import Engine
from tests import signing
from tests.web.village import LUNCH, SHED

LISTINGS = (LUNCH, SHED)
"""The first has an address for mail; both have one organization."""

NURSE, COLLEAGUE = signing.person(), signing.person(name="Ina Bell")
STRANGER = signing.person(name="Tam Orr", team=signing.WORKERS)
ORGANISER = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(LUNCH.organization.id,))
OTHER_ORGANISER = signing.person(Role.ORGANISER, "Nan Orr")
CURATOR = signing.person(Role.CURATOR, "Effie Gunn")
ADMINISTRATOR = signing.person(Role.ADMINISTRATOR, "Isa Lunn")
EVERYBODY = (NURSE, COLLEAGUE, STRANGER, OTHER_ORGANISER)
"""Who is there in each test; a group with an account, and curators, are added where a test is about them."""


def refer(engine: Engine, *, key: str = "form-key-1", for_whom: ForWhom = ForWhom.OLDER_PERSON) -> Referral:
    """A coded referral to the lunch club."""
    asked = Pointing(form_key=key, slugs=(LUNCH.service.slug,), level=Level.CODED, for_whom=for_whom)
    (made,) = referring.point(signing.as_user(engine, NURSE), asked)
    return made


def link(engine: Engine, referral: Referral, key: str = "asked") -> str:
    """The token in the message that the group was sent."""
    row = engine.store.row("SELECT body FROM mail WHERE dedupe_key = ?", (f"{key}/{referral.id}",))
    assert row
    found = re.search(r"/answer/([\w-]+)", row[0])
    assert found
    return found[1]


def now(engine: Engine, referral: Referral) -> Referral:
    """The referral as it is now."""
    found = referrals.by_id(engine.store, referral.id)
    assert found
    return found


def letters(engine: Engine, key: str = "") -> list[tuple[str, str, str]]:
    """Receiver, subject and text of each message whose key begins so, in the order in which they were written."""
    sql = "SELECT to_address, subject, body FROM mail WHERE substr(dedupe_key, 1, ?) = ? ORDER BY rowid"
    return [(to, subject, body) for to, subject, body in engine.store.rows(sql, (len(key), key))]


def later(context: Context, **period: float) -> Context:
    """The same, so much later."""
    return replace(context, now=context.now + timedelta(**period))
