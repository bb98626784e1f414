"""Somebody handed over by name, for tests of any room: an installation that allows it, a nurse, a group that reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from locator.accounts.account import Account
from locator.actions import hand_over
from locator.actions.context import Context
from locator.actions.hand_over import HandOver
from locator.referral.person import ContactKind, GivenBy, GivenHow, PermissionKind, Person
from locator.referral.referral import ForWhom, Referral
from locator.roles import Role
from locator.settings import Settings
from locator.wiring import Engine
from tests import making, signing

LISTING = making.listing("Balance Class")
GROUP = LISTING.organization.id
SLUG = LISTING.service.slug

NURSE = signing.person()
OTHER_NURSE = signing.person(name="Una Kerr", team=signing.WORKERS)
ORGANISER = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(GROUP,))
OTHER_ORGANISER = signing.person(Role.ORGANISER, "Nan Orr")
ADMINISTRATOR = signing.person(Role.ADMINISTRATOR, "Isa Lunn")
EVERYBODY = (NURSE, OTHER_NURSE, ORGANISER, OTHER_ORGANISER, ADMINISTRATOR)

JEAN = Person(
    name="Jean Canaryworth",
    contact_kind=ContactKind.LANDLINE,
    contact="01698 555 0123",
    best_time="Mornings, after the carers",
    communication="Speak slowly, she wears two hearing aids",
    interpreter="None",
    matters="Getting to the bowling again",
    reason="Two falls on the stair since summer",
)


def allowing(settings: Settings) -> Settings:
    """The same settings, with named hand-over switched on and a privacy lead."""
    return replace(settings, has_named_hand_over=True, privacy_email="privacy@example.org")


def allow(engine: Engine) -> None:
    """Switch it on in an open installation, and let everybody in."""
    engine.settings = allowing(engine.settings)
    signing.add(engine, *EVERYBODY)


def as_(engine: Engine, account: Account = NURSE) -> Context:
    """The context of an action that this account takes."""
    return signing.as_user(engine, account)


def asked(person: Person = JEAN, **changes: object) -> HandOver:
    """What a filled-in form says."""
    values: dict[str, object] = {
        "service_slug": SLUG,
        "form_key": "key-1",
        "person": person,
        "for_whom": ForWhom.OLDER_PERSON,
        "given": frozenset(PermissionKind),
        "given_by": GivenBy.PERSON,
        "given_how": GivenHow.SPOKEN,
    }
    return HandOver(**(values | changes))  # type: ignore[arg-type]


def handed(engine: Engine, **changes: object) -> Referral:
    """A hand-over that the nurse has sent."""
    return hand_over.send(as_(engine), asked(**changes))  # type: ignore[arg-type]


def later(context: Context, **period: float) -> Context:
    """The same, so much later."""

    return replace(context, now=context.now + timedelta(**period))
