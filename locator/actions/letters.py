"""Messages to people about their own account: what happened, and the link that works once."""

from __future__ import annotations

from locator.accounts.account import Account
from locator.accounts.link import OneTimeLink, Purpose
from locator.actions import links, wordings
from locator.actions.context import Context
from locator.post import group_letters
from locator.post.letters import Letter, written
from locator.storage import identifiers, mails


def link_address(context: Context, purpose: Purpose, token: str) -> str:
    """The whole address of a link to an account."""
    return links.absolute(context.settings, f"/{purpose.value}/{token}")


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


def passkey_added(context: Context, account: Account, *, name: str) -> None:
    """Tell the person that a passkey was added."""
    _send(context, account, identifiers.fresh(), "passkey", passkey=name)


def recovery_code_used(context: Context, account: Account, *, left: int) -> None:
    """Tell the person that a recovery code was used."""
    _send(context, account, identifiers.fresh(), "recovery_code", left=str(left))


def _send(context: Context, account: Account, key: str, text: str, **values: str) -> None:
    named = {
        "name": account.name,
        "site": context.settings.site_name,
        "forgotten": links.absolute(context.settings, "/forgotten"),
    }
    letter = written(text, wordings.own(context), **named, **values)
    mails.add(context.store, key=key, to=account.email, subject=letter.subject, body=letter.body, now=context.now)


def about_group(context: Context, name: str, group: str = "", *, path: str = "", reason: str = "") -> Letter:
    """The letter of this name (`post/group_texts.py`) about a group, with the link to this page of the site."""
    link = links.absolute(context.settings, path) if path else ""
    own = wordings.own(context)
    return group_letters.about_group(name, context.settings.site_name, group, own, link=link, reason=reason)
