"""Everything that a curator wants to see beside a change: who asks, what it builds on, and the names behind its codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from locator.actions import deciding, naming, permission, previewing, revising
from locator.actions.context import Context
from locator.actions.deciding import InHand
from locator.actions.naming import Names
from locator.actions.show import ServiceView
from locator.revision.proposal import IN_QUEUE, Proposal, ProposalState
from locator.revision.subject import Subject, SubjectKind
from locator.roles import Permission
from locator.storage import accounts, merges, organizations, proposals


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDesk:
    """A change with what belongs to it; names are empty for people who have left.

    `others` are the other changes of the same thing that wait; `merged_into` is the listing that this one is a part of now.
    """

    hand: InHand
    names: Names
    title: str
    organization: str
    asked_by: str
    is_trusted: bool
    decided_by: str
    others: tuple[Proposal, ...]
    people: Mapping[str, str]
    merged_into: str | None


def look(context: Context, proposal_id: str) -> OnDesk:
    """One change on the desk; raises NotAllowedError, or NotYoursError where there is none or it is a draft."""
    hand = deciding.look(context, proposal_id)
    found = hand.proposal
    with context.store.snapshot():
        others = _others(context, found)
        people = _people(context, (found, *others))
        owner = organizations.by_ids(context.store, (found.organization_id,)).get(found.organization_id)
        return OnDesk(
            hand=hand,
            names=_names(context, hand),
            title=str(hand.content.get("name") or "Without a name"),
            organization=owner.name if owner else "A group that is not in the directory yet",
            asked_by=people.get(found.account_id or "", ""),
            is_trusted=_is_trusted(context, found),
            decided_by=people.get(found.decided_by or "", ""),
            others=others,
            people=people,
            merged_into=_merged_into(context, found.subject),
        )


def preview(context: Context, proposal_id: str) -> ServiceView:
    """The page of the listing as it would be; raises ContentError for what makes no page, and NotYoursError."""
    hand = deciding.look(context, proposal_id)
    return previewing.of_proposal(context, hand.proposal, hand.content)


def last(context: Context, proposal_id: str) -> InHand | None:
    """The change that was decided on last, for the notice with its undo; None where there is none to undo."""
    permission.require(context, Permission.CURATE)
    found = proposals.by_id(context.store, proposal_id)
    if found is None or not found.may_become(ProposalState.WAITING):
        return None
    return deciding.look(context, proposal_id)


def name_of(context: Context, subject: Subject) -> str:
    """What it is called in public now; empty for what is not in the directory."""
    permission.require(context, Permission.CURATE)
    return str((revising.content_of(context, subject) or {}).get("name") or "")


def _names(context: Context, hand: InHand) -> Names:
    before = {one.name: one.before for one in hand.proposal.fields}
    after = {one.name: one.after for one in hand.proposal.fields}
    needed = ({one.name: one.after for one in need.fields} for need in hand.needs)
    return naming.of(context, (hand.current, hand.content, before, after, *needed))


def _others(context: Context, found: Proposal) -> tuple[Proposal, ...]:
    every = proposals.of_subject(context.store, found.subject)
    return tuple(one for one in every if one.state in IN_QUEUE and one.id != found.id)


def _people(context: Context, found: tuple[Proposal, ...]) -> dict[str, str]:
    ids = {id_ for one in found for id_ in (one.account_id, one.decided_by) if id_}
    known = {id_: accounts.by_id(context.store, id_) for id_ in ids}
    return {id_: account.name for id_, account in known.items() if account}


def _is_trusted(context: Context, found: Proposal) -> bool:
    user = accounts.user(context.store, found.account_id) if found.account_id else None
    return user is not None and found.organization_id in user.trusted_ids


def _merged_into(context: Context, subject: Subject) -> str | None:
    if subject.kind is not SubjectKind.SERVICE:
        return None
    return merges.kept_for(context.store, (subject.id,)).get(subject.id)
