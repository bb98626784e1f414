"""Versions <-> their table: only ever added to."""

from __future__ import annotations

import json

from locator.revision.content import Content, Json
from locator.revision.subject import Subject, SubjectKind, WayIn
from locator.revision.version import Version
from locator.storage import moments
from locator.storage.database import Row, Store

_COLUMNS = "id, subject_kind, subject_id, number, content, made_at, account_id, way_in, why, proposal_id"
_INSERT = f"INSERT INTO version ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF = f"SELECT {_COLUMNS} FROM version WHERE subject_kind = ? AND subject_id = ?"


def add(store: Store, version: Version) -> None:
    """Keep a new version; part of the transaction that makes it public."""
    store.write(_INSERT, _row(version))


def newest(store: Store, subject: Subject) -> Version | None:
    """The version that is public; None while nothing of this subject was ever changed."""
    row = store.row(f"{_OF} ORDER BY number DESC LIMIT 1", (subject.kind.value, subject.id))
    return _made(row) if row else None


def one(store: Store, subject: Subject, number: int) -> Version | None:
    """The version with this number; None if there is none."""
    row = store.row(f"{_OF} AND number = ?", (subject.kind.value, subject.id, number))
    return _made(row) if row else None


def of(store: Store, subject: Subject) -> tuple[Version, ...]:
    """Every version of the subject, the oldest first."""
    rows = store.rows(f"{_OF} ORDER BY number", (subject.kind.value, subject.id))
    return tuple(_made(row) for row in rows)


def subjects(store: Store) -> tuple[Subject, ...]:
    """Everything that has versions."""
    rows = store.rows("SELECT DISTINCT subject_kind, subject_id FROM version ORDER BY subject_kind, subject_id")
    return tuple(Subject(kind=SubjectKind(kind), id=id_) for kind, id_ in rows)


def text(content: Content | list[Json]) -> str:
    """Content as it stands in a column: the same text for the same content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _row(version: Version) -> Row:
    return (
        version.id,
        version.subject.kind.value,
        version.subject.id,
        version.number,
        text(version.content),
        moments.text(version.made_at),
        version.account_id,
        version.way_in.value,
        version.why,
        version.proposal_id,
    )


def _made(row: Row) -> Version:
    id_, kind, subject_id, number, content, made_at, account_id, way_in, why, proposal_id = row
    return Version(
        id=id_,
        subject=Subject(kind=SubjectKind(kind), id=subject_id),
        number=number,
        content=json.loads(content),
        made_at=moments.moment(made_at),
        account_id=account_id,
        way_in=WayIn(way_in),
        why=why,
        proposal_id=proposal_id,
    )
