"""Read the audit trail: its newest rows, narrowed down by person, deed, subject and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from locator.actions import audit_trail, deeds, permission
from locator.actions.audit_trail import Verdict
from locator.actions.context import LONDON, Context
from locator.referral import reference as references
from locator.roles import Permission
from locator.storage import accounts, audit, referrals

ROWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to show: empty means all; `about` is an id or a reference, `before` a row number to go on from."""

    account_id: str = ""
    action: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with names instead of ids where they are known."""

    seq: int
    at: datetime
    who: str
    role: str
    team: str
    action: str
    did: str
    subject: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Some rows, the newest first, and what they can be narrowed down by."""

    rows: tuple[Row, ...]
    people: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]
    next_before: int | None


def rows(context: Context, asked: Filter) -> Found:
    """The rows that fit, the newest first."""
    permission.require(context, Permission.READ_AUDIT)
    people = {account.id: account.name for account in accounts.every(context.store)}
    teams = {team.id: team.name for team in accounts.teams(context.store)}
    found = audit.newest(
        context.store,
        account_id=asked.account_id,
        action=asked.action,
        subject_id=_subject(context, asked.about),
        since=_begin(asked.since),
        until=_begin(asked.until + timedelta(days=1)) if asked.until else None,
        before=asked.before,
        limit=ROWS + 1,
    )
    return Found(
        rows=tuple(_row(seq, entry, people, teams) for seq, entry in found[:ROWS]),
        people=tuple(people.items()),
        actions=tuple(
            sorted(((code, deeds.in_words(code)) for code in audit.actions(context.store)), key=itemgetter(1))
        ),
        next_before=found[ROWS - 1][0] if len(found) > ROWS else None,
    )


def checked(context: Context) -> Verdict:
    """Whether the trail is whole, for somebody who may read it."""
    permission.require(context, Permission.READ_AUDIT)
    return audit_trail.verify(context)


def _subject(context: Context, about: str) -> str:
    """The id behind what was typed, which may be a reference."""
    if not about:
        return ""
    found = referrals.by_reference(context.store, references.tidy(about))
    return found.id if found else about


def _begin(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, LONDON) if day else None


def _about(entry: audit.Entry, people: dict[str, str], teams: dict[str, str]) -> str:
    """What the deed was done to: somebody's name, a team's, or the kind and the id of anything else."""
    names = {"account": people, "team": teams}.get(entry.subject_kind, {})
    return names.get(entry.subject_id, f"{entry.subject_kind} {entry.subject_id}".strip())


def _row(seq: int, entry: audit.Entry, people: dict[str, str], teams: dict[str, str]) -> Row:
    return Row(
        seq=seq,
        at=entry.happened_at.astimezone(LONDON),
        who=people.get(entry.account_id, entry.account_id) or "the program",
        role=entry.role,
        team=teams.get(entry.team_id, ""),
        action=entry.action,
        did=deeds.in_words(entry.action),
        subject=_about(entry, people, teams),
        why=entry.why,
    )
