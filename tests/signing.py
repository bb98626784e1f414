"""Somebody signed in, for tests of any door: a team, an account and a session made straight in the database."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask

from locator.accounts.account import Account, AccountStatus, Team, TeamKind, User
from locator.accounts.session import Stage
from locator.actions import sessions
from locator.actions.context import Context
from locator.roles import IN_A_TEAM, Role
from locator.storage import accounts
from locator.web.shared import signed_in
from locator.wiring import Engine
from tests.conftest import NOW
from tests.making import identifier
from tests.web.visitor import Visitor

NURSES = Team(
    id=identifier("team", "nurses"), slug="nurses", name="Motherwell nurses", kind=TeamKind.NHS, created_at=NOW
)
WORKERS = Team(
    id=identifier("team", "workers"),
    slug="social-workers",
    name="Airdrie social work",
    kind=TeamKind.SOCIAL_WORK,
    created_at=NOW,
)


def person(
    role: Role = Role.STAFF, name: str = "Morag Reid", *, team: Team = NURSES, organization_ids: tuple[str, ...] = ()
) -> Account:
    """An active account with that role; only staff and team leads have a team."""
    return Account(
        id=identifier("account", role, name),
        email=f"{name.replace(' ', '.')}.{role.name}@example.org".lower(),
        name=name,
        role=role,
        team_id=team.id if role in IN_A_TEAM else None,
        organization_ids=organization_ids,
        status=AccountStatus.ACTIVE,
        created_at=NOW,
    )


def add(engine: Engine, *people: Account) -> None:
    """Save both teams and these accounts."""
    with engine.store.atomic():
        for team in (NURSES, WORKERS):
            accounts.save_team(engine.store, team)
        for one in people:
            accounts.save(engine.store, one)


def as_user(engine: Engine, account: Account) -> Context:
    """The context of an action that this account takes."""
    return replace(engine.context(), user=user(engine, account), request_id="test")


def by_link(engine: Engine, account: Account) -> Context:
    """The context of an action that this account takes after it came by a link in an email."""
    context = engine.context()
    return replace(context, user=sessions.user_at(context, account.id, Stage.LINK), request_id="test")


def user(engine: Engine, account: Account) -> User:
    """The signed-in person that an account is."""
    found = accounts.user(engine.store, account.id)
    assert found is not None
    return found


def sign_in(app: Flask, account: Account, stage: Stage = Stage.WHOLE) -> Visitor:
    """A visitor with a session of this account; forms of theirs carry the right token (`post` adds it)."""
    engine: Engine = app.extensions["locator"]
    token = sessions.begin(engine.context(), account.id, stage, "Test browser")
    visitor = SignedInVisitor(app)
    visitor.client.set_cookie("session", token, domain="localhost")
    with app.test_request_context("/", base_url="http://localhost", headers={"Cookie": f"session={token}"}):
        markup = str(signed_in.form_token())
    visitor.form_token = markup.partition('value="')[2].partition('"')[0]
    return visitor


class SignedInVisitor(Visitor):
    """A visitor whose forms carry the token of their session."""

    form_token: str = ""

    def post(self, path: str, fields: object = None, **options: object):  # type: ignore[no-untyped-def, override]
        """What a form sent to that path answers; give `form_token` to send another token."""
        assert fields is None or isinstance(fields, dict)
        return super().post(path, {signed_in.FIELD: self.form_token, **(fields or {})}, **options)
