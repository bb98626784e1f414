"""Messages to people about their own account: what happened, and the link that works once."""

from __future__ import annotations

from locator.accounts.account import Account
from locator.accounts.link import OneTimeLink, Purpose
from locator.actions import wordings
from locator.actions.context import Context
from locator.post.letters import written
from locator.storage import identifiers, mails


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
    name = "invite" if link.purpose is Purpose.INVITE else "reset"
    where = link_address(context, link.purpose, token)
    _send(context, account, f"{link.purpose.value}/{link.id}", name, link=where)


def password_changed(context: Context, account: Account) -> None:
    """Tell the person that their password is another."""
    _send(context, account, identifiers.fresh(), "password_changed")


def second_factor_set_up(context: Context, account: Account) -> None:
    """Tell the person that an app was set up."""
    _send(context, account, identifiers.fresh(), "second_factor")


def recovery_code_used(context: Context, account: Account, *, left: int) -> None:
    """Tell the person that a recovery code was used."""
    _send(context, account, identifiers.fresh(), "recovery_code", left=str(left))


def _send(context: Context, account: Account, key: str, text: str, **values: str) -> None:
    named = {"name": account.name, "site": context.settings.site_name, "forgotten": address(context, "/forgotten")}
    letter = written(text, wordings.own(context), **named, **values)
    mails.add(context.store, key=key, to=account.email, subject=letter.subject, body=letter.body, now=context.now)
