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


def prove(site: str, group: str, address: str) -> Letter:
    """To somebody who says that a group is theirs: show that you read this address."""
    return _letter(
        site,
        "Is this your email address?",
        f"Somebody asked to look after what {site} says about {group}, and gave us this address.",
        f"If it was you, open this page and press the button. Then we look at what you sent:\n{address}",
        _ONCE,
    )


def use_another_address(site: str, group: str) -> Letter:
    """To somebody who says that a group is theirs, with the address of an account that is not an organiser's."""
    return _letter(
        site,
        "Please use another address",
        f"Somebody asked to look after what {site} says about {group}, and gave us this address.",
        "There is an account with this address already, for other work. It cannot look after a group as well. "
        "If it was you, please ask again with another address, or phone us.",
    )


def lead_is_asked(site: str, group: str, address: str) -> Letter:
    """To a group's lead: somebody wants to look after the group too."""
    return _letter(
        site,
        f"Somebody asks to look after {group}",
        f"Somebody asks to look after what {site} says about {group}, as you do. "
        "You can say yes or no. If you do nothing, we look at it ourselves.",
        f"See who it is:\n{address}",
    )


def may_look_after(site: str, group: str, address: str) -> Letter:
    """To somebody who looks after a group from now on."""
    return _letter(
        site,
        f"You can look after {group}",
        f"You can now change what {site} says about {group}.",
        f"Come in with this address. You do not need a password:\n{address}",
        "If you did not expect this, you can leave it alone.",
    )


def may_answer(site: str, group: str, address: str) -> Letter:
    """To somebody who answers a group's referrals from now on, and has a password already."""
    return _letter(
        site,
        f"You can answer referrals to {group}",
        f"You can now answer the referrals that {site} sends to {group}.",
        f"Sign in with your password:\n{address}",
    )


def claim_refused(site: str, group: str, reason: str) -> Letter:
    """To somebody whose claim was refused: why."""
    return _letter(
        site,
        f"About looking after {group}",
        f"You asked to look after what {site} says about {group}. We have not agreed to this.",
        f"Why: {reason}",
        "If we got it wrong, please answer this message or phone us.",
    )


def taken_off(site: str, group: str) -> Letter:
    """To somebody who does not look after a group any more."""
    return _letter(
        site,
        f"You do not look after {group} any more",
        f"You do not look after what {site} says about {group} any more. Your link and your account open it no longer.",
        "If that is a mistake, please ask your group, or phone us.",
    )


def _letter(site: str, subject: str, *paragraphs: str) -> Letter:
    return Letter(subject=one_line(f"{site}: {subject}"), body="\n\n".join(["Hello,", *paragraphs, site]) + "\n")


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
