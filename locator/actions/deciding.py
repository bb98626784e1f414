"""Decide on changes that wait: approve all or some, put right and approve, refuse with a reason, undo, restore."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from locator.accounts.account import Account
from locator.accounts.keeper import CameBy
from locator.actions import audit, carrying_out, links, moving, permission, revising, wordings
from locator.actions.context import Context
from locator.actions.permission import NotYoursError
from locator.post import group_letters
from locator.revision import proposal as rules
from locator.revision import subject as subjects
from locator.revision.content import EMPTY, Content
from locator.revision.proposal import IN_QUEUE, FieldChange, Proposal, ProposalState
from locator.revision.subject import Subject, SubjectKind, WayIn
from locator.roles import Permission, Role
from locator.storage import accounts, keepers, organizations, proposals

LONGEST_REASON = 1000


class MovedOnError(Exception):
    """Somebody else has decided on it, or it was taken back, since the page was made; here is how it stands."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self.proposal = proposal


class BaseMovedError(Exception):
    """What is public has changed since the page was made, so that the person has not seen what they would write over."""


class ReasonMissingError(Exception):
    """A refusal needs a reason, because the organiser reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the person had in front of them: the proposal at this step, against this version."""

    step: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InHand:
    """A change as a curator sees it: from what is public to what is asked for; `moved` has changed since it was made or published.

    `needs` are proposals for what it builds on: a group or a venue that is new too.
    """

    proposal: Proposal
    number: int
    current: Content
    content: Content
    moved: tuple[str, ...]
    needs: tuple[Proposal, ...]

    @property
    def seen(self) -> Seen:
        """What a form has to bring back."""
        return Seen(step=self.proposal.step, number=self.number)


def waiting(context: Context) -> tuple[Proposal, ...]:
    """Every change that waits or is to be looked at, the longest first; raises NotAllowedError."""
    permission.require(context, Permission.CURATE)
    return proposals.in_state(context.store, tuple(IN_QUEUE))


def look(context: Context, proposal_id: str) -> InHand:
    """One change beside what is public; raises NotAllowedError, or NotYoursError where there is none or it is a draft."""
    permission.require(context, Permission.CURATE)
    with context.store.snapshot():
        found = proposals.by_id(context.store, proposal_id)
        if found is None or found.state is ProposalState.DRAFT:
            raise NotYoursError
        current = revising.content_of(context, found.subject) or EMPTY[found.subject.kind]
        moved = _moved(context, found, current)
        is_out = found.state is ProposalState.PUBLISHED
        return InHand(
            proposal=found,
            number=revising.number_of(context, found.subject),
            current=current,
            content=rules.applied(current, [c for c in found.fields if not (is_out and c.name in moved)]),
            moved=moved,
            needs=_needs(context, found),
        )


def approve(
    context: Context,
    proposal_id: str,
    seen: Seen,
    *,
    only: Collection[str] | None = None,
    edits: Content | None = None,
    reason: str = "",
) -> Proposal:
    """Publish the change: all of it, or only these fields, with what the curator has put right in `edits`.

    What it builds on is published with it. The organiser is told, with the reason where something was left out.
    Raises MovedOnError, BaseMovedError, ReasonMissingError, ContentError, and revising.OwnerMissingError.
    """
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        hand = _in_hand(context, proposal_id, seen, ProposalState.APPROVED)
        found = hand.proposal
        taken = _taken(found.fields, only, edits or {})
        refused = tuple(c.name for c in found.fields if all(c.name != one.name for one in taken))
        if refused and not reason.strip():
            raise ReasonMissingError
        _approve_needs(context, hand)
        number = carrying_out.publish(context, found, taken)
        later = replace(
            found,
            state=ProposalState.PARTLY_APPROVED if refused else ProposalState.APPROVED,
            fields=_decided_fields(found.fields, taken),
            refused_fields=refused,
            version_number=number,
            decided_at=context.now,
            decided_by=user.id,
            changed_at=context.now,
            reason=reason.strip()[:LONGEST_REASON],
        )
        return _decided(context, later)


def refuse(context: Context, proposal_id: str, seen: Seen, reason: str) -> Proposal:
    """Refuse the change, with a reason that the organiser reads; one that is out already is taken back.

    Raises MovedOnError, BaseMovedError, ReasonMissingError, and carrying_out.CannotUndoError where other changes were built on it.
    """
    user = permission.require(context, Permission.CURATE)
    if not reason.strip():
        raise ReasonMissingError
    with context.store.atomic():
        found = _in_hand(context, proposal_id, seen, ProposalState.REFUSED).proposal
        if found.state is ProposalState.PUBLISHED:
            carrying_out.take_back(context, found)
        later = replace(
            found,
            state=ProposalState.REFUSED,
            refused_fields=tuple(one.name for one in found.fields),
            decided_at=context.now,
            decided_by=user.id,
            changed_at=context.now,
            reason=reason.strip()[:LONGEST_REASON],
        )
        return _decided(context, later)


