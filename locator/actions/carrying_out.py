"""What a decision does to what is public: publish what was taken, put back what was not, and take a decision's deed back."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from locator.actions import revising
from locator.actions.context import Context
from locator.directory.service import ServiceStatus
from locator.revision.content import EMPTY, Content, Json
from locator.revision.proposal import FieldChange, Proposal, ProposalState
from locator.revision.subject import SubjectKind, WayIn

HIDDEN = ServiceStatus.INACTIVE.value


class CannotUndoError(Exception):
    """Something else was published over it since; `fields` says what."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__()
        self.fields = fields


def overtaken(context: Context, found: Proposal, current: Content) -> tuple[str, ...]:
    """The fields that say something else now than the version that came of the proposal made of them."""
    version = revising.version_of(context, found.subject, found.version_number or 0)
    made: Content = version.content if version else {}
    return tuple(one.name for one in found.fields if current[one.name] != made.get(one.name, one.after))


def publish(context: Context, found: Proposal, taken: Collection[FieldChange]) -> int | None:
    """Publish what was taken, each as it was put right; the version that is public then, or None where nothing was taken."""
    if found.state is ProposalState.PUBLISHED:
        return _look_over(context, found, {one.name: one.after for one in taken})
    if not taken:
        return None
    fields = {one.name: one.after for one in taken}
    current = revising.content_of(context, found.subject) or {}
    if found.is_new and current.get("status") == HIDDEN:  # approved before, and undone
        fields = {"status": ServiceStatus.ACTIVE.value, **fields}
    return revising.publish(context, found.subject, fields, way_in=found.way_in, why=found.why, proposal_id=found.id)


def take_back(context: Context, found: Proposal) -> None:
    """Put the fields back to what they were before the version that came of the proposal; raises CannotUndoError."""
    current = revising.content_of(context, found.subject) or EMPTY[found.subject.kind]
    published = [one for one in found.fields if one.name not in found.refused_fields]
    names = {one.name for one in published}
    over = tuple(name for name in overtaken(context, found, current) if name in names)
    if over:
        raise CannotUndoError(over)
    if found.is_new:
        fields: Content = {"status": HIDDEN} if found.subject.kind is SubjectKind.SERVICE else {}
    else:
        before = _before(context, found)
        fields = {one.name: before.get(one.name, one.before) for one in published}
    revising.publish(context, found.subject, fields, way_in=WayIn.CURATOR, why="Undone.", proposal_id=found.id)


def _look_over(context: Context, found: Proposal, taken: Mapping[str, Json]) -> int | None:
    """What is out already stays as it is: only what was put right is published, and what was left out is put back.

    What somebody has published over it since is neither: nobody has looked at it here.
    """
    current = revising.content_of(context, found.subject) or EMPTY[found.subject.kind]
    over, before = overtaken(context, found, current), _before(context, found)
    put_right = {c.name: taken[c.name] for c in found.fields if c.name in taken and taken[c.name] != c.after}
    left_out = [c for c in found.fields if c.name not in taken and c.name not in over]
    fields = {**{c.name: before.get(c.name, c.before) for c in left_out}, **put_right}
    if not fields:
        return found.version_number
    return revising.publish(context, found.subject, fields, way_in=found.way_in, why=found.why, proposal_id=found.id)


def _before(context: Context, found: Proposal) -> Content:
    """What was public just before the version that came of the proposal."""
    version = revising.version_of(context, found.subject, (found.version_number or 1) - 1)
    return version.content if version else {}
