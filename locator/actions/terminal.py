"""Who acts at the terminal: whoever may run commands over the data folder may do what an administrator may."""

from __future__ import annotations

from dataclasses import replace

from locator.accounts.account import User
from locator.actions.context import Context
from locator.roles import Role

OPERATOR_ID = "terminal"
"""No account has this id."""

_OPERATOR = User(id=OPERATOR_ID, name="The terminal", email="", role=Role.ADMINISTRATOR)


def at_terminal(context: Context) -> Context:
    """The context of a command: the audit trail says that it was given at the terminal."""
    return replace(context, user=_OPERATOR)


def account_of(context: Context) -> str | None:
    """The account of whoever acts; None at the terminal and where nobody is signed in."""
    return None if context.user is None or context.user.id == OPERATOR_ID else context.user.id
