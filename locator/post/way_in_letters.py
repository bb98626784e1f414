"""The words of messages to people who look after a group, about how they come in and who may."""

from __future__ import annotations

from collections.abc import Sequence

from locator.post.letters import Letter, one_line

_ONCE = "The link works once, for 15 minutes. If it was not you who asked, you can leave it alone: nothing has changed."


def come_in(site: str, groups: Sequence[str], address: str) -> Letter:
    """To whoever asked for a link: this is it."""
    what = f"To look after what {site} says about {_listed(groups)}" if groups else f"To come in to {site}"
    return _letter(site, "Your link to come in", f"{what}, open this page and press the button:\n{address}", _ONCE)


def use_your_password(site: str, address: str) -> Letter:
    """To somebody whose account is not entered by a link."""
    return _letter(
        site,
        "Please sign in with your password",
        f"Somebody asked for a link to come in to {site} with this address.",
        f"Your account does not open by a link. Please sign in with your password:\n{address}",
        "If it was not you who asked, you can leave it alone: nothing has changed.",
    )


def has_no_password(site: str, address: str) -> Letter:
    """To an organiser who asked for a new password and never had one."""
    return _letter(
        site,
        "You do not need a password",
        f"Somebody asked for a new password at {site}. You have none, and do not need one to look after your listings.",
        f"Ask for a link that lets you in:\n{address}",
        "Once you are in you can ask for a password, so that you can answer referrals too.",
    )


def _letter(site: str, subject: str, *paragraphs: str) -> Letter:
    return Letter(subject=one_line(f"{site}: {subject}"), body="\n\n".join(["Hello,", *paragraphs, site]) + "\n")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