def undo(context: Context, proposal_id: str, seen: Seen) -> Proposal:
    """Undo a decision: the change waits again, and what it published is as it was before.

    Raises MovedOnError, BaseMovedError, and carrying_out.CannotUndoError where something else was published over it since.
    """
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        found = _in_hand(context, proposal_id, seen, ProposalState.WAITING).proposal
        if found.state is not ProposalState.REFUSED and found.version_number is not None:
            carrying_out.take_back(context, found)
        later = replace(
            found,
            state=ProposalState.WAITING,
            refused_fields=(),
            version_number=None,
            decided_at=None,
            decided_by=None,
            changed_at=context.now,
            reason="",
        )
        audit.note(context, "proposal.undo", "proposal", found.id)
        return proposals.change(context.store, later)


def restore(context: Context, subject: Subject, number: int, *, seen_number: int, why: str = "") -> int:
    """Make an older version public again, as a new one; its number. Raises BaseMovedError, ContentError, NotYoursError."""
    permission.require(context, Permission.CURATE)
    with context.store.atomic():
        if revising.number_of(context, subject) != seen_number:
            raise BaseMovedError
        version = revising.version_of(context, subject, number)
        if version is None:
            raise NotYoursError
        words = why.strip() or f"As it was in version {number}."
        return revising.publish(context, subject, version.content, way_in=WayIn.CURATOR, why=words)


def _moved(context: Context, found: Proposal, current: Content) -> tuple[str, ...]:
    if found.state is ProposalState.PUBLISHED:
        return carrying_out.overtaken(context, found, current)
    return rules.moved(found.fields, current)


def _in_hand(context: Context, proposal_id: str, seen: Seen, to: ProposalState) -> InHand:
    hand = look(context, proposal_id)
    if hand.proposal.step != seen.step or not hand.proposal.may_become(to):
        raise MovedOnError(hand.proposal)
    if hand.number != seen.number:
        raise BaseMovedError
    return hand


def _taken(fields: tuple[FieldChange, ...], only: Collection[str] | None, edits: Content) -> tuple[FieldChange, ...]:
    """The fields that are approved, each as the curator has put it right."""
    return tuple(
        replace(one, after=edits.get(one.name, one.after)) for one in fields if only is None or one.name in only
    )


def _decided_fields(asked: tuple[FieldChange, ...], taken: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    """What was asked for, with what was put right as it was put right."""
    put_right = {one.name: one for one in taken}
    return tuple(put_right.get(one.name, one) for one in asked)


def _needs(context: Context, found: Proposal) -> tuple[Proposal, ...]:
    """The proposals for a new group and new venues that this one builds on and that still wait."""
    if found.subject.kind is not SubjectKind.SERVICE:
        return ()
    wanted = {one.name: one.after for one in found.fields}
    needed = [subjects.organization(found.organization_id)]
    needed += [subjects.location(value["location_id"]) for value in wanted.get("venues", ())]
    return tuple(
        one
        for subject in needed
        if revising.content_of(context, subject) is None
        for one in proposals.of_subject(context.store, subject)
        if one.state is ProposalState.WAITING and one.organization_id == found.organization_id
    )


def _approve_needs(context: Context, hand: InHand) -> None:
    for one in hand.needs:
        approve(context, one.id, look(context, one.id).seen)


def _decided(context: Context, found: Proposal) -> Proposal:
    """Keep the decision, write it down, and tell whoever asked for the change."""
    later = proposals.change(context.store, found)
    _let_asker_look_after(context, found)
    audit.note(context, f"proposal.{found.state.value.replace(' ', '_')}", "proposal", found.id)
    to = _asker(context, found)
    if to is not None:
        _tell(context, later, to)
    return later


def _let_asker_look_after(context: Context, found: Proposal) -> None:
    """Whoever asked for a group that is new looks after it from now on, as its lead."""
    asker = accounts.by_id(context.store, found.account_id) if found.account_id else None
    is_new_group = found.subject.kind is SubjectKind.ORGANIZATION and found.is_new
    if asker is None or asker.role is not Role.ORGANISER or not is_new_group or found.state is ProposalState.REFUSED:
        return
    keepers.add(context.store, asker.id, found.subject.id, CameBy.APPROVED, context.now)
    keepers.make_lead(context.store, found.subject.id, asker.id)
    audit.note(context, "keeper.of_new_group", "organization", found.subject.id, why=asker.id)


def _asker(context: Context, found: Proposal) -> Account | None:
    asker = accounts.by_id(context.store, found.account_id) if found.account_id else None
    is_oneself = asker is not None and context.user is not None and asker.id == context.user.id
    return None if is_oneself else asker


def _tell(context: Context, found: Proposal, to: Account) -> None:
    content = revising.content_of(context, found.subject) or {one.name: one.after for one in found.fields}
    owner = organizations.by_ids(context.store, (found.organization_id,)).get(found.organization_id)
    letter = group_letters.change_decided(
        context.settings.site_name,
        str(content.get("name") or (owner.name if owner else "")),
        links.absolute(context.settings, f"/organise/changes/{found.id}"),
        wordings.own(context),
        has_taken=found.state is not ProposalState.REFUSED,
        has_left_out=bool(found.refused_fields),
        reason=found.reason,
    )
    moving.queue(context, f"decided/{found.id}/{found.step}", to.email, letter)
