"""People who ask for changes and decide on them, for tests of any room."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from locator.actions import deciding, proposing, revising
from locator.actions.context import Context
from locator.revision import proposal, subject, version
from locator.revision.content import EMPTY, Content
from locator.revision.proposal import Proposal
from locator.revision.subject import Subject
from locator.roles import Role
from locator.wiring import Engine
from tests import signing
from tests.web.village import LUNCH, SHED

LISTINGS = (LUNCH, SHED)
GROUP = LUNCH.organization.id
OTHER_GROUP = "another-group"

ORGANISER = signing.person(Role.ORGANISER, "Rab Tennant", organization_ids=(GROUP,))
CURATOR = signing.person(Role.CURATOR, "Effie Gunn")
SECOND_CURATOR = signing.person(Role.CURATOR, "Senga Weir")
STRANGER = signing.person(Role.ORGANISER, "Nan Orr")
NURSE = signing.person()
EVERYBODY = (ORGANISER, CURATOR, SECOND_CURATOR, STRANGER, NURSE)

SUBJECT = subject.service(LUNCH.service.id)


def public(engine: Engine, name: str) -> Any:
    """What the lunch club's listing says in this field."""
    content = revising.content_of(engine.context(), SUBJECT)
    assert content is not None
    return content[name]


def replays(context: Context, about: Subject, content: Content) -> None:
    """The history of a subject has no gap, and played from nothing it gives this content; raises AssertionError."""
    history = revising.history(context, about)
    assert [one.number for one in history] == list(range(1, len(history) + 1)), "torn: numbers of versions"
    played = dict(EMPTY[about.kind])
    for changes in version.changes(history):
        played = proposal.applied(played, changes)
    assert played == content, "not what its history leads to"


def sent(context: Context, fields: Mapping[str, Any], key: str = "form-1") -> Proposal:
    """The change that came of sending these fields, the one that waits if there are two."""
    draft = proposing.begin(context, SUBJECT, organization_id=GROUP, form_key=key)
    proposing.save(context, draft.proposal.id, fields)
    return proposing.send(context, draft.proposal.id)[-1]


def approved(context: Context, change: Proposal, **how: Any) -> Proposal:
    """The change after a curator has approved it."""
    return deciding.approve(context, change.id, deciding.look(context, change.id).seen, **how)


def trust(engine: Engine) -> None:
    """From now on the organiser's small changes are public at once."""
    with engine.store.atomic():
        engine.store.write("UPDATE account_organization SET is_trusted = 1 WHERE account_id = ?", (ORGANISER.id,))
