"""Show a change before it is made: the listing's page as it would be."""

from __future__ import annotations

from locator.actions import revising, show
from locator.actions.context import Context
from locator.actions.show import ServiceView
from locator.directory.location import Location
from locator.directory.organization import Organization
from locator.revision import place_content
from locator.revision import proposal as rules
from locator.revision import subject as subjects
from locator.revision.content import EMPTY, Content, ContentError
from locator.revision.proposal import Proposal, ProposalState
from locator.revision.subject import Subject, SubjectKind
from locator.storage import identifiers, locations, organizations, proposals

_OPEN = (ProposalState.DRAFT, ProposalState.WAITING)


def of_proposal(context: Context, found: Proposal, content: Content) -> ServiceView:
    """The page of a service whose change this is, with the new venues and the new group that the change builds on.

    Who may see it is asked before: `proposing.look` and `deciding.look`. Raises ContentError for what makes no page yet.
    """
    if found.subject.kind is not SubjectKind.SERVICE:
        raise ContentError("name", "is not of a service, so that there is no page to show")
    venues = venues_of(context, content, found.organization_id)
    return show.view_of(context, revising.made(context, found.subject.id, content, _owner(context, found), venues))


def venues_of(context: Context, content: Content, organization_id: str) -> dict[str, Location]:
    """The venues that a content names, those too that the same group has only proposed."""
    wanted = [value["location_id"] for value in content["venues"]]
    known = locations.by_ids(context.store, wanted)
    for id_ in wanted:
        if id_ not in known:
            said = _proposed(context, subjects.location(id_), organization_id)
            if said is not None:
                known[id_] = place_content.location(id_, said)
    return known


def _owner(context: Context, found: Proposal) -> Organization:
    known = organizations.by_ids(context.store, (found.organization_id,)).get(found.organization_id)
    if known is not None:
        return known
    said = _proposed(context, subjects.organization(found.organization_id), found.organization_id)
    name = str((said or {}).get("name") or "A new group")
    bare = Organization(id=found.organization_id, slug="new", name=name)
    return place_content.organization(bare, said, identifiers.made_from) if said and said["name"] else bare


def _proposed(context: Context, subject: Subject, organization_id: str) -> Content | None:
    """What the newest open proposal of this group says of something that is not in the directory yet."""
    found = [
        one
        for one in proposals.of_subject(context.store, subject)
        if one.state in _OPEN and one.organization_id == organization_id
    ]
    return rules.applied(EMPTY[subject.kind], found[-1].fields) if found else None
