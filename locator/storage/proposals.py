"""Proposed changes <-> their table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from locator.revision.proposal import FieldChange, Proposal, ProposalState
from locator.revision.subject import Subject, SubjectKind, WayIn
from locator.storage import moments, versions
from locator.storage.database import Row, Store, chunks, marks

_COLUMNS = (
    "id, subject_kind, subject_id, organization_id, base_number, fields, state, way_in, account_id, why, form_key, "
    "created_at, changed_at, sent_at, decided_at, decided_by, reason, refused_fields, typed, version_number, "
    "step"
)
_SELECT = f"SELECT {_COLUMNS} FROM proposal"
_INSERT = f"""
    INSERT INTO proposal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (form_key) DO NOTHING
"""
_UPDATE = """
    UPDATE proposal SET base_number = ?, fields = ?, state = ?, way_in = ?, why = ?, changed_at = ?, sent_at = ?,
        decided_at = ?, decided_by = ?, reason = ?, refused_fields = ?, typed = ?, version_number = ?, step = ?
    WHERE id = ? AND step = ?
"""


class ProposalMovedError(Exception):
    """Somebody else has changed this proposal since it was looked at."""


def add(store: Store, proposal: Proposal) -> bool:
    """Keep a new proposal; False where one of the same form is there already."""
    return store.write(_INSERT, _row(proposal)) > 0


def change(store: Store, proposal: Proposal) -> Proposal:
    """Keep the proposal as it is now, one step on; raises ProposalMovedError unless it is at the step that was read."""
    later = replace(proposal, step=proposal.step + 1)
    p = later
    values = (
        p.base_number,
        _fields_text(p.fields),
        p.state.value,
        p.way_in.value,
        p.why,
        moments.text(p.changed_at),
        _moment_text(p.sent_at),
        _moment_text(p.decided_at),
        p.decided_by,
        p.reason,
        json.dumps(list(p.refused_fields)),
        json.dumps(p.typed, ensure_ascii=False),
        p.version_number,
        p.step,
    )
    if store.write(_UPDATE, (*values, proposal.id, proposal.step)) == 0:
        raise ProposalMovedError
    return later


def move(store: Store, proposal: Proposal) -> Proposal:
    """Keep the proposal as it is now and about what it is about now; raises ProposalMovedError as `change` does."""
    later = change(store, proposal)
    sql = "UPDATE proposal SET subject_kind = ?, subject_id = ? WHERE id = ?"
    store.write(sql, (later.subject.kind.value, later.subject.id, later.id))
    return later


def by_id(store: Store, proposal_id: str) -> Proposal | None:
    """The proposal of this id; None if there is none."""
    row = store.row(f"{_SELECT} WHERE id = ?", (proposal_id,))
    return _made(row) if row else None


def by_form_key(store: Store, form_key: str) -> Proposal | None:
    """The proposal that came of this form; None if there is none."""
    row = store.row(f"{_SELECT} WHERE form_key = ?", (form_key,))
    return _made(row) if row else None


def in_state(store: Store, states: Sequence[ProposalState]) -> tuple[Proposal, ...]:
    """Every proposal in one of these states, the longest waiting first."""
    rows = store.rows(
        f"{_SELECT} WHERE state IN ({marks(states)}) ORDER BY COALESCE(sent_at, created_at), id",
        [state.value for state in states],
    )
    return tuple(_made(row) for row in rows)


def of_subject(store: Store, subject: Subject) -> tuple[Proposal, ...]:
    """Every proposal about this subject, the oldest first."""
    rows = store.rows(
        f"{_SELECT} WHERE subject_kind = ? AND subject_id = ? ORDER BY created_at, id", (subject.kind.value, subject.id)
    )
    return tuple(_made(row) for row in rows)


def of_organizations(store: Store, organization_ids: Sequence[str]) -> tuple[Proposal, ...]:
    """Every proposal of these groups, the newest first."""
    found: list[Row] = []
    for some in chunks(organization_ids):
        found += store.rows(f"{_SELECT} WHERE organization_id IN ({marks(some)}) ORDER BY created_at DESC, id", some)
    return tuple(_made(row) for row in found)


def of_account(store: Store, account_id: str) -> tuple[Proposal, ...]:
    """Every proposal that this account began, the newest first."""
    rows = store.rows(f"{_SELECT} WHERE account_id = ? ORDER BY created_at DESC, id", (account_id,))
    return tuple(_made(row) for row in rows)


def _fields_text(fields: Sequence[FieldChange]) -> str:
    return versions.text([{"name": one.name, "from": one.before, "to": one.after} for one in fields])


def _moment_text(moment: datetime | None) -> str | None:
    return moments.text(moment) if moment else None


def _row(p: Proposal) -> Row:
    return (
        p.id,
        p.subject.kind.value,
        p.subject.id,
        p.organization_id,
        p.base_number,
        _fields_text(p.fields),
        p.state.value,
        p.way_in.value,
        p.account_id,
        p.why,
        p.form_key,
        moments.text(p.created_at),
        moments.text(p.changed_at),
        _moment_text(p.sent_at),
        _moment_text(p.decided_at),
        p.decided_by,
        p.reason,
        json.dumps(list(p.refused_fields)),
        json.dumps(p.typed, ensure_ascii=False),
        p.version_number,
        p.step,
    )


def _made(row: Row) -> Proposal:
    id_, kind, subject_id, organization_id, base, fields, state, way_in, account_id, why, form_key, *rest = row
    created_at, changed_at, sent_at, decided_at, decided_by, reason, refused, typed, version_number, step = rest
    return Proposal(
        id=id_,
        subject=Subject(kind=SubjectKind(kind), id=subject_id),
        organization_id=organization_id,
        base_number=base,
        fields=tuple(FieldChange(name=f["name"], before=f["from"], after=f["to"]) for f in json.loads(fields)),
        state=ProposalState(state),
        way_in=WayIn(way_in),
        account_id=account_id,
        why=why,
        form_key=form_key,
        created_at=moments.moment(created_at),
        changed_at=moments.moment(changed_at),
        sent_at=moments.moment(sent_at) if sent_at else None,
        decided_at=moments.moment(decided_at) if decided_at else None,
        decided_by=decided_by,
        reason=reason,
        refused_fields=tuple(json.loads(refused)),
        typed=json.loads(typed),
        version_number=version_number,
        step=step,
    )
