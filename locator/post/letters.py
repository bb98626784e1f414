"""The words of messages about referrals. There is never anything about a person in them, whatever else changes.

A letter is a subject and a body; it names the group, the reference, and where to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ABOUT_NOBODY = "There is nothing about the person in this message."


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What to write to somebody."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a letter about a referral may name: the group, the reference, the site and whom to phone there."""

    group: str
    reference: str
    site: str
    phone: str = ""


def asked(about: About, address: str, until: str) -> Letter:
    """To a group: somebody was referred to you, answer by this link."""
    return _letter(
        about,
        f"A referral to {about.group}",
        f"Somebody has been referred to {about.group}. The reference is {about.reference}.",
        ABOUT_NOBODY,
        f"Please say if you can help. Open this link and press a button:\n{address}",
        f"You do not need a password. The link works once, until {until}.",
    )


def asked_account(about: About, address: str) -> Letter:
    """To somebody of the group with an account: the same, to answer after signing in."""
    return _letter(
        about,
        f"A referral to {about.group}",
        f"Somebody has been referred to {about.group}. The reference is {about.reference}.",
        ABOUT_NOBODY,
        f"Please sign in and say if you can help:\n{address}",
    )


def reminder(about: About, sent_on: str, address: str, until: str) -> Letter:
    """To a group that has not answered: the same question again, with a new link."""
    return _letter(
        about,
        f"Please answer: a referral to {about.group}",
        f"Somebody was referred to {about.group} on {sent_on}. The reference is {about.reference}.",
        "We have not heard from you yet. If you cannot help, that is fine: please say so, then we can look elsewhere.",
        ABOUT_NOBODY,
        f"Open this link and press a button:\n{address}",
        f"You do not need a password. The link works once, until {until}.",
    )


def moved(about: About, sentence: str, address: str) -> Letter:
    """To the other side: something has happened to a referral."""
    return _letter(
        about,
        f"Referral {about.reference} to {about.group}",
        f"There is news about referral {about.reference} to {about.group}.",
        sentence,
        ABOUT_NOBODY,
        *([f"See it after you sign in:\n{address}"] if address else []),
    )


def withdrawn(about: About, sentence: str) -> Letter:
    """To a group: a referral was taken back or closed by those who made it."""
    return _letter(
        about,
        f"Referral {about.reference} to {about.group} has ended",
        f"Referral {about.reference} to {about.group} has ended.",
        sentence,
        "Please do not contact the person about it, and destroy any notes that you made.",
        ABOUT_NOBODY,
    )


def unanswered(site: str, lines: Sequence[str], address: str) -> Letter:
    """To a curator: these groups have not answered for a long time."""
    count = "A group has" if len(lines) == 1 else f"{len(lines)} groups have"
    listed = "\n".join(f"- {line}" for line in lines)
    about = About(group="", reference="", site=site)
    return _letter(
        about,
        f"{count} not answered",
        f"{count} not answered a referral. Please phone:\n\n{listed}",
        ABOUT_NOBODY.replace("the person", "any person"),
        f"See all that wait after you sign in:\n{address}",
    )


def _letter(about: About, subject: str, *paragraphs: str) -> Letter:
    phone = [f"If anything is not clear, phone {about.phone}."] if about.phone else []
    body = "\n\n".join(["Hello,", *paragraphs, *phone, about.site])
    return Letter(subject=one_line(subject), body=body + "\n")


def one_line(text: str) -> str:
    """The text as a subject: names of groups come from listings, so that nothing but plain letters may get into a header."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:180]
