"""One text of a message: its words with gaps, and which gaps they may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A subject and a body with gaps."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One message: its name for staff, when it is sent, what it says unless staff say otherwise, and its gaps.

    `must` are those without which it would be of no use; any of `may` can be left out.
    """

    title: str
    when: str
    words: Words
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()


def made(title: str, when: str, subject: str, body: str, must: str, may: tuple[str, ...]) -> Text:
    """A text; `must` are its needed gaps with spaces between."""
    return Text(title=title, when=when, words=Words(subject=subject, body=body), must=tuple(must.split()), may=may)
