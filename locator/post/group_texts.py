"""The texts of messages to people who look after a group: how they come in, who may, what became of a change, is it still correct?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from locator.post.text import Text, made

_ONCE = "The link works once, for 15 minutes. If it was not you who asked, you can leave it alone: nothing has changed."
_SITE = ("site",)
_GROUP = ("group", "site")

GROUP_TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        "come_in": made(
            "A link to come in",
            "To whoever asked for a link to look after a group’s listings.",
            "{site}: Your link to come in",
            f"Hello,\n\n{{for_what}}, open this page and press the button:\n{{link}}\n\n{_ONCE}\n\n{{site}}",
            "for_what link",
            _SITE,
        ),
        "use_your_password": made(
            "Sign in with your password",
            "To somebody who asked for a link, and whose account does not open by one.",
            "{site}: Please sign in with your password",
            "Hello,\n\nSomebody asked for a link to come in to {site} with this address.\n\n"
            "Your account does not open by a link. Please sign in with your password:\n{link}\n\n"
            "If it was not you who asked, you can leave it alone: nothing has changed.\n\n{site}",
            "link",
            _SITE,
        ),
        "has_no_password": made(
            "You do not need a password",
            "To somebody of a group who asked for a new password and never had one.",
            "{site}: You do not need a password",
            "Hello,\n\nSomebody asked for a new password at {site}. You have none, and do not need one to look after your "
            "listings.\n\nAsk for a link that lets you in:\n{link}\n\n"
            "Once you are in you can ask for a password, so that you can answer referrals too.\n\n{site}",
            "link",
            _SITE,
        ),
        "prove": made(
            "Is this your email address?",
            "To somebody who asks to look after a group.",
            "{site}: Is this your email address?",
            "Hello,\n\nSomebody asked to look after what {site} says about {group}, and gave us this address.\n\n"
            "If it was you, open this page and press the button. Then we look at what you sent:\n{link}\n\n"
            f"{_ONCE}\n\n{{site}}",
            "link",
            _GROUP,
        ),
        "use_another_address": made(
            "Use another address",
            "To somebody who asks to look after a group with the address of another kind of account.",
            "{site}: Please use another address",
            "Hello,\n\nSomebody asked to look after what {site} says about {group}, and gave us this address.\n\n"
            "There is an account with this address already, for other work. It cannot look after a group as well. "
            "If it was you, please ask again with another address, or phone us.\n\n{site}",
            "",
            _GROUP,
        ),
        "lead_is_asked": made(
            "Somebody asks to look after your group",
            "To the person who leads a group.",
            "{site}: Somebody asks to look after {group}",
            "Hello,\n\nSomebody asks to look after what {site} says about {group}, as you do. "
            "You can say yes or no. If you do nothing, we look at it ourselves.\n\nSee who it is:\n{link}\n\n{site}",
            "link",
            _GROUP,
        ),
        "may_look_after": made(
            "You can look after a group",
            "To somebody who looks after a group from now on.",
            "{site}: You can look after {group}",
            "Hello,\n\nYou can now change what {site} says about {group}.\n\n"
            "Come in with this address. You do not need a password:\n{link}\n\n"
            "If you did not expect this, you can leave it alone.\n\n{site}",
            "link",
            _GROUP,
        ),
        "may_answer": made(
            "You can answer a group’s referrals",
            "To somebody who has a password already.",
            "{site}: You can answer referrals to {group}",
            "Hello,\n\nYou can now answer the referrals that {site} sends to {group}.\n\n"
            "Sign in with your password:\n{link}\n\n{site}",
            "link",
            _GROUP,
        ),
        "claim_refused": made(
            "You cannot look after a group",
            "To somebody who asked to look after a group, and was refused.",
            "{site}: About looking after {group}",
            "Hello,\n\nYou asked to look after what {site} says about {group}. We have not agreed to this.\n\n"
            "Why: {reason}\n\nIf we got it wrong, please answer this message or phone us.\n\n{site}",
            "reason",
            _GROUP,
        ),
        "taken_off": made(
            "You do not look after a group any more",
            "To somebody who was taken off a group.",
            "{site}: You do not look after {group} any more",
            "Hello,\n\nYou do not look after what {site} says about {group} any more. "
            "Your link and your account open it no longer.\n\n"
            "If that is a mistake, please ask your group, or phone us.\n\n{site}",
            "",
            _GROUP,
        ),
        "change_decided": made(
            "What became of a change",
            "To whoever asked for a change of a listing, when a curator has decided.",
            "Your change to {listing} {outcome}",
            "Hello,\n\n{sentence}\n\nWhy: {reason}\n\nSee your change, and answer if we got it wrong:\n{link}\n\n{site}",
            "sentence link",
            ("listing", "outcome", "reason", "site"),
        ),
        "still_correct": made(
            "Is it still correct?",
            "To whoever looks after listings that nobody has checked for months.",
            "{question}",
            "Hello,\n\n{again}\n\nPeople find your group through {site}. Please tell us if what it says is still correct.\n\n"
            "{links}\n\nYou do not need a password. The link works for 30 days. Opening it changes nothing.\n\n"
            "To stop these letters, or to tell us by phone, ring {phone}.\n\n{site}",
            "links",
            ("question", "again", "phone", "site"),
        ),
    }
)
