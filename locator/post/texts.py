"""The texts of messages, each with the words in curly brackets that are filled in; staff may write their own in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from locator.post.group_texts import GROUP_TEXTS
from locator.post.text import Text, Words, made

_GAP = re.compile(r"\{([a-z_]+)\}")
MOST_SUBJECT, MOST_BODY = 150, 3000

SAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "group": "Tuesday Lunch Club",
        "reference": "P-7K3M",
        "link": "https://locator.example.org/answer/…",
        "until": "8 December 2026",
        "sent_on": "24 November 2026",
        "sentence": "The group can help.",
        "how_many": "3 groups have",
        "list": "- Tuesday Lunch Club, 01632 960123: 9 working days",
        "phone": "01632 960000",
        "site": "Locator",
        "name": "Morag Reid",
        "forgotten": "https://locator.example.org/forgotten",
        "left": "7",
        "passkey": "Firefox on Linux",
        "for_what": "To look after what Locator says about Tuesday Lunch Club",
        "reason": "We phoned, and the hall is shut on Mondays.",
        "listing": "Tuesday Lunch Club",
        "outcome": "is made",
        "question": "Is Tuesday Lunch Club still correct?",
        "again": "We wrote to you before and have not heard from you yet.",
        "links": "Dalziel Friends:\n- Tuesday Lunch Club\n\nOpen this link and press a button:\nhttps://locator.example.org/still-correct/…",
    }
)
"""What a preview fills in for each."""


ABOUT_NOBODY = "There is nothing about the person in this message."
_REFERRAL = ("group", "reference", "phone", "site")
_END = "If anything is not clear, phone {phone}.\n\n{site}"


TEXTS: Mapping[str, Text] = MappingProxyType(
    {
        "asked": made(
            "A referral to a group, with a link",
            "To the group’s own address, when somebody has been referred.",
            "A referral to {group}",
            "Hello,\n\nSomebody has been referred to {group}. The reference is {reference}.\n\n"
            f"{ABOUT_NOBODY}\n\n"
            "Please say if you can help. Open this link and press a button:\n{link}\n\n"
            f"You do not need a password. The link works once, until {{until}}.\n\n{_END}",
            "link until",
            _REFERRAL,
        ),
        "asked_account": made(
            "A referral to a group, to answer after signing in",
            "To somebody of the group who has an account.",
            "A referral to {group}",
            "Hello,\n\nSomebody has been referred to {group}. The reference is {reference}.\n\n"
            f"{ABOUT_NOBODY}\n\nPlease sign in and say if you can help:\n{{link}}\n\n{_END}",
            "link",
            _REFERRAL,
        ),
        "reminder": made(
            "A reminder to answer a referral",
            "To a group that has not answered.",
            "Please answer: a referral to {group}",
            "Hello,\n\nSomebody was referred to {group} on {sent_on}. The reference is {reference}.\n\n"
            "We have not heard from you yet. If you cannot help, that is fine: please say so, then we can look elsewhere.\n\n"
            f"{ABOUT_NOBODY}\n\nOpen this link and press a button:\n{{link}}\n\n"
            f"You do not need a password. The link works once, until {{until}}.\n\n{_END}",
            "link until",
            (*_REFERRAL, "sent_on"),
        ),
        "moved": made(
            "News about a referral",
            "To the team or the group, when the other side has done something.",
            "Referral {reference} to {group}",
            "Hello,\n\nThere is news about referral {reference} to {group}.\n\n{sentence}\n\n"
            f"{ABOUT_NOBODY}\n\nSee it after you sign in:\n{{link}}\n\n{_END}",
            "sentence link",
            _REFERRAL,
        ),
        "withdrawn": made(
            "A referral has ended",
            "To the group, when a referral was taken back or closed.",
            "Referral {reference} to {group} has ended",
            "Hello,\n\nReferral {reference} to {group} has ended.\n\n{sentence}\n\n"
            "Please do not contact the person about it, and destroy any notes that you made.\n\n"
            f"{ABOUT_NOBODY}\n\n{_END}",
            "reference sentence",
            ("group", "phone", "site"),
        ),
        "unanswered": made(
            "Groups that have not answered",
            "To curators, when groups have not answered for 9 working days.",
            "{how_many} not answered",
            "Hello,\n\n{how_many} not answered a referral. Please phone:\n\n{list}\n\n"
            "There is nothing about any person in this message.\n\nSee all that wait after you sign in:\n{link}\n\n{site}",
            "list link",
            ("how_many", "site"),
        ),
        "invite": made(
            "An account: choose your password",
            "To somebody who has been invited.",
            "{site}: Your account",
            "Hello {name},\n\nYou have been given an account for {site}. To choose your password, open this page:\n\n{link}\n\n"
            "The link works once, for 7 days. If you did not expect this, you can leave it alone.",
            "link",
            ("name", "site"),
        ),
        "reset": made(
            "A new password",
            "To somebody who has forgotten their password.",
            "{site}: Choose a new password",
            "Hello {name},\n\nSomebody asked for a new password for your account at {site}. To choose one, open this page:\n\n"
            "{link}\n\nThe link works once, for 15 minutes. If it was not you, you can leave it alone: nothing has changed.",
            "link",
            ("name", "site"),
        ),
        "password_changed": made(
            "Your password was changed",
            "To somebody whose password is another.",
            "{site}: Your password was changed",
            "Hello {name},\n\nThe password of your account at {site} was changed. Anybody who was signed in with it has been "
            "signed out.\n\nIf it was not you, choose a new password at {forgotten} and tell whoever runs the site.",
            "forgotten",
            ("name", "site"),
        ),
        "second_factor": made(
            "A phone app was set up",
            "To somebody who has set up an app for signing in.",
            "{site}: A phone app was set up",
            "Hello {name},\n\nA phone app was set up for signing in to your account at {site}.\n\n"
            "If it was not you, choose a new password at {forgotten} and tell whoever runs the site.",
            "forgotten",
            ("name", "site"),
        ),
        "passkey": made(
            "A passkey was added",
            "To somebody who has added a passkey for signing in.",
            "{site}: A passkey was added",
            "Hello {name},\n\nA passkey was added to your account at {site}. It is called {passkey}. Whoever has it can sign in "
            "as you.\n\nIf it was not you, sign in and remove it on the page of your account, choose a new password at {forgotten} and tell "
            "whoever runs the site.",
            "forgotten",
            ("name", "site", "passkey"),
        ),
        "recovery_code": made(
            "A recovery code was used",
            "To somebody who has signed in with a recovery code.",
            "{site}: A recovery code was used",
            "Hello {name},\n\nA recovery code was used to sign in to your account at {site}. You have {left} left.\n\n"
            "If it was not you, choose a new password at {forgotten} and tell whoever runs the site.",
            "forgotten",
            ("name", "site", "left"),
        ),
        **GROUP_TEXTS,
    }
)


def filled(words: Words, values: Mapping[str, str]) -> Words:
    """The words with the values in their gaps; a paragraph with a gap for which there is nothing is left out.

    What is filled in is not looked at again, so that a name with curly brackets stays a name.
    """
    body = words.body.replace("\r\n", "\n").strip()
    kept = [part for part in body.split("\n\n") if all(values.get(name) for name in _GAP.findall(part))]
    return Words(subject=_filled(words.subject, values), body=_filled("\n\n".join(kept), values) + "\n")


def problem(text: Text, words: Words) -> tuple[str, str] | None:
    """At which box ("subject" or "body") something is wrong with words of staff's own, and the sentence; None where nothing is."""
    if not 0 < len(words.subject) <= MOST_SUBJECT or not words.subject.isprintable():
        return "subject", f"Type a subject in {MOST_SUBJECT} letters or fewer"
    if not 0 < len(words.body) <= MOST_BODY:
        return "body", f"Type the message in {MOST_BODY:,} letters or fewer"
    for at, said in (("subject", words.subject), ("body", words.body)):
        unknown = [name for name in _GAP.findall(said) if name not in (*text.must, *text.may)]
        if unknown:
            return at, f"{{{unknown[0]}}} cannot be used in this message. Look at the list of what can"
        if re.search(r"[{}]", _GAP.sub("", said)):
            return at, "A curly bracket stands alone. Write {like_this}, with one of the words from the list"
    missing = [name for name in text.must if name not in _GAP.findall(words.body)]
    return ("body", f"Put {{{missing[0]}}} into the message: without it nobody could use it") if missing else None


def preview(words: Words) -> Words:
    """The words as they might be sent."""
    return filled(words, SAMPLES)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _GAP.sub(lambda gap: values.get(gap[1], ""), text)
