"""Make two listings of one thing into one: the kept one says what was chosen, and the other leads to it from everywhere.

Nothing is lost: the merged listing keeps its id, its history and its referrals, and merging can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from locator.accounts.account import User
from locator.actions import audit, duplicates, histories, naming, permission, revising
from locator.actions.context import Context
from locator.actions.deciding import BaseMovedError
from locator.actions.naming import Names
from locator.actions.permission import NotYoursError
from locator.directory.duplicate import DuplicateState
from locator.directory.merge import Merge, MovedProposal
from locator.directory.service import ServiceStatus
from locator.revision import merged as rules
from locator.revision import subject as subjects
from locator.revision.content import Content
from locator.revision.merged import Choice
from locator.revision.proposal import IN_QUEUE, FieldChange, Proposal, ProposalState
from locator.revision.subject import WayIn
from locator.roles import Permission
from locator.storage import duplicates as duplicates_kept
from locator.storage import identifiers, merges, proposals

OWNER = "organization_id"
HIDDEN = ServiceStatus.INACTIVE.value


class SameListingError(Exception):
    """A listing cannot be merged into itself."""


class AlreadyMergedError(Exception):
    """One of the two is a part of another listing already; `service_id` is which, `kept_id` where it leads."""

    def __init__(self, service_id: str, kept_id: str) -> None:
        super().__init__()
        self.service_id = service_id
        self.kept_id = kept_id


class StillWaitingError(Exception):
    """Changes of the merged listing wait, and have to be decided first or moved along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two listings side by side; the second is merged into the first. `waiting` are changes of the second.

    `duplicate_id` is the pair that waits for somebody to say whether they are one, None where none does.
    """

    first_id: str
    second_id: str
    first: Content
    second: Content
    first_number: int
    second_number: int
    names: Names
    waiting: tuple[Proposal, ...]
    people: Mapping[str, str]
    duplicate_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form says: the numbers are the versions that the person had in front of them."""

    first_id: str
    second_id: str
    first_number: int
    second_number: int
    choices: Mapping[str, Choice]
    moves_waiting: bool = False
    form_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """A merge with the names of both; `is_kept_changed` where the kept listing was changed since."""

    merge: Merge
    kept: str
    merged: str
    merged_by: str
    is_kept_changed: bool


def look(context: Context, first_id: str, second_id: str) -> Pair:
    """The two side by side; raises NotAllowedError, NotYoursError, SameListingError and AlreadyMergedError."""
    permission.require(context, Permission.CURATE)
    with context.store.snapshot():
        return _pair(context, first_id, second_id)


def may_move(one: Proposal, content: Content) -> bool:
    """Whether this change of the merged listing can wait on at the kept one: that of the same group, not public yet."""
    return one.state is ProposalState.WAITING and one.organization_id == content[OWNER]


def merge(context: Context, asked: Asked) -> Merge:
    """Merge the second into the first; the same form merges once.

    Raises those of `look`, BaseMovedError where either was changed since the page was made, StillWaitingError, and
    ContentError for what cannot be said together.
    """
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        merge_id = identifiers.made_from("merge", asked.form_key)
        before = merges.by_id(context.store, merge_id)
        if before is not None:
            return before
        pair = _pair(context, asked.first_id, asked.second_id)
        if (pair.first_number, pair.second_number) != (asked.first_number, asked.second_number):
            raise BaseMovedError
        return _merged(context, user, pair, asked, merge_id)


def undo(context: Context, merge_id: str) -> Merged:
    """Take a merge back: the merged listing is as it was, and so is the kept one unless it was changed since.

    Pressed twice it is undone once. Raises NotYoursError, and ContentError for what can no longer be said.
    """
    user = permission.require(context, Permission.CURATE)
    with context.store.atomic():
        found = merges.by_id(context.store, merge_id)
        if found is None:
            raise NotYoursError
        if merges.undo(context.store, merge_id, context.now, user.id):
            _bring_back(context, found)
            audit.note(context, "service.unmerge", "service", found.merged_id)
        return done(context, merge_id)


def done(context: Context, merge_id: str) -> Merged:
    """A merge as it stands now; raises NotAllowedError, or NotYoursError where there is none."""
    permission.require(context, Permission.CURATE)
    found = merges.by_id(context.store, merge_id)
    if found is None:
        raise NotYoursError
    people = histories.people(context, (found.merged_by,))
    return Merged(
        merge=found,
        kept=_name(context, found.kept_id),
        merged=_name(context, found.merged_id),
        merged_by=people.get(found.merged_by or "", ""),
        is_kept_changed=revising.number_of(context, subjects.service(found.kept_id)) != found.kept_after,
    )


def _pair(context: Context, first_id: str, second_id: str) -> Pair:
    if first_id == second_id:
        raise SameListingError
    first, second = (revising.content_of(context, subjects.service(id_)) for id_ in (first_id, second_id))
    if first is None or second is None:
        raise NotYoursError
    for id_, kept_id in merges.kept_for(context.store, (first_id, second_id)).items():
        raise AlreadyMergedError(id_, kept_id)
    waiting = _waiting(context, second_id)
    return Pair(
        first_id=first_id,
        second_id=second_id,
        first=first,
        second=second,
        first_number=revising.number_of(context, subjects.service(first_id)),
        second_number=revising.number_of(context, subjects.service(second_id)),
        names=naming.of(context, (first, second)),
        waiting=waiting,
        people=histories.people(context, (one.account_id for one in waiting)),
        duplicate_id=_duplicate(context, first_id, second_id),
    )


