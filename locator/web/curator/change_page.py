"""The page of one change: from and to side by side, in words, with what belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from locator.actions.change_desk import OnDesk
from locator.actions.naming import Names
from locator.revision import subject as subjects
from locator.revision.proposal import IN_QUEUE, FieldChange, Proposal, ProposalState
from locator.revision.subject import SubjectKind
from locator.web.curator import change_words, queue_way, ways
from locator.web.curator.queue_way import Done, Way
from locator.web.shared import field_words, wording
from locator.web.shared.word_marks import Marked, marked

SIMPLE = frozenset(field_words.TEXTS)
"""The fields whose text can be put right on the page itself."""
MAY_BE_NONE = frozenset({"website", "email", "charity_number"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field. `against` is what it was when the change was made, where that is no longer what is public, and `now` what is
    public where something else was published over a change that was out already.

    `text` is what the box holds that puts it right, None for a field that has none.
    """

    name: str
    label: str
    marks: Marked
    against: tuple[str, ...]
    now: tuple[str, ...]
    text: str | None
    is_long: bool
    is_taken: bool
    is_refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """Something new that the change builds on, and what it would say."""

    heading: str
    facts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the form was sent with, where it is shown again; `taken` is None where it is shown for the first time."""

    taken: Collection[str] | None = None
    edits: Mapping[str, str] | None = None
    ready: str = ""
    reason: str = ""
    problem: str = ""
    problem_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """One change."""

    id: str
    kind: str
    title: str
    organization: str
    asked: str
    why: str
    is_trusted: bool
    is_open: bool
    is_published: bool
    is_new: bool
    is_moved: bool
    can_undo: bool
    state: str
    decided: str
    reason: str
    fields: tuple[FieldView, ...]
    needs: tuple[NeedView, ...]
    others: tuple[tuple[str, str], ...]
    preview_href: str
    edit_href: str
    history_href: str
    merged_href: str
    skip_href: str
    queue_href: str
    reasons: tuple[str, ...]
    sent: Sent
    step: int
    number: int
    way: Way
    done: Done | None


def page(desk: OnDesk, way: Way, done: Done | None, skip_href: str, sent: Sent) -> ChangePage:
    """The page of this change."""
    hand, found = desk.hand, desk.hand.proposal
    is_service = found.subject.kind is SubjectKind.SERVICE
    return ChangePage(
        id=found.id,
        kind=change_words.ABOUT[found.subject.kind],
        title=desk.title,
        organization=desk.organization,
        asked=change_words.asked(found, desk.asked_by),
        why=found.why,
        is_trusted=desk.is_trusted,
        is_open=found.state in IN_QUEUE,
        is_published=found.state is ProposalState.PUBLISHED,
        is_new=found.is_new,
        is_moved=found.state in IN_QUEUE and bool(hand.moved),
        can_undo=found.may_become(ProposalState.WAITING),
        state=change_words.STATES[found.state],
        decided=_decided(desk),
        reason=found.reason,
        fields=tuple(_field(desk, one, sent) for one in found.fields),
        needs=tuple(_need(one, desk.names) for one in hand.needs),
        others=tuple(_other(one, desk, way) for one in desk.others),
        preview_href=f"/curate/changes/{found.id}/preview" if is_service and found.state in IN_QUEUE else "",
        edit_href="" if found.is_new else ways.edit(found.subject),
        history_href="" if hand.number == 0 else ways.history(found.subject),
        merged_href=ways.history(subjects.service(desk.merged_into)) if desk.merged_into else "",
        skip_href=skip_href,
        queue_href=way.to(queue_way.QUEUE),
        reasons=change_words.REASONS,
        sent=sent,
        step=hand.seen.step,
        number=hand.seen.number,
        way=way,
        done=done,
    )


def _decided(desk: OnDesk) -> str:
    found = desk.hand.proposal
    if found.decided_at is None:
        return ""
    return f"{desk.decided_by or change_words.LEFT}, {wording.moment(found.decided_at)}"


def _field(desk: OnDesk, one: FieldChange, sent: Sent) -> FieldView:
    found, kind = desk.hand.proposal, desk.hand.proposal.subject.kind
    before = desk.hand.current[one.name] if found.state is ProposalState.WAITING else one.before
    is_moved = found.state in IN_QUEUE and one.name in desk.hand.moved
    is_published = found.state is ProposalState.PUBLISHED
    against = field_words.lines(one.name, one.before, desk.names) if is_moved and not is_published else ()
    now = field_words.lines(one.name, desk.hand.current[one.name], desk.names) if is_moved and is_published else ()
    after = field_words.lines(one.name, one.after, desk.names)
    return FieldView(
        name=one.name,
        label=field_words.label(kind, one.name),
        marks=marked(field_words.lines(one.name, before, desk.names), after),
        against=against,
        now=now,
        text=(sent.edits or {}).get(one.name, str(one.after or "")) if one.name in SIMPLE else None,
        is_long=one.name not in ("name", *MAY_BE_NONE),
        is_taken=sent.taken is None or one.name in sent.taken,
        is_refused=one.name in found.refused_fields,
    )


def _need(one: Proposal, names: Names) -> NeedView:
    facts = (
        (field_words.label(one.subject.kind, c.name), field_words.lines(c.name, c.after, names)) for c in one.fields
    )
    heading = "A new place" if one.subject.kind is SubjectKind.LOCATION else "A new group"
    return NeedView(heading=heading, facts=tuple(facts))


def _other(one: Proposal, desk: OnDesk, way: Way) -> tuple[str, str]:
    fields = ", ".join(field_words.label(one.subject.kind, change.name) for change in one.fields)
    asked = change_words.asked(one, desk.people.get(one.account_id or "", ""))
    return f"{fields}: {asked}", way.to(f"/curate/changes/{one.id}")
