"""Messages to people about their own account: what happened, and the link that works once."""

from __future__ import annotations

from locator.accounts.account import Account
from locator.accounts.link import OneTimeLink, Purpose
from locator.actions.context import Context
from locator.storage import identifiers, mails

_INVITE = """Hello {name},

You have been given an account for {site}. To choose your password, open this page:

{address}

The link works once, for 7 days. If you did not expect this, you can leave it alone.
"""
_RESET = """Hello {name},

Somebody asked for a new password for your account at {site}. To choose one, open this page:

{address}

The link works once, for 15 minutes. If it was not you, you can leave it alone: nothing has changed.
"""
_PASSWORD = """Hello {name},

The password of your account at {site} was changed. Anybody who was signed in with it has been signed out.

If it was not you, choose a new password at {forgotten} and tell whoever runs the site.
"""
_SECOND_FACTOR = """Hello {name},

A phone app was set up for signing in to your account at {site}.

If it was not you, choose a new password at {forgotten} and tell whoever runs the site.
"""
_RECOVERY = """Hello {name},

A recovery code was used to sign in to your account at {site}. You have {left} left.

If it was not you, choose a new password at {forgotten} and tell whoever runs the site.
"""


def address(context: Context, path: str) -> str:
    """The whole address of a page. It never comes from the request, whose host anybody can make up."""
    settings = context.settings
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return (settings.base_url or f"http://{host}:{settings.port}") + path


def link_address(context: Context, purpose: Purpose, token: str) -> str:
    """The whole address of a link to an account."""
    return address(context, f"/{purpose.value}/{token}")


def send_link(context: Context, account: Account, link: OneTimeLink, token: str) -> None:
    """Send the person the link that works once."""
    is_invite = link.purpose is Purpose.INVITE
    subject = "Your account" if is_invite else "Choose a new password"
    text = _INVITE if is_invite else _RESET
    where = link_address(context, link.purpose, token)
    _send(context, account, f"{link.purpose.value}/{link.id}", subject, text, address=where)


def password_changed(context: Context, account: Account) -> None:
    """Tell the person that their password is another."""
    _send(context, account, identifiers.fresh(), "Your password was changed", _PASSWORD)


def second_factor_set_up(context: Context, account: Account) -> None:
    """Tell the person that an app was set up."""
    _send(context, account, identifiers.fresh(), "A phone app was set up", _SECOND_FACTOR)


def recovery_code_used(context: Context, account: Account, *, left: int) -> None:
    """Tell the person that a recovery code was used."""
    _send(context, account, identifiers.fresh(), "A recovery code was used", _RECOVERY, left=left)


def _send(context: Context, account: Account, key: str, subject: str, text: str, **words: object) -> None:
    site = context.settings.site_name
    body = text.format(name=account.name, site=site, forgotten=address(context, "/forgotten"), **words)
    mails.add(context.store, key=key, to=account.email, subject=f"{site}: {subject}", body=body, now=context.now)