def _duplicate(context: Context, first_id: str, second_id: str) -> str | None:
    """The pair that waits for somebody to say whether the two are one."""
    found = duplicates_kept.of_service(context.store, first_id)
    waiting = (one for one in found if one.state is DuplicateState.WAITING)
    return next((one.id for one in waiting if {one.first_id, one.second_id} == {first_id, second_id}), None)


def _waiting(context: Context, service_id: str) -> tuple[Proposal, ...]:
    found = proposals.of_subject(context.store, subjects.service(service_id))
    return tuple(one for one in found if one.state in IN_QUEUE)


def _merged(context: Context, user: User, pair: Pair, asked: Asked, merge_id: str) -> Merge:
    content = rules.content(pair.first, pair.second, asked.choices)
    if pair.waiting and not (asked.moves_waiting and all(may_move(one, content) for one in pair.waiting)):
        raise StillWaitingError
    drafts = _drafts(context, pair, content)
    kept_after = _publish(context, pair.first_id, content, f"“{pair.second['name']}” was merged into it.")
    merged_after = _publish(context, pair.second_id, {"status": HIDDEN}, f"Merged into “{pair.first['name']}”.")
    made = Merge(
        id=merge_id,
        kept_id=pair.first_id,
        merged_id=pair.second_id,
        merged_at=context.now,
        merged_by=user.id,
        kept_before=max(pair.first_number, 1),
        kept_after=kept_after,
        merged_before=max(pair.second_number, 1),
        merged_after=merged_after,
        moved=tuple(_move_along(context, one, pair.first_id, kept_after) for one in (*pair.waiting, *drafts)),
    )
    merges.add(context.store, made)
    duplicates.note_merged(context, pair.first_id, pair.second_id)
    audit.note(context, "service.merge", "service", pair.second_id)
    return made


def _drafts(context: Context, pair: Pair, content: Content) -> tuple[Proposal, ...]:
    """What people of the same group are writing about the merged listing, unless they write about the kept one too: each goes on there."""
    first, second = (
        proposals.of_subject(context.store, subjects.service(id_)) for id_ in (pair.first_id, pair.second_id)
    )
    busy = {one.account_id for one in first if one.state is ProposalState.DRAFT}
    found = (one for one in second if one.state is ProposalState.DRAFT and one.organization_id == content[OWNER])
    return tuple(one for one in found if one.account_id not in busy)


def _publish(context: Context, service_id: str, fields: Content, why: str) -> int:
    return revising.publish(context, subjects.service(service_id), fields, way_in=WayIn.CURATOR, why=why)


def _move_along(context: Context, one: Proposal, kept_id: str, kept_number: int) -> MovedProposal:
    """Let a change wait on at the kept listing, made against what that says now."""
    current = revising.content_of(context, subjects.service(kept_id)) or {}
    fields = tuple(FieldChange(name=c.name, before=current[c.name], after=c.after) for c in one.fields)
    later = replace(
        one, subject=subjects.service(kept_id), base_number=kept_number, fields=fields, changed_at=context.now
    )
    moved = proposals.move(context.store, later)
    return MovedProposal(id=one.id, step=moved.step, base_number=one.base_number, fields=_fields_text(one))


def _bring_back(context: Context, found: Merge) -> None:
    kept, merged = subjects.service(found.kept_id), subjects.service(found.merged_id)
    before = revising.version_of(context, merged, found.merged_before)
    if before is not None:
        is_untouched = revising.number_of(context, merged) == found.merged_after
        fields = before.content if is_untouched else {"status": before.content["status"]}
        _publish(context, found.merged_id, fields, "Merging was undone.")
    is_as_merged = revising.number_of(context, kept) == found.kept_after
    earlier = revising.version_of(context, kept, found.kept_before)
    if is_as_merged and earlier is not None:
        _publish(context, found.kept_id, earlier.content, "Merging was undone.")
    for one in found.moved:
        _move_back(context, one, found.merged_id)


def _move_back(context: Context, moved: MovedProposal, merged_id: str) -> None:
    """Put a change that moved along back, unless somebody has done something with it since."""
    one = proposals.by_id(context.store, moved.id)
    if one is None or one.step != moved.step or one.state not in (ProposalState.WAITING, ProposalState.DRAFT):
        return
    fields = tuple(FieldChange(**change) for change in json.loads(moved.fields))
    later = replace(
        one,
        subject=subjects.service(merged_id),
        base_number=moved.base_number,
        fields=fields,
        changed_at=context.now,
    )
    proposals.move(context.store, later)


def _fields_text(one: Proposal) -> str:
    return json.dumps([{"name": c.name, "before": c.before, "after": c.after} for c in one.fields], ensure_ascii=False)


def _name(context: Context, service_id: str) -> str:
    return str((revising.content_of(context, subjects.service(service_id)) or {}).get("name") or "A listing")
