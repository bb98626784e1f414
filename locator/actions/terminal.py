"""Who acts at the terminal: whoever may run commands over the data folder may do what an administrator may."""

from __future__ import annotations

from dataclasses import replace

from locator.accounts.account import User
from locator.actions.context import Context
from locator.roles import Role

_OPERATOR = User(id="terminal", name="The terminal", email="", role=Role.ADMINISTRATOR)


def at_terminal(context: Context) -> Context:
    """The context of a command: the audit trail says that it was given at the terminal."""
    return replace(context, user=_OPERATOR)
