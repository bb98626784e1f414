"""The changes that a group has asked for: what waits, what was decided, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from locator.actions import naming, proposing
from locator.actions.proposing import Draft
from locator.revision.proposal import Proposal, ProposalState
from locator.revision.subject import SubjectKind
from locator.web.shared import field_words, history, site

door = Blueprint("changes", __name__, url_prefix="/organise/changes")

STATES: Mapping[ProposalState, str] = {
    ProposalState.DRAFT: "You have not sent this yet.",
    ProposalState.WAITING: "We are looking at this. The directory says what it said before until then.",
    ProposalState.PUBLISHED: "This is in the directory now. We will look at it as well.",
    ProposalState.APPROVED: "This is in the directory now.",
    ProposalState.PARTLY_APPROVED: "Part of this is in the directory now.",
    ProposalState.REFUSED: "We have not made this change.",
    ProposalState.WITHDRAWN: "You took this back.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One change in the list."""

    id: str
    name: str
    words: str
    when: str
    edit_href: str
    may_be_withdrawn: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldLine:
    """One field of a change in words: what it said, what was asked for, and whether that was left out."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    is_left_out: bool


@door.get("")
def every() -> str:
    """All changes of the person's groups."""
    context = site.context()
    found = [proposing.look(context, one.id) for one in proposing.of_my_groups(context)]
    return render_template("organiser/changes.html", changes=tuple(_line(one.proposal, one.content) for one in found))


@door.get("/<proposal_id>")
def one(proposal_id: str) -> str:
    """One change."""
    draft = proposing.look(site.context(), proposal_id)
    return render_template(
        "organiser/change.html",
        change=_line(draft.proposal, draft.content),
        fields=_fields(draft),
        is_sent=request.args.get("sent") == "yes",
    )


@door.post("/<proposal_id>/withdraw")
def withdraw(proposal_id: str) -> Answer:
    """Take it back."""
    proposing.withdraw(site.context(), proposal_id)
    return redirect(url_for(".one", proposal_id=proposal_id), 303)


def _fields(draft: Draft) -> tuple[FieldLine, ...]:
    """What the change changes, besides whose the listing is, which nobody asks for."""
    found = draft.proposal
    both = ({one.name: one.before for one in found.fields}, {one.name: one.after for one in found.fields})
    names = naming.of(site.context(), both)
    return tuple(
        FieldLine(
            label=field_words.label(found.subject.kind, one.name),
            before=field_words.lines(one.name, one.before, names),
            after=field_words.lines(one.name, one.after, names),
            is_left_out=one.name in found.refused_fields,
        )
        for one in found.fields
        if one.name != proposing.OWNER
    )


def _line(found: Proposal, content: Mapping[str, object]) -> ChangeLine:
    return ChangeLine(
        id=found.id,
        name=str(content.get("name") or "A new listing"),
        words=STATES[found.state],
        when=history.moment(found.sent_at or found.changed_at),
        edit_href=_edit_href(found),
        may_be_withdrawn=found.may_become(ProposalState.WITHDRAWN),
        reason=found.reason,
    )


def _edit_href(found: Proposal) -> str:
    """Where it is changed again: a place with its listing, and a group that is new with its first one."""
    if found.subject.kind is SubjectKind.SERVICE:
        return url_for("edit.listing", service_id=found.subject.id)
    if found.subject.kind is SubjectKind.ORGANIZATION and not found.is_new:
        return url_for("about_group.edit", organization_id=found.subject.id)
    return ""
