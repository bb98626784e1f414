"""Listings at every stage of the cycle, who looks after them, and the links that reminders bring, for tests of any room."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from locator.actions.context import Context
from locator.directory.listing import Listing
from locator.directory.organization import Phone
from locator.directory.service import Assurance, AssuredHow
from locator.roles import Role
from locator.wiring import Engine
from tests import making, referred, signing
from tests.making import TODAY, identifier

GROUP = making.organization(
    "Broomknoll Friends",
    email="office@knowetop.example.org",
    phones=(Phone(id=identifier("phone", "knowetop"), number="01632 960123"),),
)
MUTE = making.organization(
    "Orbiston Singers", phones=(Phone(id=identifier("phone", "orbiston"), number="01632 960456"),)
)


def checked(name: str, months: int, **changes: object) -> Listing:
    """A listing of Broomknoll Friends that was checked so many months ago."""
    on = TODAY - relativedelta(months=months)
    assured = Assurance(on=on, by="the Locator team", how=AssuredHow.PHONE)
    return making.listing(name, **{"run_by": GROUP, "assured": assured, **changes})  # type: ignore[arg-type]


FRESH = checked("Bingo", 1)
DUE = checked("Carpet bowls", 5)
AGAIN = checked("Darning circle", 6)
TO_CALL = checked("Easy walks", 7)
LOWERED = checked("Fiddle night", 9)
TO_HIDE = checked("Gardening group", 30, email="garden@knowetop.example.org")
WITHOUT_MAIL = checked("Hymn singing", 5, run_by=MUTE)
NEVER = making.listing("Ironing bees", run_by=GROUP, content_changed_on=date(2024, 5, 1))
EVERY = (FRESH, DUE, AGAIN, TO_CALL, LOWERED, TO_HIDE, WITHOUT_MAIL, NEVER)

MANAGER = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(GROUP.id,))
CURATOR = referred.CURATOR
SECOND_CURATOR = signing.person(Role.CURATOR, "Senga Weir")
NURSE = signing.person()


def later(context: Context, day: date) -> Context:
    """The same context on another day."""
    return replace(context, now=context.now + (day - context.today))


def tokens(engine: Engine) -> list[str]:
    """The tokens in all reminders, in the order in which they were written."""
    return [
        token
        for _, _, body in referred.letters(engine, "check/")
        for token in re.findall(r"/still-correct/([\w-]+)", body)
    ]
