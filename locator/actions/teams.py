"""Run the teams: add, rename, close, open again. Closing one ends what its people are signed in to."""

from __future__ import annotations

from dataclasses import replace

from locator.accounts.account import Team, TeamKind
from locator.actions import audit
from locator.actions.context import Context
from locator.actions.permission import NotYoursError, require
from locator.directory.slugs import slug_for
from locator.roles import Permission
from locator.storage import accounts, identifiers, referrals, sessions

LONGEST_NAME = 100


class TeamNameError(Exception):
    """The team needs another name: it is empty, too long, or another team's."""


def every(context: Context) -> tuple[Team, ...]:
    """Every team, by name."""
    require(context, Permission.MANAGE_ACCOUNTS)
    return accounts.teams(context.store)


def one(context: Context, team_id: str) -> Team:
    """One team; raises NotYoursError."""
    require(context, Permission.MANAGE_ACCOUNTS)
    found = accounts.team(context.store, team_id)
    if found is None:
        raise NotYoursError
    return found


def left_open(context: Context, team_id: str) -> int:
    """How many referrals of a team have not come to their end: once it is closed, nobody hears what becomes of them."""
    require(context, Permission.MANAGE_ACCOUNTS)
    return referrals.count_open_of_team(context.store, team_id)


def add(context: Context, *, name: str, kind: TeamKind, form_key: str) -> Team:
    """Add a team; the same form sent twice adds one. Raises TeamNameError."""
    require(context, Permission.MANAGE_ACCOUNTS)
    team_id = identifiers.made_from("team", form_key)
    with context.store.atomic():
        before = accounts.team(context.store, team_id)
        if before is not None:
            return before
        named = _named(context, name, but="")
        team = Team(id=team_id, slug=slug_for(named), name=named, kind=kind, created_at=context.now)
        accounts.save_team(context.store, team)
        audit.note(context, "team.add", "team", team_id)
    return team


def change(context: Context, team_id: str, *, name: str, kind: TeamKind) -> None:
    """Give a team another name or kind; raises TeamNameError or NotYoursError."""
    with context.store.atomic():
        team = one(context, team_id)
        named = _named(context, name, but=team_id)
        accounts.save_team(context.store, replace(team, name=named, slug=slug_for(named), kind=kind))
        audit.note(context, "team.change", "team", team_id)


def close(context: Context, team_id: str) -> None:
    """Close a team: from the next request on its people open nothing. Raises NotYoursError."""
    with context.store.atomic():
        team = one(context, team_id)
        accounts.save_team(context.store, replace(team, closed_at=team.closed_at or context.now))
        for account in accounts.every(context.store):
            if account.team_id == team_id:
                sessions.end_all(context.store, account.id)
        audit.note(context, "team.close", "team", team_id)


def open_again(context: Context, team_id: str) -> None:
    """Open a team that was closed; its people can sign in again. Raises NotYoursError."""
    with context.store.atomic():
        accounts.save_team(context.store, replace(one(context, team_id), closed_at=None))
        audit.note(context, "team.open", "team", team_id)


def _named(context: Context, name: str, *, but: str) -> str:
    named = " ".join(name.split())
    others = {team.slug for team in accounts.teams(context.store) if team.id != but}
    if not named or not named.isprintable() or len(named) > LONGEST_NAME or slug_for(named) in others:
        raise TeamNameError
    return named
