"""A change that somebody asks for: fields, from what to what, against a known version; and which moves it can make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from locator.revision.content import SMALL, Content, Json
from locator.revision.subject import Subject, WayIn


class ProposalState(StrEnum):
    """Draft: still being written. Published: out already, a curator looks at it afterwards."""

    DRAFT = "draft"
    WAITING = "waiting"
    PUBLISHED = "published"
    APPROVED = "approved"
    PARTLY_APPROVED = "partly approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


_DECIDED = frozenset({ProposalState.APPROVED, ProposalState.PARTLY_APPROVED, ProposalState.REFUSED})

MOVES: Mapping[ProposalState, frozenset[ProposalState]] = MappingProxyType(
    {
        ProposalState.DRAFT: frozenset({ProposalState.WAITING, ProposalState.PUBLISHED, ProposalState.WITHDRAWN}),
        ProposalState.WAITING: _DECIDED | {ProposalState.WITHDRAWN},
        ProposalState.PUBLISHED: frozenset({ProposalState.APPROVED, ProposalState.REFUSED}),
        ProposalState.APPROVED: frozenset({ProposalState.WAITING}),
        ProposalState.PARTLY_APPROVED: frozenset({ProposalState.WAITING}),
        ProposalState.REFUSED: frozenset({ProposalState.WAITING}),
        ProposalState.WITHDRAWN: frozenset(),
    }
)
"""From each state the ones that can follow; back to waiting is undoing a decision."""

IN_QUEUE = frozenset({ProposalState.WAITING, ProposalState.PUBLISHED})
"""What a curator still has to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field, from what to what."""

    name: str
    before: Json
    after: Json


Typed = Mapping[str, Sequence[str]]
"""What the boxes of a form hold, by the name of the box, as it was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A set of field changes against version `base_number` of a subject (0: it is new).

    `organization_id` says whose it is, `step` counts the changes of the proposal itself, so that two people do not decide
    over each other; `reason` is what the organiser reads, `refused_fields` what was not taken of one that was partly approved.
    `typed` is what the boxes of a draft hold, right or not, so that nothing is lost that somebody typed.
    """

    id: str
    subject: Subject
    organization_id: str
    base_number: int
    fields: tuple[FieldChange, ...]
    state: ProposalState = ProposalState.DRAFT
    way_in: WayIn
    account_id: str | None = None
    why: str = ""
    form_key: str
    created_at: datetime
    changed_at: datetime
    sent_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None
    reason: str = ""
    refused_fields: tuple[str, ...] = ()
    typed: Typed = field(default_factory=dict)
    version_number: int | None = None
    step: int = 1

    @property
    def is_new(self) -> bool:
        """Whether it is about something that is not in the directory yet."""
        return self.base_number == 0

    def may_become(self, state: ProposalState) -> bool:
        """Whether this is a move that it can make."""
        return state in MOVES[self.state]


def between(before: Content, after: Content) -> tuple[FieldChange, ...]:
    """The fields of `after` that are not as before, in the order of `before`."""
    return tuple(
        FieldChange(name=name, before=before[name], after=after[name])
        for name in before
        if name in after and after[name] != before[name]
    )


def applied(content: Content, changes: Iterable[FieldChange]) -> dict[str, Json]:
    """The content with these changes made."""
    return {**content, **{change.name: change.after for change in changes}}


def moved(changes: Iterable[FieldChange], current: Content) -> tuple[str, ...]:
    """The fields that no longer are what the change was made against, and are not what it asks for either."""
    return tuple(c.name for c in changes if current[c.name] != c.before and current[c.name] != c.after)


def split(changes: Iterable[FieldChange]) -> tuple[tuple[FieldChange, ...], tuple[FieldChange, ...]]:
    """The small fields, which a trusted organiser publishes at once, and the rest, which waits."""
    every = tuple(changes)
    return tuple(c for c in every if c.name in SMALL), tuple(c for c in every if c.name not in SMALL)
