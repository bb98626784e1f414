"""Whether the person of this context may do a thing: asked by every action again, whatever the door has asked before."""

from __future__ import annotations

from locator.accounts.account import User
from locator.actions.context import Context
from locator.roles import Permission


class NotSignedInError(Exception):
    """Nobody is signed in."""


class NotAllowedError(Exception):
    """The person's role does not allow this."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(f"Your account cannot {permission.value}.")
        self.permission = permission


class NotYoursError(Exception):
    """There is no such thing, or it is another team's: the person is told the same either way."""


def require(context: Context, permission: Permission) -> User:
    """The person, who may do this; raises NotSignedInError or NotAllowedError."""
    if context.user is None:
        raise NotSignedInError
    if not context.user.can(permission):
        raise NotAllowedError(permission)
    return context.user


def require_team(context: Context, permission: Permission) -> tuple[User, str]:
    """The person and the id of their team; raises NotSignedInError or NotAllowedError."""
    user = require(context, permission)
    if user.team_id is None:
        raise NotAllowedError(permission)
    return user, user.team_id
