"""Change what is said of a group itself, which its listings show where they have nothing of their own: name, numbers, addresses."""

from __future__ import annotations

from locator.actions import permission, proposing, revising
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.actions.proposing import Draft
from locator.revision import subject as subjects
from locator.revision.content import Content
from locator.revision.proposal import Proposal
from locator.roles import Permission


def prepare(context: Context, organization_id: str) -> Draft:
    """What the group says, with what the person has asked for and still waits; nothing is kept. Raises NotYoursError."""
    permission.require(context, Permission.EDIT_OWN)
    about = subjects.organization(organization_id)
    if revising.content_of(context, about) is None:
        raise NotYoursError
    return proposing.prepare(context, about, organization_id=organization_id, form_key="")


def send(context: Context, organization_id: str, form_key: str, fields: Content, why: str) -> tuple[Proposal, ...]:
    """Ask for this; what is small is public at once where the person is trusted, as with a listing.

    Raises NotYoursError, NothingChangedError, ContentError, and AlreadySentError where this form was sent before.
    """
    prepare(context, organization_id)  # before the transaction, so that a refused try stays written down
    about = subjects.organization(organization_id)
    with context.store.atomic():
        draft = proposing.begin(context, about, organization_id=organization_id, form_key=form_key)
        proposing.save(context, draft.proposal.id, fields, why=why)
        return proposing.send(context, draft.proposal.id)


def reached_at(context: Context, organization_id: str) -> tuple[str, ...]:
    """The group's own numbers and addresses, which stand on the pages of its listings beside theirs; none for a new group."""
    said = revising.content_of(context, subjects.organization(organization_id))
    if said is None:
        return ()
    found = (*(one["number"] for one in said["phones"]), said["email"], said["website"])
    return tuple(str(one) for one in found if one)
