"""The words of messages about referrals. There is never anything about a person in them, whatever else changes.

A letter is a subject and a body; it names the group, the reference, and where to answer. `texts` are the words that staff have
written themselves, by name; where there are none the words are those of `texts.TEXTS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from locator.post.text import Words
from locator.post.texts import ABOUT_NOBODY, TEXTS, filled

__all__ = ["ABOUT_NOBODY", "About", "Letter"]

Own = Mapping[str, Words]
NO_OWN: Own = MappingProxyType({})


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


def asked(about: About, address: str, until: str, own: Own = NO_OWN) -> Letter:
    """To a group: somebody was referred to you, answer by this link."""
    return _about(about, "asked", own, link=address, until=until)


def asked_account(about: About, address: str, own: Own = NO_OWN) -> Letter:
    """To somebody of the group with an account: the same, to answer after signing in."""
    return _about(about, "asked_account", own, link=address)


def reminder(about: About, sent_on: str, address: str, until: str, own: Own = NO_OWN) -> Letter:
    """To a group that has not answered: the same question again, with a new link."""
    return _about(about, "reminder", own, sent_on=sent_on, link=address, until=until)


def moved(about: About, sentence: str, address: str, own: Own = NO_OWN) -> Letter:
    """To the other side: something has happened to a referral."""
    return _about(about, "moved", own, sentence=sentence, link=address)


def withdrawn(about: About, sentence: str, own: Own = NO_OWN) -> Letter:
    """To a group: a referral was taken back or closed by those who made it."""
    return _about(about, "withdrawn", own, sentence=sentence)


def unanswered(site: str, lines: Sequence[str], address: str, own: Own = NO_OWN) -> Letter:
    """To a curator: these groups have not answered for a long time."""
    count = "A group has" if len(lines) == 1 else f"{len(lines)} groups have"
    listed = "\n".join(f"- {line}" for line in lines)
    return written("unanswered", own, how_many=count, list=listed, link=address, site=site)


def written(name: str, own: Own, /, **values: str) -> Letter:
    """The message of this name, with these values in its gaps."""
    words = filled(own.get(name) or TEXTS[name].words, values)
    return Letter(subject=one_line(words.subject), body=words.body)


def _about(about: About, name: str, own: Own, **values: str) -> Letter:
    named = {"group": about.group, "reference": about.reference, "site": about.site, "phone": about.phone}
    return written(name, own, **named, **values)


def one_line(text: str) -> str:
    """The text as a subject: names of groups come from listings, so that nothing but plain letters may get into a header."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(plain.split())[:180]
